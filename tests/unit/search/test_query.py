import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop_records.search.fields import CODES, FIELDS, PREFIXES
from onestop_records.search.query import (
    DEEPEST,
    MOST_TERMS,
    NOTHING,
    All,
    Any,
    Not,
    Pattern,
    Query,
    Text,
    parse,
)


def texts(*needles):
    return tuple(Text(needle) for needle in needles)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("质量 标准", All(texts("质量", "标准"))),
        ("质量 AND 标准", All(texts("质量", "标准"))),
        ("质量 与 标准", All(texts("质量", "标准"))),
        ("质量 OR 标准", Any(texts("质量", "标准"))),
        ("质量 或 标准", Any(texts("质量", "标准"))),
        ("质量 NOT 标准", All((Text("质量"), Not(Text("标准"))))),
        ("质量 非 标准", All((Text("质量"), Not(Text("标准"))))),
        ("NOT 质量", Not(Text("质量"))),
        ("甲 OR 乙 丙", Any((Text("甲"), All(texts("乙", "丙"))))),
        ("(甲 OR 乙) 丙", All((Any(texts("甲", "乙")), Text("丙")))),
        ("（甲 OR 乙） 丙", All((Any(texts("甲", "乙")), Text("丙")))),
        ('"quality management"', Text(" quality management ")),
        ("“质量 管理”", Text("质量管理")),
        ("甬文协(2022)42号", Text("甬文协 2022 42 号")),
        ("题名：质量", Text("质量", ("title",))),
        ("TITLE:质量", Text("质量", ("title",))),
        ('正文:"a b"', Text(" a b ", ("content",))),
        ("题名:(甲 OR 乙)", Any((Text("甲", ("title",)), Text("乙", ("title",))))),
        ("iso*", Pattern(("iso", "*"))),
        ("题名:质*理", Pattern(("质", "*", "理"), ("title",))),
    ],
)
def test_the_language(text, node):
    assert parse(text).node == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("AND", Text(" and ")),
        ("质量 AND", All(texts("质量", " and "))),
        ("或", Text("或")),
        ("或 质量", All(texts("或", "质量"))),
        ("not and or", All(texts(" not ", " and ", " or "))),
        ("(((质量", Text("质量")),
        ("质量)))", Text("质量")),
        ('"质量', Text("质量")),
        ("title:", Text(" title ")),
        ("http://a", Text(" http a ")),
        ("什么是质量?", Text("什么是质量")),
        ("*质量*", Text("质量")),
        ("*质量，管理*", Text("质量 管理")),
        ("。 * ??", NOTHING),
        ("()", NOTHING),
    ],
)
def test_what_is_not_well_formed_is_plain_words(text, node):
    assert parse(text).node == node


def test_nothing_asked_is_not_nothing_found():
    assert parse(" \n").empty
    assert not parse("。").empty


def test_a_code_means_reference_code_and_document_number():
    assert parse("编号:42").node == Text(" 42 ", CODES)


def test_prefixes_name_known_fields():
    assert {name for names in PREFIXES.values() for name in names} <= set(FIELDS)


def test_long_and_deep_queries_are_cut():
    assert len(parse("质 " * 100_000).texts()) <= MOST_TERMS * 2
    node = parse("(质 " * 300 + ")" * 300).node
    depth = 0
    while isinstance(node, All):
        node, depth = node.parts[-1], depth + 1
    assert depth <= DEEPEST + 1
    assert isinstance(parse("NOT " * 5000 + "a"), Query)


def test_only_what_must_match_is_marked():
    query = parse("质量 NOT 标准 iso*")
    assert query.texts() == texts("质量")
    assert query.patterns() == (Pattern(("iso", "*")),)


@given(st.text(alphabet='质量 ab()（）"“”*?:：ANDORT题名与或非') | st.text())
def test_every_string_is_a_query(text):
    query = parse(text)
    assert query.empty is (not text.strip())
    hash(query)


@given(st.text(alphabet="质量管理标准", min_size=1))
def test_plain_chinese_is_looked_for_as_it_is(text):
    assert parse(text).node == Text(text)
