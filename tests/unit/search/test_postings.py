from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from onestop_records.search.postings import decode, encode, find, pack, unpack

numbers = st.sets(st.integers(0, 2**32 - 1), min_size=1).map(BitMap)


@given(numbers)
def test_numbers_survive(bitmap):
    assert decode(encode(bitmap)) == bitmap


@given(st.dictionaries(st.integers(0, 0x10FFFF), numbers))
def test_tables_survive_and_are_looked_into(table):
    data = pack((follower, encode(bitmap)) for follower, bitmap in table.items())
    assert {follower: decode(part) for follower, part in unpack(data)} == table
    for follower, bitmap in table.items():
        assert decode(find(data, follower)) == bitmap
    assert find(data, 0x110000) is None
