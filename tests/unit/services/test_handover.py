"""Custody handovers (N71): everything is listed, nothing is forgotten, all of it passes or none."""

from datetime import date, timedelta

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import IAudit, ICapture, ICatalog, IHandovers, IImpediments, IPeople
from onestop_records.models.handover import MERGER, POST
from tests import handovers as h
from tests.batches import PASSWORD

NOTE = {"type": "document", "title": "新件", "category": "WS", "creator": "协会", "date": "2026-11"}


def capture(world, person="staff"):
    with world.work(person) as request:
        return request.find_service(ICapture).capture(NOTE, []).id


def words(refused):
    return " ".join(str(violation.message.interpolate()) for violation in refused.value.violations)


def rows(world, handover):
    with world.work() as request:
        return list(request.site.handovers[handover].rows())


def test_it_collects_everything_the_giver_answers_for(world):
    ids = h.put_in(world, 3)
    h.put_in(world, 2, "keeping-staff2")
    handover = h.opened(world)
    found = rows(world, handover)
    assert [row.record for row in found] == ids
    assert [row.sequence for row in found] == [1, 2, 3]


def test_a_category_in_custody_is_on_the_list(world):
    handover = h.opened(world, "archivist", by="manager")
    assert {(row.kind, row.id) for row in rows(world, handover)} == {
        ("category", "Z109/WS"),
        ("category", "Z109/ZP"),
    }


def test_tombstones_are_nobodys_to_hand_over(world):
    h.put_in(world, 1)
    h.put_in(world, 1, tombstone=object)
    assert len(rows(world, h.opened(world))) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"giver": "nobody"}, "giver"),
        ({"reason": "whim"}, "reason"),
        ({"reason": "return"}, "earlier"),
        ({"giver": "staff2"}, "giver"),  # who answers for nothing
    ],
)
def test_what_opening_asks_for(world, values, field):
    h.put_in(world)
    with pytest.raises(Violations) as wrong:
        h.opened(world, **values)
    assert [violation.field for violation in wrong.value.violations] == [field]


def test_there_is_never_a_second_open_one_of_a_person(world):
    h.put_in(world)
    handover = h.opened(world)
    with pytest.raises(Violations):
        h.opened(world)
    h.make(world, handover, "cancel", by="manager", reason="误开")
    h.opened(world)


def test_what_is_captured_after_listing_is_added_and_stops_the_signing(world):
    h.put_in(world)
    handover = h.signing(world)
    late = capture(world)
    with pytest.raises(Conflict):
        h.sign(world, handover, "staff")
    h.work_off(world)
    assert h.state(world, handover) == "checking"
    added = rows(world, handover)[-1]
    assert (added.record, added.added, added.finding) == (late, True, "")


def test_a_signature_lapses_when_the_list_grows(world):
    h.put_in(world)
    handover = h.signing(world)
    h.sign(world, handover, "staff")
    capture(world)
    h.work_off(world)
    with world.work() as request:
        assert request.site.handovers[handover].signatures == ()


def test_the_third_signature_passes_everything_at_once(world):
    ids = h.put_in(world, 5)
    handover = h.signing(world)
    for person in ("staff", "clerk"):
        assert h.sign(world, handover, person) is None
        assert h.holders(world, ids) == {"staff"}
    assert h.sign(world, handover, "manager") is None
    assert h.holders(world, ids) == {"clerk"}
    assert h.state(world, handover) == "passed"
    with world.work() as request:
        acts = [entry.act for entry in request.find_service(IAudit).entries(handover)]
        assert acts.count("custody-passed") == 1
        assert acts[-1] == "custody-passed"
        assert not any(list(request.find_service(IAudit).entries(each)) for each in ids)


def test_the_account_closes_and_its_ways_in_end_at_once(world):
    h.put_in(world)
    browser = world.browser("staff")
    assert browser.get("/account").status_int == 200
    with world.work("staff") as request:
        people, person = request.find_service(IPeople), request.site.people["staff"]
        token, _ends = people.issue_token(person, "手机", 30)
    h.passed(world)
    with world.work("admin") as request:
        people, person = request.find_service(IPeople), request.site.people["staff"]
        assert person.closed
        assert people.tokens(person) == []
        assert people.may_sign_in("staff", PASSWORD, "127.0.0.1") is None
    assert browser.get("/account").status_int == 303
    headers = {"Authorization": f"Bearer {token}"}
    world.browser().get("/api/v1/search", headers=headers, status=401)


def test_who_changes_post_keeps_the_account(world):
    ids = h.put_in(world)
    h.passed(world, reason=POST)
    with world.work() as request:
        assert not request.site.people["staff"].closed
    assert h.holders(world, ids) == {"clerk"}
    late = capture(world)  # goes into a keeping of the giver's own, and not into what has passed
    assert h.holders(world, [late]) == {"staff"}


