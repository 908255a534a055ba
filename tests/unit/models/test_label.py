"""Label codes: one wrong character is always found; what people misread is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop_records.models.identity import ALPHABET, new_id
from onestop_records.models.label import (
    BOX,
    CHARACTERS,
    RECORD,
    check_character,
    id_start,
    is_right,
    label_code,
    plain_code,
    spaced,
)

CODES = st.builds(label_code, st.sampled_from((RECORD, BOX)), st.text(ALPHABET, min_size=26, max_size=26))


@given(CODES, st.integers(0, 11), st.sampled_from(CHARACTERS))
def test_every_single_wrong_character_is_found(code, place, other):
    wrong = code[:place] + other + code[place + 1 :]
    assert is_right(wrong) == (wrong == code)


def test_of_all_pairs_of_neighbours_at_most_a_few_in_a_hundred_slip_through():
    pairs = [(a, b) for a in CHARACTERS for b in CHARACTERS if a != b]
    slipped = sum(check_character(RECORD + a + b) == check_character(RECORD + b + a) for a, b in pairs)
    assert slipped / len(pairs) < 0.05


@given(CODES)
def test_a_code_is_read_as_it_is_printed(code):
    assert plain_code(spaced(code)) == code
    assert plain_code(spaced(code).lower()) == code
    assert plain_code(code.replace("1", "I").replace("0", "O")) == code
    assert plain_code("".join(chr(ord(c) + 0xFEE0) for c in code)) == code


def test_a_code_follows_from_the_id():
    thing = new_id()
    assert id_start(label_code(RECORD, thing)) == thing[:10]


@pytest.mark.parametrize("text", ["", "Z109-WS·2026-D10-BGS-0001", "X" * 12, "R123", "R" * 40, "\0" * 12])
def test_what_has_not_the_shape_is_no_code(text):
    assert plain_code(text) == ""
