"""The retention schedule: classes, editions and what they do to running periods."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zope.interface.verify import verifyObject

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import IAudit, ICapture, IRetention
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.record import Record
from onestop_records.models.retention import RetentionClass, shorter
from onestop_records.services.retentionvalues import new_due
from tests.world import NOON

CLASS = {"code": "D15", "title": "15年", "years": 15, "trigger": "creation", "action": "review"}
TODAY = date(2026, 11, 23)
NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture
def retention(world):
    with world.work("archivist") as request:
        yield request.find_service(IRetention)


def filed(request, record_id, year, retention="D10", **fields):
    """A record filed that year, with the due day of ten years."""
    record = Record(record_id, "document")
    record.title, record.category, record.unit, record.year = record_id, "WS", "QYB", year
    record.date, record.retention, record.state = PartialDate(str(year)), retention, "filed"
    record.retention_starts, record.filed_at = date(year, 1, 1), datetime(year, 6, 1, tzinfo=UTC)
    record.retention_due = request.site.retention[retention].current.due(record.retention_starts)
    record.keeping = "keeping-archivist"
    record.change(fields)
    request.site.records.add(record)
    request.site.retention[retention].use()
    return record


def stock(world):
    """Records of D10: two running, one over, one extended; and one of another class."""
    with world.work() as request:
        filed(request, "r2016", 2016)
        filed(request, "r2020", 2020)
        filed(request, "r2018", 2018, retention="D30")
        over, extended = filed(request, "r2010", 2010), filed(request, "r2014", 2014)
        extended.retention_due, extended.appraised = date(2050, 1, 1), "extended"
        for record in (over, extended):
            record.touch("x", NOON)
        outbox = request.registry.outbox_writer
        outbox.rebuild(request.site, "archivist", world.clock)
    world.index()


def dues(world):
    with world.work() as request:
        return {record.id: str(record.retention_due) for record in request.site.records.values()}


def propose(world, years, since=NEXT_YEAR, running=True, who="archivist"):
    with world.work(who) as request:
        retention, line = request.find_service(IRetention), request.site.retention["D10"]
        values = {"years": years, "title": f"{years}年"}
        return retention.propose(line, values, since, running, "新规定").shorter


def confirm(world, who, reason=""):
    with world.work(who) as request:
        request.find_service(IRetention).confirm(request.site.retention["D10"], reason)


def acts(world, subject="retention:D10"):
    with world.work() as request:
        return [entry.act for entry in request.find_service(IAudit).entries(subject)]


def test_keeps_its_contract(retention):
    assert verifyObject(IRetention, retention)


def test_a_class_is_added_and_noted(retention):
    assert retention.add(CLASS).current.years == 15
    assert retention.site.retention["D15"].title == "15年"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "D10"}, "code"),
        ({"code": "d-15"}, "code"),
        ({"code": ""}, "code"),
        ({"title": ""}, "title"),
        ({"years": 0}, "years"),
        ({"years": 201}, "years"),
        ({"trigger": "whenever"}, "trigger"),
        ({"action": "burn"}, "action"),
    ],
)
def test_a_class_that_cannot_be_used_is_refused(retention, values, field):
    before = set(retention.site.retention)
    with pytest.raises(Violations) as caught:
        retention.add({**CLASS, **values})
    assert {violation.field for violation in caught.value.violations} == {field}
    assert set(retention.site.retention) == before


def test_a_longer_edition_is_previewed_confirmed_and_reaches_running_periods_on_its_day(world):
    stock(world)
    with world.work() as request:
        retention, line = request.find_service(IRetention), request.site.retention["D10"]
        edition = RetentionClass("D10", "15年", 15, since=NEXT_YEAR, running=True)
        preview = retention.preview(line, edition)
        told = [(s.year, s.count, str(s.before), str(s.after)) for s in preview.shifts]
        assert told == [(2020, 1, "2031-01-01", "2036-01-01")]  # that of 2016 ends on the very day
        earlier = retention.preview(line, RetentionClass("D10", "15年", 15, since=TODAY, running=True))
        assert (earlier.changed, earlier.shorter) == (2, 0)
    before = dues(world)
    assert propose(world, 15) == 0
    confirm(world, "archivist")
    world.index()
    assert dues(world) == before  # its day has not come
    world.clock.forward(days=60)
    world.index()
    assert dues(world) == {**before, "r2020": "2036-01-01"}
    assert acts(world) == ["edition-proposed", "edition-confirmed", "edition-passed"]
    assert acts(world, "r2020")[-1:] == ["period-changed"]


def test_the_edition_in_force_on_the_day_of_filing_counts(world):
    stock(world)
    propose(world, 15)
    confirm(world, "archivist")
    with world.work() as request:
        line = request.site.retention["D10"]
        assert line.at(date(2026, 12, 31)).years == 10
        assert line.at(NEXT_YEAR).years == 15
        assert line.title == "10年"
    world.clock.forward(days=60)
    world.index()
    with world.work() as request:
        assert request.site.retention["D10"].title == "15年"


def test_running_periods_stay_when_only_new_records_are_meant(world):
    stock(world)
    before = dues(world)
    assert propose(world, 5, since=TODAY, running=False) == 0
    confirm(world, "archivist")
    world.index()
    assert dues(world) == before


def test_nobody_shortens_a_running_period_unseen(world):
    stock(world)
    before = dues(world)
    assert propose(world, 5, since=TODAY) == 2
    for who, reason in (("archivist", "省地方"), ("archivist2", "省地方"), ("manager", "")):
        with pytest.raises(Refused):
            confirm(world, who, reason)
    assert dues(world) == before
    confirm(world, "manager", "法规修订")
    world.index()
    assert dues(world) == {**before, "r2016": "2022-01-01", "r2020": "2026-01-01"}
    with world.work() as request:
        entries = list(request.find_service(IAudit).entries("retention:D10"))
        assert [entry.after.get("records_shortened") for entry in entries] == [2, 2, None]
        assert entries[1].reason == "法规修订"
        assert entries[2].after["records_changed"] == 2


def test_a_manager_does_not_confirm_what_they_proposed(world):
    stock(world)
    with world.work() as request:
        person = request.site.people["manager"]
        person.roles |= {"archivist"}
    propose(world, 5, since=TODAY, who="manager")
    with pytest.raises(Refused):
        confirm(world, "manager", "法规修订")
    confirm(world, "manager2", "法规修订")


def test_what_would_become_shorter_after_the_confirmation_is_left_alone(world):
    stock(world)
    with world.work() as request:
        for name in ("r2016", "r2020"):  # nothing is running when the edition is confirmed
            request.site.records[name].retention_due = date(2020, 1, 1)
        request.registry.outbox_writer.rebuild(request.site, "archivist", world.clock)
    world.index()
    assert propose(world, 5) == 0
    confirm(world, "archivist")
    with world.work() as request:
        filed(request, "late", 2026)
    world.clock.forward(days=60)
    world.index()
    assert dues(world)["late"] == "2037-01-01"
    with world.work() as request:
        entries = list(request.find_service(IAudit).entries("retention:D10"))
        assert entries[-1].after == {"since": "2027-01-01", "records_changed": 0, "records_kept": 1}


def test_the_walk_through_all_records_goes_on_where_it_stopped(world, monkeypatch):
    monkeypatch.setattr("onestop_records.worker.editions.STEP", 2)
    stock(world)
    propose(world, 20, since=TODAY)
    confirm(world, "archivist")
    world.index()
    assert dues(world)["r2016"] == "2037-01-01"
    assert dues(world)["r2020"] == "2041-01-01"


@pytest.mark.parametrize(
    ("values", "since", "field"),
    [
        ({"years": 20}, date(2026, 11, 22), "since"),
        ({"years": 0}, NEXT_YEAR, "years"),
        ({}, NEXT_YEAR, ""),
    ],
)
def test_an_edition_that_makes_no_sense_is_refused(retention, values, since, field):
    line = retention.site.retention["D10"]
    with pytest.raises(Violations) as caught:
        retention.propose(line, values, since, True, "新规定")
    assert {violation.field for violation in caught.value.violations} == {field}


def test_one_edition_waits_at_a_time_and_may_be_refused(retention):
    line = retention.site.retention["D10"]
    retention.propose(line, {"years": 20}, NEXT_YEAR, True, "新规定")
    with pytest.raises(Conflict):
        retention.propose(line, {"years": 30}, NEXT_YEAR, True, "新规定")
    with pytest.raises(Refused):
        retention.refuse(line, "")
    retention.refuse(line, "不妥")
    assert line.proposal is None
    with pytest.raises(Conflict):
        retention.confirm(line)


def test_a_proposal_left_lying_is_not_confirmed_after_its_day(world):
    propose(world, 20)
    world.clock.forward(days=60)
    with pytest.raises(Refused):
        confirm(world, "archivist")


def test_a_class_in_use_is_never_deleted_nor_changed_in_place(world):
    with world.work() as request:
        retention = request.find_service(IRetention)
        unused = retention.add(CLASS)
        assert retention.change(unused, {"years": 16}).current.years == 16
        assert len(unused.editions) == 1
    with world.work("staff") as request:
        request.find_service(ICapture).capture({"type": "document", "title": "x", "retention": "D15"}, [])
    with world.work() as request:
        retention, line = request.find_service(IRetention), request.site.retention["D15"]
        for act in (lambda: retention.remove(line), lambda: retention.change(line, {"years": 5})):
            with pytest.raises(Refused):
                act()
        by_default = retention.add({**CLASS, "code": "D16"})
        retention.set_defaults(by_default, ["WS"], [])
        with pytest.raises(Refused):
            retention.remove(by_default)
        retention.set_defaults(by_default, [], [])
        retention.remove(by_default)
        assert "D16" not in request.site.retention


def test_a_class_applies_by_default_to_categories_and_matters(world):
    with world.work() as request:
        retention = request.find_service(IRetention)
        retention.set_defaults(request.site.retention["D30"], ["WS"], ["產品檢測"])
        assert retention.defaults(request.site.retention["D30"]) == {
            "categories": ["WS"],
            "matters": ["產品檢測"],
        }
        with pytest.raises(Violations):
            retention.set_defaults(request.site.retention["D30"], ["XX"], [])
    with world.work("staff") as request:
        capture = request.find_service(ICapture).capture
        assert capture({"type": "document", "title": "x", "category": "WS"}, []).retention == "D30"
        assert capture({"type": "case_file", "title": "x", "matter": "产品检测"}, []).retention == "D30"
        assert capture({"type": "document", "title": "x", "category": "ZP"}, []).retention == ""


def test_an_appraisal_lets_a_period_end_later_and_no_edition_undoes_it(world):
    stock(world)
    with world.work() as request:
        retention, records = request.find_service(IRetention), request.site.records
        for until, reason in ((date(2031, 1, 1), "仍需查考"), (date(2040, 1, 1), "")):
            with pytest.raises(Violations):
                retention.extend(records["r2020"], until, reason)
        retention.extend(records["r2020"], date(2040, 1, 1), "仍需查考")
        retention.extend(records["r2016"], None, "永久")
        assert (records["r2016"].appraised, records["r2016"].retention) == ("permanent", "D10")
        with pytest.raises(Violations):
            retention.extend(records["r2016"], None, "永久")
    world.index()
    assert propose(world, 5, since=TODAY) == 0
    confirm(world, "archivist")
    world.index()
    assert dues(world)["r2020"] == "2040-01-01"
    assert dues(world)["r2016"] == "None"


starts = st.dates(date(1900, 1, 1), date(2100, 12, 31))
years = st.one_of(st.none(), st.integers(1, 200))


@given(starts, years, years, st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_an_edition_gives_a_running_period_its_length_and_leaves_one_that_is_over(start, old, new, since):
    record = Record("r", "document")
    record.retention_starts = start
    record.retention_due = before = RetentionClass("D", "d", old).due(start)
    after = new_due(record, RetentionClass("D", "d", new, since=since, running=True))
    if before is not None and before <= since:
        assert after == before
    else:
        assert after == RetentionClass("D", "d", new).due(start)
        assert shorter(before, after) == ((new or 10**6) < (old or 10**6))
