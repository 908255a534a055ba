"""My work: all kinds by deadline, those of absent people to their deputies within what they may know."""

from dataclasses import replace
from datetime import timedelta

import pytest
from zope.interface.verify import verifyObject

from onestop_records.i18n import _
from onestop_records.interfaces import IPosts, IWork
from onestop_records.models.classification import Classification
from onestop_records.models.person import Appointment
from onestop_records.models.waiting import Waiting
from onestop_records.services.work import Work
from tests.unit.services.test_hold import a_record

ONE = Waiting("case", _("Desk"), "一", "/cases/1", "clerk")


@pytest.fixture
def deputised(world):
    """``clerk`` is away, ``staff2`` stands in."""
    with world.work("admin") as request:
        person, today = request.site.people["clerk"], world.clock.today()
        person.appointments = (Appointment("QYB", "post", today - timedelta(days=9), None, "staff2"),)
        request.find_service(IPosts).away(person, today, None, "病假")
    return world


def of(world, person, *waiting):
    """What waits for a person when these are all the things there are."""
    with world.work(person) as request:

        def kind(meant):
            return [one for one in waiting if one.person == meant.id]

        posts = request.find_service(IPosts)
        return Work(request.site, world.clock, posts, [kind]).of(request.site.people[person])


def test_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IWork, request.find_service(IWork))


def test_the_nearest_deadline_comes_first_and_what_has_none_last(world):
    now = world.clock.now()
    late, soon, none = (
        replace(ONE, address="/cases/3", due=now - timedelta(days=1)),
        replace(ONE, address="/cases/2", due=now + timedelta(days=1)),
        ONE,
    )
    urgent = replace(ONE, address="/cases/4", urgent=True)
    assert of(world, "clerk", none, soon, urgent, late) == [late, soon, urgent, none]
    assert late.overdue(now)
    assert not soon.overdue(now)


def test_a_deputy_has_the_work_of_who_is_away_but_not_what_waits_for_a_role(deputised):
    shared = replace(ONE, address="/search", shared=True)
    assert of(deputised, "staff2", ONE, shared) == [ONE]
    assert of(deputised, "clerk2", ONE, shared) == []


@pytest.mark.parametrize(
    ("shutting", "told"),
    [
        ({}, True),
        ({"classification": Classification.SECRET}, False),  # above the deputy's clearance
        ({"denied": ("staff2",)}, False),  # the person complained of
        ({"denied": ("clerk",)}, False),  # who is shut out has no deputy to look for them
        ({"data_category": "sensitive"}, True),  # the deputy has the keeping: a reason by name
    ],
)
def test_a_deputy_is_told_nothing_they_may_not_know_of(deputised, shutting, told):
    with deputised.work("clerk") as request:
        record = a_record(request, "one", unit="QYB")
        record.keeping = "keeping-clerk"
        for name, value in shutting.items():
            setattr(record, name, value)
    one = replace(ONE, record="one")
    assert of(deputised, "staff2", one) == ([one] if told else [])


def test_the_same_thing_is_told_once(world):
    assert of(world, "clerk", ONE, ONE) == [ONE]
