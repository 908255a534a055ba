"""What is waited for and reminded of: loans due, work material, permits to decide."""

import pytest

from onestop_records.errors import Conflict, Missing, Refused, Violations
from onestop_records.interfaces import IMaterial, INotices, IPermits, IResponsibilities, IWork
from onestop_records.services.lending import remind
from tests.batches import put_in
from tests.lending import asked, lent, on_paper, permit_asked, permit_step, permitted, step


def kinds(world, person):
    with world.work("system") as request:
        return sorted(one.kind for one in request.find_service(IWork).of(request.site.people[person]))


def told(world, person):
    with world.work("system") as request:
        notices = request.find_service(INotices).of(request.site.people[person])
        return [str(notice.subject) for notice in notices]


def reminded(world):
    with world.work("system") as request:
        return remind(request)


def copied(world, permit, use="excerpt", what="第二页三行", person="staff2"):
    with world.work(person) as request:
        found = request.site.permits[permit]
        return request.find_service(IMaterial).note(found, use, found.records[0], what).number


def settled(world, permit, number, how="", became="handed-back", person="archivist"):
    with world.work(person) as request:
        request.find_service(IMaterial).settle(request.site.permits[permit], number, became, how)


def mine(world, person, *wanted):
    return [kind for kind in kinds(world, person) if kind in wanted]


def test_requests_wait_for_those_who_may_decide(world):
    (record,) = on_paper(world)
    (secret,) = on_paper(world, grade="confidential")
    asked(world, "head", record)
    asked(world, "head", secret)
    loans = ("loan-approve", "loan-lend", "loan-return")
    assert mine(world, "archivist", *loans) == ["loan-approve"]
    assert mine(world, "manager", *loans) == ["loan-approve"]
    assert mine(world, "staff", *loans) == []


def test_paper_waits_to_be_handed_out_and_brought_back(world):
    (record,) = on_paper(world)
    loan = asked(world, "staff", record)
    step(world, "archivist", loan, "approve")
    assert mine(world, "archivist2", "loan-lend") == ["loan-lend"]
    step(world, "archivist", loan, "lend")
    assert mine(world, "staff", "loan-return") == ["loan-return"]


def test_permits_wait_to_be_assembled_and_decided(world):
    (record,) = put_in(world, 1, "confidential")
    permit = permit_asked(world, "staff2", seeking="合同")
    assert mine(world, "archivist", "permit-assemble") == ["permit-assemble"]
    with world.work("archivist") as request:
        request.find_service(IPermits).assemble(request.site.permits[permit], [record])
    assert mine(world, "archivist", "permit-decide") == []
    assert mine(world, "manager", "permit-decide") == ["permit-decide"]


def test_a_borrower_is_reminded_a_day_before_and_when_it_is_overdue_once(world):
    (record,) = on_paper(world)
    lent(world, "staff", record, "archivist2")
    assert reminded(world) == 0
    world.clock.forward(days=14, hours=9)
    assert (reminded(world), reminded(world)) == (1, 0)
    assert "A loan is due soon" in told(world, "staff")
    world.clock.forward(days=1)
    assert (reminded(world), reminded(world)) == (1, 0)
    assert "A loan is overdue" in told(world, "staff")
    assert "A loan is overdue" in told(world, "archivist")


def test_a_classified_loan_that_is_not_back_the_same_day_is_an_overrun(world):
    (record,) = on_paper(world, grade="confidential")
    lent(world, "head", record)
    world.clock.forward(hours=8)
    reminded(world)
    with world.work("system") as request:
        (alert,) = request.site.alerts.opened()
        assert (alert.kind, alert.person) == ("overrun", "head")


def test_work_material_goes_back_within_a_day_of_finishing(world):
    (record,) = put_in(world, 1, "secret")
    permit = permitted(world, "staff2", [record], ("view", "excerpt"))
    copied(world, permit)
    permit_step(world, "staff2", permit, "finish", "已核对")
    assert mine(world, "staff2", "handback") == ["handback"]
    assert (reminded(world), reminded(world)) == (1, 0)
    world.clock.forward(hours=24)
    assert (reminded(world), reminded(world)) == (1, 0)
    with world.work("system") as request:
        (alert,) = request.site.alerts.opened()
        assert (alert.kind, alert.person) == ("overrun", "staff2")


def test_the_worker_notes_the_end_and_the_material_that_is_owed(world):
    (record,) = put_in(world, 1, "secret")
    permit = permitted(world, "staff2", [record], ("view", "excerpt"), hours=4)
    copied(world, permit)
    world.clock.forward(hours=4)
    world.index()
    with world.work("system") as request:
        found = request.site.permits[permit]
        assert (found.state, found.ended_at) == ("ended", found.until)
        assert found.handback_due is not None


def test_material_is_handed_back_or_destroyed_before_witnesses(world):
    (record,) = put_in(world, 1, "secret")
    permit = permitted(world, "staff2", [record], ("view", "excerpt"))
    first, second = copied(world, permit), copied(world, permit, what="第三页")
    with pytest.raises(Violations):
        settled(world, permit, first, became="destroyed")
    with pytest.raises(Violations):
        settled(world, permit, first, became="lost")
    with pytest.raises(Missing):
        settled(world, permit, 99)
    settled(world, permit, first, "碎纸，监销人李四", "destroyed")
    with pytest.raises(Conflict):
        settled(world, permit, first)
    settled(world, permit, second)
    with world.work("system") as request:
        assert request.site.permits[permit].material == ()


def test_nobody_takes_back_what_they_hold(world):
    (record,) = put_in(world, 1, "secret")
    permit = permitted(world, "archivist2", [record], ("view", "excerpt"))
    number = copied(world, permit, person="archivist2")
    with pytest.raises(Refused):
        settled(world, permit, number, person="archivist2")
    settled(world, permit, number)


@pytest.mark.parametrize("use, hours", [("print", 0), ("view", 0), ("excerpt", 5)])
def test_only_what_the_permit_allows_is_noted_with_it(world, use, hours):
    (record,) = put_in(world, 1, "secret")
    permit = permitted(world, "staff2", [record], ("view", "excerpt"))
    world.clock.forward(hours=hours)
    with pytest.raises(Violations):
        copied(world, permit, use)


def test_a_leaver_hands_the_material_to_the_receiver_and_the_permit_ends(world):
    (record,) = put_in(world, 1, "confidential")
    permit = permitted(world, "staff2", [record], ("view", "excerpt"))
    copied(world, permit)
    with world.work("system") as request:
        people, duties = request.site.people, request.find_service(IResponsibilities)
        kind = next(kind for kind in duties.kinds() if kind.kind == "permit")
        (duty,) = kind.of(people["staff2"])
        with pytest.raises(Refused):
            kind.pass_on(duty.id, people["staff2"], people["clerk"])
        request.tm.abort()
        request.tm.begin()
    with world.work("system") as request:
        people = request.site.people
        kind = next(kind for kind in request.find_service(IResponsibilities).kinds() if kind.kind == "permit")
        kind.pass_on(permit, people["staff2"], people["head"])
        found = request.site.permits[permit]
        assert found.state == "revoked"
        assert [copy.holder for copy in found.material] == ["head"]
        assert list(kind.of(people["staff2"])) == []
        assert [duty.id for duty in kind.of(people["head"])] == [permit]
