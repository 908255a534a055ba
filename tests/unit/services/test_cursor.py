"""Cursors come back as they went out, and nothing else is taken for one."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop_records.services.cursor import MOST, Cursor

numbers = st.integers(0, MOST - 1)
cursors = st.one_of(
    st.builds(Cursor, st.just("relevance"), numbers),
    st.builds(Cursor, st.sampled_from(["date", "-date", "code"]), after=st.tuples(st.text(), numbers)),
    st.builds(Cursor, st.just("title"), after=st.tuples(st.binary(), numbers)),
)


@given(cursors)
def test_a_cursor_comes_back_as_it_went_out(cursor):
    assert Cursor.read(cursor.text(), cursor.sort) == cursor


@given(cursors)
def test_a_cursor_is_good_for_its_order_alone(cursor):
    with pytest.raises(ValueError):
        Cursor.read("x" + cursor.text(), cursor.sort + "x")


@given(st.text())
def test_any_text_is_a_cursor_or_told(text):
    with suppress(ValueError):
        assert Cursor.read(text, "date").sort == "date"
