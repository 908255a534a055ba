"""Unified social credit codes (GB 32100-2015)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onestop_records.models.creditcode import ALPHABET, check_character, normal, shaped, valid

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
first17 = st.tuples(
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
).map("".join)


def test_gb_32100_2015_the_standards_own_example_is_valid():
    assert valid("91350100M000100Y43")


@CALM
@given(first17)
def test_every_first_17_have_one_check_character_that_fits(first):
    code = first + check_character(first)
    assert valid(code)
    assert sum(valid(first + c) for c in ALPHABET) == 1


@CALM
@given(first17, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_any_single_mistaken_character_is_found(first, place, other):
    code = first + check_character(first)
    wrong = code[:place] + other + code[place + 1 :]
    assert valid(wrong) == (wrong == code)


@CALM
@given(first17, st.integers(0, 15))
def test_neighbours_that_changed_places_are_found(first, place):
    code = first + check_character(first)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert valid(swapped) == (swapped == code)


@CALM
@given(st.text())
def test_anything_else_is_refused_without_an_error(text):
    assert valid(normal(text)) in (True, False)


@pytest.mark.parametrize(
    "code", ["", "91350100M000100Y4", "91350100M000100Y433", "9135010IM000100Y43", "O1350100M000100Y43"]
)
def test_length_and_alphabet_are_those_of_the_standard(code):
    assert not shaped(code) and not valid(code)


def test_what_forms_are_filled_with_is_understood():
    assert normal("９１３５０１００－m000100y43 ") == "91350100M000100Y43"
