import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop_records.search.query import parse
from onestop_records.search.snippet import snippet


def marked(query, text, length=120):
    return [piece for piece, is_match in snippet(parse(query), text, length) if is_match]


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        ("質量", "提高质量，保证质量", ["质量", "质量"]),
        ("质量", "提高質 量", ["質 量"]),
        ("iso9001", "通过ＩＳＯ９００１认证", ["ＩＳＯ９００１"]),
        ("iso", "isolated iso 质量", ["iso"]),
        ("ISO9001质量", "通过 ISO9001 质量认证", ["ISO9001 质量"]),
        ("甬文协[2022]42号", "见甬文协〔2022〕42号文", ["甬文协〔2022〕42号"]),
        ("质量 质量管理", "质量管理", ["质量管理"]),
        ("质量 NOT 标准", "质量标准", ["质量"]),
        ("qual*", "Quality is quantity", ["Quality"]),
        ("质*理", "质量管理体系", ["质量管理"]),
        ("质量", "没有", []),
        ("", "文字", []),
    ],
)
def test_matches_are_marked_as_they_stand(query, text, matches):
    assert marked(query, text) == matches


def test_the_passage_surrounds_the_first_match():
    pieces = snippet(parse("质量"), "前" * 500 + "质量" + "后" * 500, 40)
    assert pieces == (("…", False), ("前" * 10, False), ("质量", True), ("后" * 28 + "…", False))


def test_a_text_without_a_match_shows_its_beginning():
    assert snippet(parse("质量"), "甲" * 500, 10) == (("甲" * 10 + "…", False),)
    assert snippet(parse("质量"), "") == ()


def test_line_ends_become_spaces():
    assert snippet(parse("质量"), "一\n\n\n质量\n二") == (("一 ", False), ("质量", True), (" 二", False))


def test_matches_far_inside_very_long_texts_are_shown_too():
    assert marked("质量", "字" * 5_000_000 + "质量") == ["质量"]
    assert marked("质量", "字" * 5_000_000) == []


@given(st.text(alphabet="质量ab 1，\n*?"), st.text(alphabet="质量質Ａab 1，\n"))
def test_a_snippet_is_the_text_itself(query, text):
    pieces = snippet(parse(query), text, 1000)
    assert "".join("".join(piece for piece, _ in pieces).split()) == "".join(text.split())
