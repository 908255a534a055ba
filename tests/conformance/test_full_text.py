"""What every full-text engine does (records, *Finding*): add one to ENGINES and it is held to all of it."""

import multiprocessing
import os
import random
import signal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap
from zope.interface.verify import verifyObject

from onestop_records.errors import Damaged
from onestop_records.interfaces import IFullText
from onestop_records.models.folding import fold
from onestop_records.search.query import parse
from onestop_records.search.whoosh_engine import WhooshEngine

ENGINES = {"whoosh": WhooshEngine}
ALL = BitMap(range(1000))
LETTERS = "质量管理标准办法条例的一是在不了有和人这中大为上个国我以要他"


@pytest.fixture(params=ENGINES)
def make(request, tmp_path):
    """Open the same index again, as another process would."""
    return lambda: ENGINES[request.param](tmp_path / "index")


@pytest.fixture
def engine(make):
    return make()


def find(engine, text, within=ALL):
    return list(engine.search(parse(text), within).numbers)


def top(engine, text, offset=0, limit=10):
    return engine.search(parse(text), ALL).top(offset, limit)


def put(engine, *contents, **fields):
    engine.update([(number, {"content": content, **fields}) for number, content in enumerate(contents)])


def test_keeps_the_contract(engine):
    assert verifyObject(IFullText, engine)


def test_an_index_that_does_not_exist_is_empty(engine):
    assert find(engine, "质量") == []
    assert engine.numbers() == BitMap()
    assert engine.suggest("质", ALL) == []


@pytest.mark.parametrize("length", [1, 2, 3, 4, 6])
def test_runs_are_found_wherever_they_stand_and_nowhere_else(engine, length):
    choose = random.Random(length)
    texts = ["".join(choose.choices(LETTERS, k=300)) for _ in range(60)]
    put(engine, *texts)
    for _ in range(30):
        text = choose.choice(texts)
        start = choose.randrange(len(text) - length)
        word = text[start : start + length]
        assert find(engine, word) == [number for number, text in enumerate(texts) if word in text]


def test_a_phrase_needs_its_characters_together_in_one_field(engine):
    engine.update([(1, {"title": "质量", "content": "管理"}), (2, {"content": "质量，量管，管理"})])
    assert find(engine, "质量管理") == []
    assert find(engine, "质量 管理") == [1, 2]


@pytest.mark.parametrize("query", ["質量監督", "质量监督", "質量监督"])
def test_traditional_finds_simplified_and_the_reverse(engine, query):
    put(engine, "加强质量监督", "加強質量監督")
    assert find(engine, query) == [0, 1]


@pytest.mark.parametrize("query", ["ISO9001", "ｉｓｏ９００１", "iso9001"])
def test_full_width_finds_half_width_in_any_case(engine, query):
    put(engine, "ISO9001质量体系", "ＩＳＯ９００１", "iso90012")
    assert find(engine, query) == [0, 1]


def test_spaces_inside_recognised_text_do_not_hide_it(engine):
    put(engine, "质 量 管\n理", "质量\n\n管理", "quality management")
    assert find(engine, "质量管理") == [0]
    assert find(engine, "qualitymanagement") == []
    assert find(engine, '"quality management"') == [2]


def test_mixed_runs_are_found_as_one(engine):
    put(engine, "通过ISO9001质量认证", "通过质量ISO9001认证", "通过 ISO9001 质量认证")
    assert find(engine, "ISO9001质量") == [0, 2]


@pytest.mark.parametrize(
    "query",
    [
        "甬文协[2022]42号",
        "甬文协〔2022〕42号",
        "甬文协(2022)42号",
        "2022]42",
        "[2022]42号",
        "文号:甬文协",
        "档号:甬文协",
    ],
)
def test_document_numbers_are_found_whole_and_by_part(engine, query):
    engine.update([(1, {"document_number": "甬文协[2022]42号"}), (2, {"document_number": "文协[2021]4号"})])
    assert find(engine, query) == ([] if query.startswith("档号") else [1])


@pytest.mark.parametrize(
    "query", ["Z109-WS·2011-Y-BGS-0001", "z109-ws", "BGS-0001", "0001", "9-WS·2011", "BGS-00"]
)
def test_reference_codes_are_found_whole_and_by_part(engine, query):
    engine.update([(1, {"code": "Z109-WS·2011-Y-BGS-0001"}), (2, {"code": "K021-ZP·2019·D30-025-005"})])
    assert find(engine, query) == [1]
    assert find(engine, f"档号：{query}") == [1]


