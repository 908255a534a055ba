"""Absences and deputies (AB 岗): work and keepings of who is away pass to the deputy, and no further."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Conflict, Violations
from onestop_records.interfaces import IAudit, IPosts
from onestop_records.models.access import may_know
from onestop_records.models.classification import Classification
from onestop_records.models.keeping import take_on
from onestop_records.models.record import Record
from onestop_records.security.principals import identify

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


def name_deputy(request, person, deputy):
    found = request.site.people[person]
    found.appointments = tuple(replace(post, deputy=deputy) for post in found.appointments)


def away(request, person, since=TODAY, until=TODAY, reason="出差"):
    return request.find_service(IPosts).away(request.site.people[person], since, until, reason)


@pytest.fixture
def absent(world):
    """``staff`` is away today; ``clerk`` is the deputy, and ``clerk2`` the deputy of ``clerk``."""
    with world.work("staff") as request:
        name_deputy(request, "staff", "clerk")
        name_deputy(request, "clerk", "clerk2")
        away(request, "staff")
    return world


def acting(world, person):
    with world.work() as request:
        return request.find_service(IPosts).acting(request.site.people[person])


def stood_in_for(world, person):
    with world.work() as request:
        return request.find_service(IPosts).stands_in_for(request.site.people[person])


def test_the_service_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IPosts, request.find_service(IPosts))


def test_the_deputy_acts_from_the_first_day_to_the_last(absent):
    assert acting(absent, "staff") == "clerk"
    assert stood_in_for(absent, "clerk") == ("staff",)
    absent.clock.forward(days=1)
    assert acting(absent, "staff") == "staff"
    assert stood_in_for(absent, "clerk") == ()


def test_without_a_deputy_or_with_a_closed_one_nobody_acts(absent):
    with absent.work("admin") as request:
        request.site.people["clerk"].closed = True
    assert acting(absent, "staff") == "staff"


def test_a_deputy_who_is_away_is_followed_by_their_own(absent):
    with absent.work("clerk") as request:
        away(request, "clerk")
    assert acting(absent, "staff") == "clerk2"
    assert sorted(stood_in_for(absent, "clerk2")) == ["clerk", "staff"]
    assert stood_in_for(absent, "clerk") == ()


def test_two_deputies_of_each_other_who_are_both_away_end_nowhere(absent):
    with absent.work("clerk") as request:
        name_deputy(request, "clerk", "staff")
        away(request, "clerk")
    assert acting(absent, "staff") == "staff"
    assert acting(absent, "clerk") == "clerk"


def test_a_post_that_has_ended_has_no_deputy(absent):
    with absent.work("admin") as request:
        person = request.site.people["staff"]
        ended = TODAY - timedelta(days=1)
        person.appointments = tuple(replace(post, until=ended) for post in person.appointments)
    assert acting(absent, "staff") == "staff"


def known(world, grade, person="clerk2", **values):
    """May this deputy know of a draft that ``staff`` keeps in a unit of nobody's?"""
    with world.work() as request:
        site = request.site
        record = Record("x" * 26, "document")
        record.unit, record.keeping, record.classification = "ELSEWHERE", "keeping-staff", grade
        for name, value in values.items():
            setattr(record, name, value)
        return may_know(record, identify(site, site.people[person], world.clock.today()).principals)


def test_the_deputy_has_the_keepings_within_their_own_clearance(absent):
    assert known(absent, Classification.INTERNAL, "clerk")
    assert known(absent, Classification.PUBLIC, "clerk", data_category="sensitive")
    assert not known(absent, Classification.CONFIDENTIAL, "clerk")
    assert not known(absent, Classification.INTERNAL, "clerk2")
    absent.clock.forward(days=1)
    assert not known(absent, Classification.INTERNAL, "clerk")


def test_who_is_shut_out_has_no_deputy_to_look_for_them(absent):
    assert not known(absent, Classification.PUBLIC, "clerk", denied=("staff",))


def test_back_ends_an_absence_at_once_and_leaves_its_entry(absent):
    with absent.work("staff") as request:
        request.find_service(IPosts).back(request.site.people["staff"])
    assert acting(absent, "staff") == "staff"
    with absent.work("staff") as request:
        assert list(request.site.people.away) == []
        acts = [entry.act for entry in request.find_service(IAudit).entries("staff")]
        assert acts == ["absence-noted", "absence-ended"]
        with pytest.raises(Conflict):
            request.find_service(IPosts).back(request.site.people["staff"])


def test_an_open_end_lasts_until_somebody_is_back(world):
    with world.work("staff") as request:
        away(request, "staff", until=None)
    world.clock.forward(days=400)
    with world.work("staff") as request:
        assert request.find_service(IPosts).absence(request.site.people["staff"]).until is None
        request.find_service(IPosts).back(request.site.people["staff"])
        (kept,) = request.site.people["staff"].absences
        assert kept.until == world.clock.today() - timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"until": TODAY - timedelta(days=1), "since": TODAY - timedelta(days=2)}, "until"),
        ({"since": TOMORROW, "until": TODAY}, "until"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
    ],
)
def test_what_an_absence_must_say(world, values, field):
    with world.work("staff") as request, pytest.raises(Violations) as wrong:
        away(request, "staff", **values)
    assert [violation.field for violation in wrong.value.violations] == [field]


def test_days_are_not_noted_twice_nor_for_a_closed_account(absent):
    with absent.work("staff") as request, pytest.raises(Violations):
        away(request, "staff", TODAY - timedelta(days=3), TOMORROW)
    with absent.work("staff") as request:
        request.site.people["staff2"].closed = True
        with pytest.raises(Violations):
            away(request, "staff2")


def test_who_came_back_without_a_word_is_forgotten_among_the_absent(absent):
    absent.clock.forward(days=2)
    with absent.work("staff2") as request:
        assert request.find_service(IPosts).absent() == []
        away(request, "staff2", TODAY + timedelta(days=2), None)
        assert list(request.site.people.away) == ["staff2"]


def test_nobody_gives_a_closed_account_something_to_answer_for(world):
    with world.work("staff") as request:
        person = request.site.people["staff"]
        take_on(request.site.keepings, person)
        person.closed = True
        with pytest.raises(Violations):
            take_on(request.site.keepings, person)
