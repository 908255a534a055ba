import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop_records.models.folding import fold, variants


@pytest.mark.parametrize(
    ("entered", "folded"),
    [
        ("質量監督", "质量监督"),
        ("ＩＳＯ９００１", "iso9001"),
        ("Ningbo", "ningbo"),
        ("㈱Ａ㎏", "(株)akg"),
        ("cafe\u0301", "caf\u00e9"),
        ("臺灣", "台湾"),
        ("，（）", ",()"),
    ],
)
def test_what_a_reader_takes_for_the_same_folds_to_the_same(entered, folded):
    assert fold(entered) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_compatibility_forms_are_equal(text):
    assert fold(unicodedata.normalize("NFKC", text)) == fold(text)


@given(st.sampled_from("质a9台"))
def test_variants_fold_to_their_character(character):
    assert variants(character)[0] == character
    assert len(variants(character)) > 1
    assert {fold(variant) for variant in variants(character)} == {character}
