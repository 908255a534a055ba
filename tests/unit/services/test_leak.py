"""Leak reports open at once to the security officer and the managers (C12 3.4.12)."""

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import ILeaks, INotices, IWork
from tests.batches import put_in

VALUES = {"what": "合同草稿出现在网上", "measures": "已要求撤下", "records": ()}


def reported(world, person="staff", **values):
    with world.work(person) as request:
        return request.find_service(ILeaks).report({**VALUES, **values}).id


def made(world, person, leak, name, reason):
    with world.work(person) as request:
        request.find_service(ILeaks).make(request.site.leaks[leak], name, reason)


@pytest.mark.parametrize("person", ["staff", "auditor", "archivist"])
def test_anybody_reports_and_those_who_decide_are_told_at_once(world, person):
    leak = reported(world, person)
    with world.work("system") as request:
        people, notices = request.site.people, request.find_service(INotices)
        told = {p.id for p in people.values() if notices.of(p)}
        assert told == {"security", "manager", "manager2"}
        waiting = request.find_service(IWork).of(people["security"])
        assert [one.address for one in waiting if one.kind == "leak"] == [f"/leaks/{leak}"]


@pytest.mark.parametrize("field", ["what", "measures"])
def test_it_says_what_happened_and_what_was_done(world, field):
    with pytest.raises(Violations) as caught:
        reported(world, **{field: " "})
    assert [violation.field for violation in caught.value.violations] == [field]


def test_records_are_those_that_the_reporter_may_know_of(world):
    (record,) = put_in(world, 1, "secret")
    with pytest.raises(Violations):
        reported(world, records=[record])
    with pytest.raises(Violations):
        reported(world, records=["nowhere"])


def test_a_manager_closes_it_with_a_conclusion_and_the_officer_notes(world):
    leak = reported(world)
    made(world, "security", leak, "note", "已核查网站")
    with pytest.raises(Refused):
        made(world, "security", leak, "close", "结束")
    with pytest.raises(Refused):
        made(world, "manager", leak, "close", "")
    made(world, "manager", leak, "close", "误传，已撤下")
    with pytest.raises(Conflict):
        made(world, "manager", leak, "note", "再记")
    with world.work("system") as request:
        assert request.site.leaks[leak].conclusion == "误传，已撤下"
        assert request.site.leaks.opened() == []