def test_latin_words_are_words_and_prefixes_want_a_star(engine):
    put(engine, "Service quality", "Servicing", "卫生service局")
    assert find(engine, "SERVICE") == [0, 2]
    assert find(engine, "servic") == []
    assert find(engine, "servic*") == [0, 1, 2]
    assert find(engine, "s?rvice") == [0, 2]
    assert find(engine, "*ing") == [1]
    assert find(engine, "title:servic*") == []


def test_wildcards_in_chinese(engine):
    put(engine, "质量管理", "质量的管理", "管理质量", "质" + "量" * 30 + "理")
    assert find(engine, "质*理") == [0, 1]
    assert find(engine, "质量?管理") == [1]
    assert find(engine, "正文:质*理") == [0, 1]
    assert find(engine, "*质量*") == [0, 1, 2, 3]


def test_and_or_not_and_parentheses(engine):
    put(engine, "质量 标准", "质量 办法", "标准")
    assert find(engine, "质量 AND 标准") == [0]
    assert find(engine, "质量 OR 标准") == [0, 1, 2]
    assert find(engine, "质量 NOT 标准") == [1]
    assert find(engine, "NOT 质量") == [2]
    assert find(engine, "标准 AND (办法 OR 质量)") == [0]


def test_prefixes_look_into_one_field(engine):
    engine.update([(1, {"title": "质量办法"}), (2, {"content": "质量办法"}), (3, {"creator": "质量办法处"})])
    assert find(engine, "title:质量办法") == find(engine, "题名：质量") == [1]
    assert find(engine, "正文:质量") == find(engine, "content:质量办法") == [2]
    assert find(engine, "责任者:办法处") == [3]
    assert find(engine, "质量办法") == [1, 2, 3]


def test_a_field_without_a_place_of_its_own_is_searched_too(engine):
    engine.update([(1, {"photographer": "王小明", "event": "博览会"})])
    assert find(engine, "王小明") == find(engine, "博览会") == [1]


def test_nothing_outside_of_within_is_found_counted_or_suggested(engine):
    engine.update([(n, {"title": f"质量通报{n}", "content": "质量"}) for n in range(4)])
    hits = engine.search(parse("质量"), BitMap([1, 3]))
    assert list(hits.numbers) == [1, 3]
    assert sorted(hits.top(0, 10)) == [1, 3]
    assert engine.suggest("质量", BitMap([1])) == ["质量通报1"]
    assert list(engine.search(parse("NOT 标准"), BitMap([2])).numbers) == [2]


def test_an_empty_query_passes_everything_and_punctuation_nothing(engine):
    put(engine, "质量", "标准")
    assert find(engine, "  ") == [0, 1]
    assert find(engine, "。") == []


def test_title_and_code_come_first_then_frequent_mention(engine):
    engine.update(
        [
            (1, {"content": "质量管理" * 20}),
            (2, {"title": "质量管理", "content": "通知"}),
            (3, {"title": "关于加强质量管理工作的通知"}),
            (4, {"content": "质量管理" + "的" * 400}),
            (5, {"content": "质量管理" + "的" * 40}),
        ]
    )
    assert top(engine, "质量管理") == [2, 3, 1, 5, 4]


def test_pages_follow_each_other_without_gaps(engine):
    put(engine, *["质量" * (1 + n % 7) for n in range(300)], title="")
    engine.update([(n, {"title": "质量"}) for n in range(300, 310)])
    whole = top(engine, "质量", 0, 310)
    assert sorted(whole) == list(range(310))
    pages = [number for start in range(0, 310, 7) for number in top(engine, "质量", start, 7)]
    assert pages == whole
    assert top(engine, "质量", 310, 7) == []


def test_a_new_state_replaces_the_old(engine, make):
    put(engine, "质量", "标准")
    engine.update([(0, {"content": "办法"})])
    assert find(engine, "质量") == []
    assert find(engine, "办法") == [0]
    engine.update([(2, {"content": "质量"})], [0])
    for each in (engine, make()):
        assert find(each, "办法") == []
        assert each.numbers() == BitMap([1, 2])


def test_a_document_given_twice_or_also_removed_stands_as_last_given(engine):
    engine.update([(1, {"content": "质量"}), (1, {"content": "标准"})], [1])
    assert find(engine, "质量") == []
    assert find(engine, "标准") == [1]


def test_many_small_commits_equal_one_large(engine):
    choose = random.Random(1)
    state = {}
    for _ in range(120):
        number, text = choose.randrange(40), "".join(choose.choices(LETTERS, k=20))
        if choose.random() < 0.2:
            state.pop(number, None)
            engine.update([], [number])
        else:
            state[number] = text
            engine.update([(number, {"content": text})])
    assert engine.numbers() == BitMap(state)
    for letter in LETTERS:
        assert find(engine, letter) == sorted(n for n, text in state.items() if letter in text)


