"""For whom a batch waits at each of its steps: what the API tells is what the desk counts."""

import pytest

from onestop_records.interfaces import IDisposals, IObjections, ITransfers, IWitnessing
from tests import batches as b
from tests.world import PEOPLE


def waiting(world, batch):
    """Who is told what of the batch, by step; people for whom it does not wait are left out."""
    found = {}
    for username in PEOPLE:
        with world.work(username) as request:
            step = request.find_service(IDisposals).waits(request.site.disposals[batch])
            if step:
                found.setdefault(step, set()).add(username)
    return found


ARCHIVISTS, MANAGERS = {"archivist", "archivist2"}, {"manager", "manager2"}


def test_a_batch_waits_for_those_whose_turn_it_is(world):
    b.set_passwords(world)
    batch = b.opened(world, b.put_in(world, 2, carrier="both"))
    assert waiting(world, batch) == {"appraise": {b.PROPOSER}}
    b.make(world, b.PROPOSER, batch, "appraise")
    assert waiting(world, batch) == {"opine": ARCHIVISTS | {"head"}}
    b.opine(world, b.PROPOSER, batch)
    b.opine(world, b.BUSINESS, batch, rows=[1])
    assert waiting(world, batch) == {"opine": {"head"}}
    b.opine(world, b.BUSINESS, batch)
    assert waiting(world, batch) == {"propose": {b.PROPOSER}}
    b.make(world, b.PROPOSER, batch, "propose")
    assert waiting(world, batch) == {"approve": MANAGERS}
    b.make(world, b.APPROVER, batch, "approve")
    assert waiting(world, batch) == {"check": {"head", "archivist2"}}  # not the proposer, not the approver
    b.check(world, b.WITNESS, batch)
    assert waiting(world, batch) == {"check": {"head"}}
    b.check(world, b.WITNESS_OF_UNIT, batch)
    assert waiting(world, batch) == {}  # it cools off
    with world.work("staff") as request:
        request.find_service(IObjections).raise_(request.site.disposals[batch], "再看")
    assert waiting(world, batch) == {"decide": MANAGERS}
    with world.work("manager2") as request:
        request.find_service(IObjections).settle(request.site.disposals[batch], 1, False, "已看")
    world.clock.forward(days=7)
    assert waiting(world, batch) == {"execute": {b.PROPOSER}}
    b.make(world, b.PROPOSER, batch, "execute")
    assert waiting(world, batch) == {"mark-paper": {b.WITNESS, b.WITNESS_OF_UNIT}}
    with world.work(b.WITNESS) as request:
        values = {"method": "化浆", "time": "10:00", "place": "纸厂"}
        request.find_service(IWitnessing).mark_paper(request.site.disposals[batch], values)
    b.carry_out(world)
    assert waiting(world, batch) == {"sign": {b.WITNESS, b.WITNESS_OF_UNIT}}
    b.sign(world, b.WITNESS, batch)
    assert waiting(world, batch) == {"sign": {b.WITNESS_OF_UNIT}}


def test_dropping_the_row_that_lacked_an_opinion_lets_the_batch_go_on(world):
    batch = b.opened(world, b.put_in(world, 2))
    b.make(world, b.PROPOSER, batch, "appraise")
    b.opine(world, b.PROPOSER, batch)
    b.opine(world, b.BUSINESS, batch, rows=[1])
    with world.work("system") as request:
        request.site.disposals[batch].state = "returned"
    with world.work(b.PROPOSER) as request:
        request.find_service(IDisposals).drop(request.site.disposals[batch], [2], "误列")
    b.make(world, b.PROPOSER, batch, "appraise")
    assert waiting(world, batch) == {"propose": {b.PROPOSER}}


def test_the_desk_reads_no_row(world):
    """Ten thousand of them would make everybody's desk slow."""
    batch = b.opened(world, b.put_in(world, 2))
    b.make(world, b.PROPOSER, batch, "appraise")
    with world.work(b.BUSINESS) as request:
        disposal = request.site.disposals[batch]
        disposal._rows = None
        assert request.find_service(IDisposals).waits(disposal) == "opine"
        request.tm.doom()
        request.tm.abort()
        request.tm.begin()


@pytest.mark.parametrize("part", ["proposer", "appraiser"])
def test_nobody_is_told_to_approve_what_is_their_own(world, part):
    with world.work("admin") as request:
        request.site.people[b.PROPOSER if part == "proposer" else b.BUSINESS].roles |= {"manager"}
    batch = b.appraised(world, b.put_in(world, 1))
    assert waiting(world, batch) == {"approve": MANAGERS}


def test_a_transfer_waits_too(world):
    values = {"title": "首批", "receiver": "市档案馆", "records": b.put_in(world, 1)}
    with world.work() as request:
        service = request.find_service(ITransfers)
        transfer = service.open(values)
        assert service.waits(transfer) == "propose"
        service.make(transfer, "propose")
        assert service.waits(transfer) == ""
        transfer_id = transfer.id
    with world.work("manager") as request:
        assert request.find_service(ITransfers).waits(request.site.transfers[transfer_id]) == "approve"