@pytest.mark.parametrize("step", ["opened", "checked", "signing"])
def test_an_account_with_anything_in_its_keeping_cannot_be_closed_and_is_told_what(world, step):
    h.put_in(world, 2)
    getattr(h, step)(world)
    with world.work("admin") as request, pytest.raises(Refused) as refused:
        request.find_service(IPeople).close(request.site.people["staff"])
    assert "2 records of WS · 2026" in words(refused)


def test_nobody_gives_and_takes(world):
    h.put_in(world)
    handover = h.opened(world)
    for person in ("staff", "admin", "nobody"):
        with pytest.raises(Violations):
            h.assign(world, handover, person)


def test_a_receiver_without_clearance_cannot_receive(world):
    ids = h.put_in(world, 2)
    h.classify(world, ids[1], "confidential")
    handover = h.opened(world)
    with pytest.raises(Refused) as refused:
        h.assign(world, handover, "clerk")
    assert "No. 2" in words(refused)
    assert h.assign(world, handover, "clerk", [1]) == 1
    assert h.assign(world, handover, "head", [2]) == 1


def test_who_is_shut_out_from_a_record_cannot_receive_it(world):
    h.put_in(world, 1, denied=("clerk",))
    handover = h.opened(world)
    with pytest.raises(Refused):
        h.assign(world, handover, "clerk")


@pytest.mark.parametrize("indexed", [True, False])
def test_a_grade_raised_after_the_check_stops_the_last_signature(world, indexed):
    ids = h.put_in(world)
    handover = h.signing(world)
    for person in ("staff", "clerk"):
        h.sign(world, handover, person)
    h.classify(world, ids[0], "secret")
    if indexed:
        world.index()
        with world.work("system") as request:
            request.find_service(ICatalog).index(request.site.records[ids[0]])
    with pytest.raises(Refused):
        h.sign(world, handover, "manager")
    assert h.holders(world, ids) == {"staff"}


def test_several_receivers_share_it_and_each_signs(world):
    ids = h.put_in(world, 4)
    h.set_passwords(world)
    handover = h.opened(world)
    h.assign(world, handover, "clerk", [1, 2])
    h.assign(world, handover, "clerk2", receiver="none")
    for person in ("clerk", "clerk2"):
        h.check_all(world, handover, person)
    h.work_off(world)
    h.make(world, handover, "present")
    for person in ("staff", "clerk", "manager"):
        h.sign(world, handover, person)
    assert h.holders(world, ids) == {"staff"}
    h.sign(world, handover, "clerk2")
    assert h.holders(world, ids[:2]) == {"clerk"}
    assert h.holders(world, ids[2:]) == {"clerk2"}


def test_what_goes_to_another_receiver_is_checked_anew(world):
    ids = h.put_in(world, 1)
    h.set_passwords(world)
    handover = h.checked(world)
    h.assign(world, handover, "clerk2")
    (row,) = rows(world, handover)
    assert (row.finding, row.receiver) == ("", 2)
    h.check_all(world, handover, "clerk2")
    h.work_off(world)
    h.make(world, handover, "present")
    for person in ("staff", "clerk2", "manager"):
        h.sign(world, handover, person)
    assert h.holders(world, ids) == {"clerk2"}


def test_who_leaves_keeps_nothing_and_who_stays_may(world):
    ids = h.put_in(world, 3)
    handover = h.opened(world)
    with world.work(h.LEADER) as request, pytest.raises(Refused):
        service = request.find_service(IHandovers)
        service.drop(request.site.handovers[handover], [1], "继续使用")
    h.make(world, handover, "cancel", by="manager", reason="改为转岗")
    h.set_passwords(world)
    handover = h.checked(world, reason=POST)
    with world.work(h.LEADER) as request:
        service = request.find_service(IHandovers)
        service.drop(request.site.handovers[handover], [1], "继续使用")
    h.work_off(world)
    h.make(world, handover, "present")
    for person in ("staff", "clerk", "manager"):
        h.sign(world, handover, person)
    assert h.holders(world, ids[:1]) == {"staff"}
    assert h.holders(world, ids[1:]) == {"clerk"}
    with world.work() as request:
        keeping = request.site.records[ids[0]].keeping
        assert request.site.keepings[keeping].handover == ""


def test_what_was_filed_meanwhile_is_settled_and_not_passed(world):
    ids = h.put_in(world, 2)
    handover = h.signing(world)
    with world.work("archivist") as request:
        request.site.records[ids[0]].keeping = "keeping-archivist"
    for person in ("staff", "clerk", "manager"):
        h.sign(world, handover, person)
    assert h.holders(world, ids[:1]) == {"archivist"}
    with world.work() as request:
        found = request.site.handovers[handover]
        assert [found.outcome(row) for row in found.rows()] == ["settled", "passed"]


