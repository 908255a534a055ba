"""Finding: what one reader may know of, and nothing else."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zope.interface.verify import verifyObject

from onestop_records.errors import Violations
from onestop_records.events import RecordCaptured, RecordClassified, RecordDescribed
from onestop_records.interfaces import IAudit, ICatalog, IFinding, INotifier, IOutbox
from onestop_records.models.access import may_know, may_use
from onestop_records.models.classification import Classification
from onestop_records.models.component import Component, Version
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.record import Record
from onestop_records.models.rendition import Extraction
from onestop_records.models.search import RECORD_FACETS, Question
from onestop_records.search.nudge import Nudges
from onestop_records.worker.reading import rendition
from tests.world import NOON, PEOPLE


def keep(request, record_id, title="通知", text="", **values):
    """A record in the store, with its intent."""
    record = Record(record_id, values.pop("type", "document"))
    record.title, record.date = title, PartialDate(values.pop("date", "2024-05-06"))
    record.year = record.date.year
    record.category, record.unit, record.retention = "WS", "QYB", "D10"
    record.keeping, record.state = "keeping-archivist", "filed"
    for name, value in values.items():
        setattr(record, name, value)
    if text:
        sha256 = record_id.ljust(64, "0")
        version = Version(1, f"{record_id}.txt", "text/plain", 1, sha256, None, "staff", NOON)
        record.files = (Component("1", (version,)),)
        request.site.renditions[sha256] = rendition(Extraction("read", "text/plain", text))
    request.site.records.add(record)
    request.find_service(INotifier)(RecordCaptured(request.actor, record.id, access=True))
    return record


def ask(world, username, q="", **values):
    with world.work(username) as request:
        results = request.find_service(IFinding).search(Question(q=q, **values))
        return dataclasses.replace(results, items=tuple((h.record.id, h.snippet) for h in results.items))


def ids(results):
    return [record_id for record_id, _ in results.items]


def test_it_is_what_it_says(world):
    with world.work() as request:
        verifyObject(IFinding, request.find_service(IFinding))
        verifyObject(ICatalog, request.find_service(ICatalog))
        verifyObject(IOutbox, request.find_service(IOutbox))


def test_what_was_captured_is_found_by_its_text_with_a_marked_passage(world):
    with world.work() as request:
        keep(request, "a", "关于举办展会的通知", "请各会员单位于本月底前报送文具质量情况")
        keep(request, "b", "会议纪要", "讨论了年度预算")
    world.index()
    results = ask(world, "archivist", "文具质量")
    assert ids(results) == ["a"]
    assert results.total == 1
    assert ("文具质量", True) in results.items[0][1]
    assert results.cursor is None
    assert not results.lagging
    assert not results.degraded


def test_an_empty_query_gives_all_the_newest_first(world):
    with world.work() as request:
        for record_id, date in (("a", "2020"), ("b", "2023-04"), ("c", "2021-01-01")):
            keep(request, record_id, date=date)
    world.index()
    results = ask(world, "staff")
    assert ids(results) == ["b", "c", "a"]
    assert results.facets["year"] == {"2020": 1, "2021": 1, "2023": 1}


def test_filters_narrow_hits_total_and_facets(world):
    with world.work() as request:
        keep(request, "a", unit="QYB", year=2023)
        keep(request, "b", unit="XXB", year=2023)
        keep(request, "c", unit="XXB", type="photo")
    world.index()
    results = ask(world, "staff", filters={"unit": ["XXB"], "type": ["photo", "video"]})
    assert ids(results) == ["c"]
    assert results.facets["unit"] == {"XXB": 1}
    assert results.facets["custodian"] == {"archivist": 1}
    assert ask(world, "staff", filters={"custodian": ["archivist"]}).total == 3
    assert ask(world, "staff", filters={"custodian": ["staff"]}).total == 0


def test_dates_bound_the_result(world):
    with world.work() as request:
        keep(request, "a", date="2020-12-31")
        keep(request, "b", date="2021")
        keep(request, "c", date="2022-01-01")
    world.index()
    assert ids(ask(world, "staff", since="2021", until="2021-06")) == ["b"]


@pytest.mark.parametrize("sort", ["relevance", "date", "-date", "code", "-code", "title"])
@pytest.mark.parametrize("q", ["", "通知"])
def test_pages_hold_every_hit_once(world, sort, q):
    with world.work() as request:
        for number in range(7):
            keep(
                request,
                f"r{number}",
                f"通知{number % 3}",
                reference_code=f"Z-{number}" if number % 2 else None,
            )
    world.index()
    found, cursor = [], None
    while True:
        results = ask(world, "staff", q, sort=sort, limit=3, cursor=cursor)
        found += ids(results)
        cursor = results.cursor
        if cursor is None:
            break
    assert sorted(found) == [f"r{number}" for number in range(7)]
    assert results.total == 7


def test_a_record_coming_in_between_neither_repeats_nor_hides_another(world):
    with world.work() as request:
        for number in range(4):
            keep(request, f"r{number}", date=f"2020-01-0{number + 1}")
    world.index()
    first = ask(world, "staff", sort="-date", limit=2)
    with world.work() as request:
        keep(request, "new", date="2021")
    world.index()
    assert ids(ask(world, "staff", sort="-date", limit=2, cursor=first.cursor)) == ["r1", "r0"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"sort": "size"}, "sort"),
        ({"limit": 0}, "limit"),
        ({"limit": 10_000}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "W10"}, "cursor"),
        ({"cursor": "9" * 40, "sort": "date"}, "cursor"),
        ({"since": "yesterday"}, "from"),
        ({"until": "2021-13"}, "to"),
        ({"filters": {"token": ["all:4"]}}, "token"),
        ({"q": "通" * 5000}, "q"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_naming_the_field(world, values, field):
    with world.work() as request, pytest.raises(Violations) as refused:
        request.find_service(IFinding).search(Question(**values))
    assert [violation.field for violation in refused.value.violations] == [field]


records = st.builds(
    dict,
    unit=st.sampled_from(("QYB", "XXB", "BGS")),
    keeping=st.sampled_from(("keeping-staff", "keeping-archivist", "keeping-manager")),
    classification=st.sampled_from(list(Classification)),
    state=st.sampled_from(("captured", "submitted", "accepted", "filed", "withdrawn")),
    data_category=st.sampled_from(("business", "sensitive")),
    participants=st.lists(st.sampled_from(("staff2", "clerk", "auditor")), max_size=1).map(tuple),
    readers=st.lists(st.sampled_from(("staff", "head", "admin")), max_size=1).map(tuple),
    denied=st.lists(st.sampled_from(("manager", "archivist")), max_size=1).map(tuple),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(values=st.lists(records, min_size=1, max_size=8), data=st.data())
def test_nothing_leaks_to_anybody(world, values, data):
    with world.work() as request:
        for number, each in enumerate(values):
            record_id = f"r{number}"
            if record_id in request.site.records:
                for name, value in each.items():
                    setattr(request.site.records[record_id], name, value)
                request.find_service(INotifier)(RecordDescribed(request.actor, record_id, access=True))
            else:
                keep(request, record_id, f"绝密计划{number}", f"内容编号{number}", **each)
    world.index()
    for username in PEOPLE:
        with world.work(username) as request:
            principals = request.identity.principals
            known = {r.id for r in request.site.records.values() if may_know(r, principals)}
            finding = request.find_service(IFinding)
            for q in ("", "绝密计划", "内容编号"):
                results = finding.search(Question(q=q, limit=100))
                found = {hit.record.id for hit in results.items}
                if (
                    q == "内容编号"
                ):  # stands in the content alone, which not everybody may read who knows of it
                    records = (request.site.records[record_id] for record_id in known)
                    assert found == {r.id for r in records if may_use(r, principals)}
                else:
                    assert found == known
                assert results.total == len(found)
                assert all(sum(results.facets[name].values()) == len(found) for name in RECORD_FACETS)
            assert {record.id for record in finding.listed(Question(), 100)} == known
            assert bool(finding.suggest("绝密")) == bool(known)


@pytest.mark.parametrize("officer", ["auditor", "security", "admin"])
def test_officers_find_nothing(world, officer):
    with world.work() as request:
        keep(request, "a", participants=(officer,), readers=(officer,))
    world.index()
    results = ask(world, officer)
    assert (results.total, results.items, set(map(len, results.facets.values()))) == (0, (), {0})


def test_a_record_graded_up_is_gone_before_the_worker_has_passed_it(world):
    with world.work() as request:
        keep(request, "a", "并购方案", "价格为三千万")
    world.index()
    assert ask(world, "staff", "三千万").total == 1
    with world.work() as request:
        request.site.records["a"].classification = Classification.SECRET
        request.find_service(INotifier)(RecordClassified(request.actor, "a", access=True))
    for q in ("三千万", ""):
        results = ask(world, "staff", q)
        assert (results.total, results.items, results.facets["unit"]) == (0, (), {})
        assert results.lagging
    assert ask(world, "manager", "三千万").total == 0  # left out for everybody until it is certain
    world.index()
    assert ask(world, "staff", "三千万").total == 0
    assert ask(world, "manager", "三千万").total == 1


def test_hits_are_checked_again_when_they_are_loaded(world):
    with world.work() as request:
        keep(request, "a")
    world.index()
    with world.work() as request:
        request.site.records["a"].classification = Classification.SECRET  # behind everybody's back
    assert ids(ask(world, "staff")) == []


def test_one_entry_names_the_classified_hits_of_a_search(world):
    with world.work() as request:
        keep(request, "open")
        keep(request, "closed", classification=Classification.CONFIDENTIAL)
        keep(request, "closed2", classification=Classification.SECRET)
    world.index()
    ask(world, "manager", "通知")
    with world.work() as request:
        entries = request.find_service(IAudit).entries("manager")
        assert [entry.act for entry in entries] == ["classified-found"]
        assert sorted(entries[0].after["records"]) == ["closed", "closed2"]
    ask(world, "staff", "通知")
    with world.work() as request:
        assert not request.find_service(IAudit).entries("staff")


def test_a_destroyed_full_text_index_leaves_the_filters_working(world):
    with world.work() as request:
        keep(request, "a", unit="XXB")
        keep(request, "b")
    world.index()
    for file in world.settings.index_folder.rglob("*"):
        if file.is_file():
            file.write_bytes(b"rubbish")
    results = ask(world, "staff", "通知", filters={"unit": ["XXB"]})
    assert results.degraded
    assert ids(results) == ["a"]
    world.index()
    assert ids(ask(world, "staff", "通知", filters={"unit": ["XXB"]})) == ["a"]


def test_custody_and_posts_count_at_the_moment_of_asking(world):
    with world.work() as request:
        keep(request, "a", state="captured", keeping="keeping-staff", unit="XXB")
    world.index()
    assert ask(world, "staff").total == 1
    with world.work() as request:
        request.site.people["staff"].keepings = ()
        request.site.keepings["keeping-staff"].holder = "clerk2"
        request.site.people["clerk2"].keepings = ("keeping-clerk2", "keeping-staff")
    assert ask(world, "staff").total == 0
    assert ask(world, "clerk2").facets["custodian"] == {"clerk2": 1}


def test_whoever_wrote_reads_it_without_waiting_for_others(world, monkeypatch):
    """The wait ends with the worker's pass of the writer's own intents, seen through a fresh snapshot."""
    with world.work("staff") as request:
        keep(request, "a")
    with world.work("staff") as request:
        finding = request.find_service(IFinding)
        finding.write_wait = 60.0
        nudges, began = Nudges(world.settings), []

        class Passing:
            """Lets the worker pass between two looks, as another process would."""

            def __getattr__(self, name):
                return getattr(request.tm, name)

            def begin(self):
                began.append(True)
                nudges.gather(3600)  # the worker is told that somebody waits
                world.index()
                return request.tm.begin()

        finding.manager = Passing()
        assert finding.search(Question()).total == 1
        assert len(began) == 1
        nudges.close()
    with world.work("staff2") as request:
        finding = request.find_service(IFinding)
        finding.write_wait = 60.0
        assert finding.search(Question()).total == 1


def test_a_list_counts_only_the_facets_it_asks_for_and_looks_into_no_text(world):
    with world.work() as request:
        keep(request, "a", text="质量管理办法")
        keep(request, "b", text="质量检测", unit="XXB")
    world.index()
    with world.work() as request:
        finding = request.find_service(IFinding)
        whole = finding.search(Question("质量"))
        bare = finding.search(Question("质量", facets=("unit",), passages=False))
    assert set(whole.facets) > {"unit", "type"}
    assert bare.facets == {"unit": {"QYB": 1, "XXB": 1}}
    assert bare.total == whole.total == 2
    assert [hit.record.id for hit in bare.items] == [hit.record.id for hit in whole.items]
    assert all(hit.snippet and hit.title for hit in whole.items)
    assert not any(hit.snippet or hit.title for hit in bare.items)


def test_questions_asked_together_are_answered_as_apart(world):
    with world.work() as request:
        keep(request, "a")
        keep(request, "b", unit="XXB", denied=("staff",))
        keep(request, "c", unit="XXB")
    world.index()
    questions = [Question(filters={"unit": (unit,)}) for unit in ("QYB", "XXB", "BGS")]
    for person in ("staff", "clerk", "manager"):
        with world.work(person) as request:
            finding = request.find_service(IFinding)
            assert finding.search_all(questions) == [finding.search(each) for each in questions]
            assert finding.search_all(questions)[1].total == (1 if person == "staff" else 2)
