import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop_records.search.analysis import needle, runs, searchable, words


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ISO9001质量管理。", " iso9001 质量管理 "),
        ("质 量\n管　理", " 质量管理 "),
        ("质量\n\n管理", " 质量 管理 "),
        ("质量，管理", " 质量 管理 "),
        ("quality  management", " quality management "),
        ("甬文协〔2022〕42号", " 甬文协 2022 42 号 "),
        ("……", ""),
        ("", ""),
    ],
)
def test_searchable_form(text, form):
    assert searchable(text) == form


def test_words_and_runs_are_told_apart():
    form = searchable("质量 ISO9001 管理 b")
    assert words(form) == {"iso9001", "b"}
    assert runs(form) == ["质量", "管理"]


@pytest.mark.parametrize(
    ("text", "form"), [("质量", "质量"), ("iso质量", " iso 质量"), ("质量iso", "质量 iso ")]
)
def test_a_needle_is_open_at_chinese_ends_only(text, form):
    assert needle(text) == form


@given(st.text(alphabet="质量管理ab1 ，\n"), st.text(alphabet="质量管理ab1 ，\n"))
def test_a_text_holds_the_needle_of_each_of_its_paragraphs(first, second):
    assert needle(first) in searchable(f"{first}\n\n{second}")