def test_things_come_back_to_the_same_person(world):
    ids = h.put_in(world, 2)
    first = h.passed(world)
    own = h.put_in(world, 1, "keeping-clerk")
    with world.work("admin") as request:
        request.find_service(IPeople).reopen(request.site.people["staff"])
    second = h.signing(world, "staff", "clerk", reason="return", earlier=first, until=None)
    assert {row.record for row in rows(world, second)} == set(ids)
    for person in ("clerk", "staff", "manager"):
        assert h.sign(world, second, person) is None
    assert h.holders(world, ids) == {"staff"}
    assert h.holders(world, own) == {"clerk"}
    with world.work() as request:
        keeping = request.site.keepings[request.site.records[ids[0]].keeping]
        assert [passing.giver for passing in keeping.past] in (["clerk"], ["staff", "clerk"])


def test_what_is_being_handed_over_is_not_destroyed(world):
    ids = h.put_in(world, 1)

    def against():
        with world.work("archivist") as request:
            record = request.site.records[ids[0]]
            found = request.find_service(IImpediments)(record)
            return [violation.field for violation in found]

    assert against() == []
    handover = h.opened(world)
    assert against() == ["handover"]
    h.make(world, handover, "cancel", by="manager", reason="误开")
    assert against() == []


def test_an_end_of_a_post_opens_it_by_itself(world):
    h.put_in(world)
    with world.work("admin") as request:
        person = request.site.people["staff"]
        ended = tuple(
            post.__class__(post.unit, post.post, post.since, h.LAST_DAY) for post in person.appointments
        )
        request.find_service(IPeople).change(person, {"appointments": ended})
    h.work_off(world)
    with world.work() as request:
        handover = request.site.handovers.of("staff")
        assert (handover.reason, handover.until, handover.opened_by) == ("leaving", h.LAST_DAY, "system")
        assert dict(request.site.handovers.expected) == {}


def test_a_new_post_makes_it_a_change_of_post(world):
    h.put_in(world)
    with world.work("admin") as request:
        person = request.site.people["staff"]
        (post,) = person.appointments
        ended = post.__class__(post.unit, post.post, post.since, h.LAST_DAY)
        request.find_service(IPeople).change(person, {"appointments": (ended,)})
    h.work_off(world)
    with world.work("admin") as request:
        person = request.site.people["staff"]
        other = post.__class__("XXB", "post", h.LAST_DAY + timedelta(days=1))
        request.find_service(IPeople).change(person, {"appointments": (*person.appointments, other)})
    h.work_off(world)
    with world.work() as request:
        assert request.site.handovers.of("staff").reason == POST


def test_a_post_given_with_its_end_opens_it_thirty_days_before(world):
    h.put_in(world)
    with world.work("admin") as request:
        person = request.site.people["staff"]
        (post,) = person.appointments
        term = post.__class__("XXB", "post", date(2026, 11, 1), date(2027, 3, 31))
        request.find_service(IPeople).change(person, {"appointments": (term,)})
    h.work_off(world)
    with world.work() as request:
        assert request.site.handovers.of("staff") is None
    world.clock.forward(days=98)
    h.work_off(world)
    with world.work() as request:
        assert request.site.handovers.of("staff").reason == "leaving"


def test_who_answers_for_nothing_yet_is_waited_for(world):
    with world.work("admin") as request:
        person = request.site.people["staff"]
        (post,) = person.appointments
        ended = post.__class__(post.unit, post.post, post.since, h.LAST_DAY)
        request.find_service(IPeople).change(person, {"appointments": (ended,)})
    h.work_off(world)
    with world.work() as request:
        assert request.site.handovers.of("staff") is None
    capture(world)
    h.work_off(world)
    with world.work() as request:
        assert request.site.handovers.of("staff") is not None


def test_a_cancelled_one_leaves_everything_with_the_giver(world):
    ids = h.put_in(world, 3)
    handover = h.checked(world)
    h.make(world, handover, "cancel", by="manager", reason="不离职了")
    assert h.holders(world, ids) == {"staff"}
    again = h.passed(world, reason=MERGER)
    assert len(rows(world, again)) == 3
    assert h.holders(world, ids) == {"clerk"}


def test_the_catalogue_knows_the_new_keeping_with_the_move(world):
    ids = h.put_in(world, 3)
    world.index()
    with world.work("system") as request:
        for each in ids:
            request.find_service(ICatalog).index(request.site.records[each])
    handover = h.checked(world)
    with world.work() as request:
        keeping = request.site.handovers[handover].receivers[0].keeping
        catalog = request.find_service(ICatalog)
        numbers = catalog.data.values["keeping"].bitmap([keeping])
        assert {catalog.record_id(number) for number in numbers} == set(ids)
        assert catalog.select({"custodian": ("staff",)}, numbers) == numbers
