"""Rounds are held against limits that name their rule; findings are settled with a term and proof (N69)."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import IFindings, IRooms, IRounds, IStorage, IWork
from onestop_records.models.room import BEGINNING, Bounds, Limits, Term
from tests import storage as s

GOOD = {"temperature": 200, "humidity": 500, "wrong": {}}


@pytest.fixture
def room(world):
    return s.make_room(world, custodian="clerk")


def make(world, room, person="clerk", **values):
    with world.work(person) as request:
        service = request.find_service(IRounds)
        return service.add(request.site.rooms[room], {**GOOD, **values}).findings


def fields(refused):
    return sorted(violation.field for violation in refused.value.violations)


def waiting(world, person, *kinds):
    with world.work(person) as request:
        found = request.find_service(IWork).of(request.site.people[person])
        return [(one.kind, one.warned, one.urgent) for one in found if one.kind in kinds]


def test_a_round_within_the_limits_finds_nothing(world, room):
    assert make(world, room) == ()


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"temperature": 139}, "temperature"),
        ({"temperature": 241}, "temperature"),
        ({"humidity": 449}, "humidity"),
        ({"humidity": 601}, "humidity"),
        *(({"wrong": {what: "有异常"}}, what) for what in ("fire", "pests", "damp", "ventilation")),
    ],
)
def test_what_is_out_of_limits_or_not_in_order_becomes_a_finding(world, room, values, kind):
    (made,) = make(world, room, **values)
    with world.work() as request:
        finding = request.site.findings[made]
        assert (finding.kind, finding.state, finding.responsible) == (kind, "open", "clerk")
        assert finding.rule.startswith("N69")
        assert finding.due == world.clock.today() + timedelta(days=7)


def test_the_limits_are_settings_that_name_their_rule(world, room):
    limits = replace(BEGINNING, temperature=Bounds(100, 150, "本单位规定"), settling=Term(3, "本单位规定"))
    with world.work("manager") as request:
        with pytest.raises(Violations) as wrong:
            request.find_service(IRooms).set_limits(replace(limits, rounds=Term(7, " ")))
        assert fields(wrong) == ["rounds"]
        request.find_service(IRooms).set_limits(limits)
    (made,) = make(world, room)
    with world.work() as request:
        finding = request.site.findings[made]
        assert (finding.kind, finding.rule) == ("temperature", "本单位规定")
        assert finding.due == world.clock.today() + timedelta(days=3)


def test_a_room_may_have_limits_of_its_own(world, room):
    with world.work("manager") as request:
        service, thing = request.find_service(IRooms), request.site.rooms[room]
        service.set_limits(Limits(temperature=Bounds(130, 150, "DA/T")), thing)
        assert request.site.rooms.limits_of(thing).humidity == BEGINNING.humidity
    assert len(make(world, room)) == 1


@pytest.mark.parametrize("bounds", [Bounds(240, 140, "x"), Bounds(140, 140, "x"), Bounds(-501, 0, "x")])
def test_limits_go_from_low_to_high(world, room, bounds):
    with world.work("manager") as request, pytest.raises(Violations):
        request.find_service(IRooms).set_limits(replace(BEGINNING, temperature=bounds))


def test_rounds_are_made_by_the_custodian_an_archivist_or_a_manager(world, room):
    for person in ("archivist", "manager"):
        make(world, room, person)
    with pytest.raises(Refused):
        make(world, room, "staff")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"temperature": None}, "temperature"),
        ({"humidity": 1001}, "humidity"),
        ({"wrong": {"fire": " "}}, "fire"),
        ({"wrong": {"ghosts": "有"}}, "ghosts"),
    ],
)
def test_a_round_says_what_was_measured_and_what_is_wrong(world, room, values, field):
    with pytest.raises(Violations) as wrong:
        make(world, room, **values)
    assert fields(wrong) == [field]


def test_a_round_waits_for_the_custodian_from_the_day_it_is_due(world, room):
    assert waiting(world, "clerk", "round") == []
    world.clock.forward(days=7)
    assert waiting(world, "clerk", "round") == [("round", True, False)]
    world.clock.forward(days=1)
    assert waiting(world, "clerk", "round") == [("round", False, True)]
    assert waiting(world, "clerk2", "round") == []
    make(world, room)
    assert waiting(world, "clerk", "round") == []


@pytest.fixture
def finding(world, room):
    (made,) = make(world, room, wrong={"damp": "墙角渗水"})
    return made


def act(world, person, finding, name, *values, **named):
    with world.work(person) as request:
        getattr(request.find_service(IFindings), name)(request.site.findings[finding], *values, **named)


def test_a_finding_waits_for_who_answers_for_it_then_for_the_managers(world, finding):
    assert waiting(world, "clerk", "finding") == [("finding", False, False)]
    world.clock.forward(days=8)
    assert waiting(world, "clerk", "finding") == [("finding", True, True)]
    proof = s.paper(world, "维修单")
    act(world, "clerk", finding, "settle", "已修复", proof)
    assert waiting(world, "clerk", "finding") == []
    assert waiting(world, "manager", "settlement") == [("settlement", False, False)]
    act(world, "manager", finding, "decide", True)
    assert waiting(world, "manager", "settlement") == []


def test_a_defect_of_the_room_is_settled_with_words_and_proof(world, finding):
    with pytest.raises(Refused) as wrong:
        act(world, "clerk", finding, "settle", "")
    assert fields(wrong) == ["proof", "settlement"]
    with pytest.raises(Violations) as wrong:
        act(world, "clerk", finding, "settle", "已修复", "Z109-0000")
    assert fields(wrong) == ["proof"]


def test_files_become_the_record_that_proves_it(world, finding):
    with world.work("clerk") as request:
        received = request.find_service(IStorage).receive(BytesIO(b"photo"), "修复后.txt", 1000)
        request.find_service(IFindings).settle(request.site.findings[finding], "已修复", files=[received])
    with world.work("clerk") as request:
        proof = request.site.records[request.site.findings[finding].proof]
        assert proof.files[0].versions[-1].name == "修复后.txt" and "101库房" in proof.title


def test_who_answers_for_it_or_an_archivist_settles(world, finding):
    proof = s.paper(world, "维修单")
    with pytest.raises(Refused):
        act(world, "staff", finding, "settle", "已修复", proof)
    act(world, "archivist", finding, "settle", "已修复", proof)


def test_nobody_accepts_their_own_settlement(world, finding):
    with world.work("security") as request:
        request.site.people["clerk"].roles = frozenset({"staff", "manager"})
    act(world, "clerk", finding, "settle", "已修复", s.paper(world, "维修单"))
    with pytest.raises(Refused):
        act(world, "clerk", finding, "decide", True)
    act(world, "manager", finding, "decide", True)


def test_a_settlement_is_returned_with_a_reason_and_waits_again(world, finding):
    act(world, "clerk", finding, "settle", "已修复", s.paper(world, "维修单"))
    with pytest.raises(Refused) as wrong:
        act(world, "manager", finding, "decide", False)
    assert fields(wrong) == ["reason"]
    act(world, "manager", finding, "decide", False, "仍有渗水")
    assert waiting(world, "clerk", "finding") == [("finding", False, False)]
    with pytest.raises(Conflict):
        act(world, "manager", finding, "decide", True)


def test_a_later_term_wants_a_reason_and_a_past_one_is_refused(world, finding):
    later = world.clock.today() + timedelta(days=30)
    with pytest.raises(Violations) as wrong:
        act(world, "archivist", finding, "assign", "staff", later)
    assert fields(wrong) == ["reason"]
    with pytest.raises(Violations) as wrong:
        act(world, "archivist", finding, "assign", "nobody", date(2026, 1, 1))
    assert fields(wrong) == ["due", "responsible"]
    act(world, "archivist", finding, "assign", "staff", later, "等待施工")
    assert waiting(world, "clerk", "finding") == []
    assert waiting(world, "staff", "finding") == [("finding", False, False)]
