"""Alerts: thresholds of the store, what crosses them, and the account that is blocked (security)."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from onestop_records.audit.refusals import count_refusal
from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.events import Actor
from onestop_records.interfaces import IAlerts, INotices, IPeople
from onestop_records.models.alert import DOWNLOADS, HOURS, OVERRUN, REFUSALS
from onestop_records.security import sessions, tokens
from tests.batches import PASSWORD, put_in, set_passwords
from tests.lending import permitted


def marked(world, person, kind, times):
    with world.work(person) as request:
        for _ in range(times):
            request.find_service(IAlerts).mark(kind)


def watched(world):
    with world.work("system") as request:
        return request.find_service(IAlerts).watch()


def opened(world):
    with world.work("system") as request:
        return {(alert.person, alert.kind, alert.count) for alert in request.site.alerts.opened()}


def ruled(world, **values):
    with world.work("security") as request:
        request.find_service(IAlerts).change_rules(values)


def refused(world, person, subject="record", times=1):
    with world.work("system") as request:
        for _ in range(times):
            count_refusal(request.site, world.clock, Actor(person, "127.0.0.1"), "record:view", subject)


def test_repeated_refusals_raise_one_alert(world):
    refused(world, "staff", times=9)
    assert watched(world) == 0
    refused(world, "staff")
    assert watched(world) == 1
    assert opened(world) == {("staff", REFUSALS, 1)}
    refused(world, "staff", times=10)
    watched(world)
    assert opened(world) == {("staff", REFUSALS, 2)}


def test_what_lies_outside_of_the_window_does_not_count(world):
    refused(world, "staff", times=9)
    world.clock.forward(minutes=10)
    refused(world, "staff", times=9)
    assert watched(world) == 0


def test_who_has_not_signed_in_raises_none(world):
    refused(world, "", times=50)
    assert watched(world) == 0


def test_mass_download_raises_an_alert(world):
    ruled(world, downloads=3)
    marked(world, "clerk", DOWNLOADS, 2)
    assert watched(world) == 0
    marked(world, "clerk", DOWNLOADS, 1)
    assert watched(world) == 1


@pytest.mark.parametrize(
    "step, raised", [({}, False), ({"hours": 9}, True), ({"days": 5}, True), ({"hours": -6}, True)]
)
def test_classified_use_outside_of_the_hours_of_work_raises_an_alert(world, step, raised):
    world.clock.forward(**step)  # from Monday noon; five days later it is Saturday
    with world.work("archivist") as request:
        request.find_service(IAlerts).used()
    watched(world)
    assert bool(opened(world)) is raised


def test_asking_on_after_the_end_of_a_permit_raises_an_alert(world):
    record, other = put_in(world, 2, "secret")
    permitted(world, "staff2", [record], hours=1)
    refused(world, "staff2", record, times=3)
    assert watched(world) == 0  # it is in force: that was something else
    world.clock.forward(hours=1)
    refused(world, "staff2", other, times=3)
    assert watched(world) == 0
    refused(world, "staff2", record, times=3)
    watched(world)
    assert opened(world) == {("staff2", OVERRUN, 1)}


def test_the_security_officer_is_told_once_of_each(world):
    for _ in range(2):
        marked(world, "staff", HOURS, 1)
        watched(world)
    with world.work("system") as request:
        assert len(request.find_service(INotices).of(request.site.people["security"])) == 1


def test_a_kind_that_blocks_shuts_the_account_at_once(world):
    set_passwords(world)
    ruled(world, downloads=1, blocking=(DOWNLOADS,))
    with world.work("staff") as request:
        person = request.site.people["staff"]
        cookie = sessions.begin(request.site, person, world.clock.now())
        token = tokens.issue(request.site, person, "t", "write", world.clock.now(), 1)[1]
    marked(world, "staff", DOWNLOADS, 1)
    watched(world)
    with world.work("system") as request:
        site, now = request.site, world.clock.now()
        assert site.people["staff"].blocked
        assert sessions.find(site, cookie, now, timedelta(hours=1)) is None
        assert tokens.find(site, token, now) is None
        assert request.find_service(IPeople).may_sign_in("staff", PASSWORD, "127.0.0.1") is None


def test_officers_are_not_blocked_by_a_machine(world):
    ruled(world, downloads=1, blocking=(DOWNLOADS,))
    marked(world, "admin", DOWNLOADS, 1)
    watched(world)
    with world.work("system") as request:
        assert not request.site.people["admin"].blocked


def test_the_officer_blocks_and_opens_again_with_a_reason(world):
    with world.work("security") as request:
        alerts, person = request.find_service(IAlerts), request.site.people["staff"]
        with pytest.raises(Refused):
            alerts.block(person, "")
        with pytest.raises(Refused):
            alerts.block(request.site.people["security"], "自己")
        alerts.block(person, "核查")
        with pytest.raises(Refused):
            alerts.block(person, "再次")
        with pytest.raises(Violations):
            alerts.unblock(person, "")
        alerts.unblock(person, "核查完毕")
        with pytest.raises(Conflict):
            alerts.unblock(person, "再次")
        assert not person.blocked


def test_it_is_settled_once_with_what_came_out_and_not_by_whom_it_is_about(world):
    marked(world, "security", HOURS, 1)
    marked(world, "staff", HOURS, 1)
    watched(world)
    with world.work("security") as request:
        alerts, folder = request.find_service(IAlerts), request.site.alerts
        alert = folder.open_for("staff", HOURS)
        with pytest.raises(Violations):
            alerts.settle(alert, " ")
        with pytest.raises(Refused):
            alerts.settle(folder.open_for("security", HOURS), "没事")
        alerts.settle(alert, "加班")
        with pytest.raises(Conflict):
            alerts.settle(alert, "加班")
        assert folder.open_for("staff", HOURS) is None


@pytest.mark.parametrize(
    "field, value",
    [
        ("downloads", 0),
        ("loan_days", 1000),
        ("work_begins", "半夜"),
        ("blocking", ("weather",)),
    ],
)
def test_rules_are_checked(world, field, value):
    with world.work("security") as request:
        alerts, present = request.find_service(IAlerts), asdict(request.site.alerts.rules)
        with pytest.raises(Violations) as caught:
            alerts.change_rules({**present, field: value})
    assert [violation.field for violation in caught.value.violations] == [field]


def test_a_day_of_work_ends_after_it_begins(world):
    with world.work("security") as request, pytest.raises(Violations):
        request.find_service(IAlerts).change_rules({"work_begins": "18:00", "work_ends": "08:00"})