def test_another_reader_sees_a_commit_at_once(engine, make):
    reader = make()
    put(engine, "质量")
    assert find(reader, "质量") == [0]
    engine.update([(7, {"content": "质量"})])
    assert find(reader, "质量") == [0, 7]
    engine.clear()
    assert find(reader, "质量") == []
    put(engine, "标准")
    assert find(reader, "标准") == [0]


def test_suggestions_are_titles_and_names_as_entered(engine):
    engine.update(
        [
            (1, {"title": "質量管理辦法", "creator": "质量处\n标准处"}),
            (2, {"title": "关于质量的通知", "content": "质量如何"}),
            (3, {"title": "Quality Report"}),
        ]
    )
    assert engine.suggest("质量", ALL) == ["质量处", "質量管理辦法", "关于质量的通知"]
    assert engine.suggest("质量", ALL, 1) == ["质量处"]
    assert engine.suggest("qual", ALL) == ["Quality Report"]
    assert engine.suggest("", ALL) == []


def test_clear_removes_everything(engine):
    put(engine, "质量")
    engine.clear()
    assert engine.numbers() == BitMap()
    put(engine, "标准")
    assert find(engine, "标准") == [0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), query=st.text(max_size=60))
def test_any_text_is_indexed_and_any_query_answered(engine, text, query):
    engine.update([(1, {"title": text, "content": text, "code": text, "creator": text})])
    found = engine.search(parse(query), ALL)
    assert found.top(0, 10) in ([], [1])
    engine.suggest(query, ALL)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=LETTERS + "質標", min_size=1, max_size=30), data=st.data())
def test_plain_chinese_is_substring_search_on_folded_text(engine, text, data):
    engine.update([(1, {"content": text})])
    query = data.draw(st.text(alphabet=LETTERS[:5] + "質標", min_size=1, max_size=4))
    assert bool(find(engine, query)) is (fold(query) in fold(text))
    start = data.draw(st.integers(0, len(text) - 1))
    assert find(engine, text[start : start + 8]) == [1]


def test_documents_without_text_are_known(engine):
    engine.update([(1, {}), (2, {"title": ""})])
    assert engine.numbers() == BitMap([1, 2])
    assert find(engine, "") == [1, 2]


def _write_forever(make_engine, ready):
    for round_ in range(10_000):
        make_engine.update([(number, {"content": f"质量 {round_}轮"}) for number in range(5)])
        ready.set()


def test_a_killed_writer_leaves_a_whole_state_and_no_lock(make):
    """Either all five records of a round or all of another: never a mixture, and writing goes on."""
    context = multiprocessing.get_context("fork")
    for _ in range(5):
        ready = context.Event()
        writer = context.Process(target=_write_forever, args=(make(), ready))
        writer.start()
        assert ready.wait(30)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        engine = make()
        assert engine.numbers() == BitMap(range(5))
        assert find(engine, "质量") == list(range(5))
        engine.update([(9, {"content": "标准"})], [9])
        engine.update([], [9])


def test_a_damaged_index_says_so_and_is_repaired_by_clear(make, tmp_path):
    put(make(), "质量管理", "标准")
    for path in sorted((tmp_path / "index").iterdir()):
        if path.stat().st_size > 2:
            path.write_bytes(b"\xff" * 40)
    engine = make()
    for act in (engine.numbers, lambda: find(engine, "质量"), lambda: put(engine, "质量")):
        with pytest.raises(Damaged):
            act()
    engine.clear()
    put(engine, "质量")
    assert find(engine, "质量") == [0]


@pytest.mark.parametrize("kind", [".rec", ".txt", ".trm", ".pst"])
def test_a_missing_file_of_the_index_is_damage(make, tmp_path, kind):
    put(make(), "质量管理")
    for path in (tmp_path / "index").glob(f"*{kind}"):
        path.unlink()
    with pytest.raises(Damaged):
        find(make(), "质量管理")


def test_what_is_scoured_is_in_no_file_any_more(engine, make, tmp_path):
    secret = "紫毫三十六支"
    for number in range(30):
        engine.update([(number, {"content": f"甲乙丙丁{number} {secret if number == 7 else ''}"})])
    engine.update([(7, {"content": "别的"})])
    engine.update([(40, {"content": "又来"})], [7, 3])
    engine.update([(3, {"content": "三又来"})])
    kept = engine.numbers()
    assert 7 not in kept
    assert engine.remains(kept)
    engine.scour(kept)
    engine = make()
    assert engine.remains(kept) == []
    assert engine.numbers() == kept
    assert list(engine.search(parse("三又来"), kept).numbers) == [3]
    assert len(engine.search(parse("甲乙"), kept).numbers) == 28
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert secret.encode() not in content
            assert "毫".encode() not in content  # nor a term of its own
