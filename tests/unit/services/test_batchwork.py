"""What a batch waits for appears with those whose turn it is, state by state, and with nobody else."""

import pytest

from onestop_records.interfaces import IObjections, ITransfers, IWork
from tests import batches
from tests.batches import PROPOSER, appraised, approved, executing, make, opened, opine, put_in, sign

HOUSE = ("staff", "clerk", "clerk2", "archivist", "archivist2", "head", "manager", "manager2", "staff2")


def waiting(world, batch, people=HOUSE):
    """Person → kinds that wait for them in a batch; people without any are left out."""
    found = {}
    for username in people:
        with world.work(username) as request:
            work = request.find_service(IWork).of(request.site.people[username])
            kinds = [one.kind for one in work if one.address.endswith(f"/{batch}")]
        if kinds:
            found[username] = kinds
    return found


def test_a_drafted_batch_waits_for_who_opened_it(world):
    batch = opened(world, put_in(world))
    assert waiting(world, batch) == {"archivist": ["disposal-appraise"]}


def test_opinions_are_asked_of_archivists_and_of_the_head_of_the_unit_until_given(world):
    batch = opened(world, put_in(world))
    make(world, PROPOSER, batch, "appraise")
    asked = {name: ["disposal-opine"] for name in ("archivist", "archivist2", "head")}
    assert waiting(world, batch) == asked
    opine(world, "archivist", batch)
    assert waiting(world, batch) == {"head": ["disposal-opine"]}
    opine(world, "head", batch)
    assert waiting(world, batch) == {"archivist": ["disposal-propose"]}


def test_a_unit_without_a_head_asks_everybody_in_it(world):
    with world.work("admin") as request:
        request.site.people["head"].closed = True
    batch = opened(world, put_in(world))
    make(world, PROPOSER, batch, "appraise")
    assert set(waiting(world, batch)) == {"archivist", "archivist2", "staff", "clerk", "clerk2"}


def test_approval_waits_for_managers_who_neither_proposed_nor_appraised(world):
    with world.work("admin") as request:
        request.site.people["archivist"].roles |= {"manager"}
    batch = appraised(world, put_in(world))
    assert waiting(world, batch) == {name: ["disposal-approve"] for name in ("manager", "manager2")}


def test_witnesses_are_sought_on_either_side_before_the_cooling_off_is_over(world):
    batches.set_passwords(world)
    batch = approved(world, put_in(world))
    assert waiting(world, batch) == {"archivist2": ["disposal-check"], "head": ["disposal-check"]}
    with world.work("head") as request:
        (one,) = request.find_service(IWork).of(request.site.people["head"])
        assert one.due == request.site.disposals[batch].cooling_until
    for person in ("archivist2", "clerk"):
        batches.check(world, person, batch)
    assert waiting(world, batch) == {}
    world.clock.forward(days=7)
    assert waiting(world, batch) == {"archivist": ["disposal-execute"]}


def test_an_objection_waits_for_managers_but_not_for_who_raised_it(world):
    batch = approved(world, put_in(world))
    with world.work("manager2") as request:
        request.find_service(IObjections).raise_(request.site.disposals[batch], "仍需查考")
    found = waiting(world, batch)
    assert "objection" in found["manager"]
    assert "objection" not in found.get("manager2", [])


def test_signatures_wait_for_the_witnesses_until_they_are_given(world):
    batch = executing(world, put_in(world))
    batches.carry_out(world)
    assert waiting(world, batch) == {name: ["disposal-sign"] for name in ("archivist2", "clerk")}
    sign(world, "clerk", batch)
    assert waiting(world, batch) == {"archivist2": ["disposal-sign"]}


def test_paper_waits_for_the_witnesses(world):
    batch = executing(world, put_in(world, carrier="paper"))
    assert waiting(world, batch) == {name: ["disposal-paper"] for name in ("archivist2", "clerk")}


def test_a_transfer_waits_for_its_opener_then_for_another_approver_then_for_the_receipt(world):
    records = put_in(world)
    with world.work("archivist") as request:
        values = {"title": "进馆", "receiver": "市档案馆", "records": records}
        transfer = request.find_service(ITransfers).open(values).id

    def step(person, name):
        with world.work(person) as request:
            request.find_service(ITransfers).make(request.site.transfers[transfer], name)

    assert waiting(world, transfer) == {"archivist": ["transfer-propose"]}
    step("archivist", "propose")
    assert waiting(world, transfer) == {name: ["transfer-approve"] for name in ("manager", "manager2")}
    step("manager", "approve")
    assert waiting(world, transfer) == {}
    with world.work("system") as request:
        request.site.transfers[transfer].state = "packed"
    assert waiting(world, transfer) == {name: ["transfer-receive"] for name in ("archivist", "archivist2")}


@pytest.mark.parametrize("officer", ["auditor", "security", "admin"])
def test_officers_are_asked_nothing(world, officer):
    batch = appraised(world, put_in(world))
    assert waiting(world, batch, (officer,)) == {}
