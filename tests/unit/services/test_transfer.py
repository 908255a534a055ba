"""Transfers to an archives institution: package, register, receipt, then tombstone."""

import hashlib
import zipfile

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import IHolds, IRegisters, ITransfers
from onestop_records.worker.execution import pass_transfers
from tests import batches as b

RECEIPT = ("市档收字1号", "2026-11-20", "李四")


def opened(world, ids):
    with world.work("archivist") as request:
        values = {"title": "首批移交", "receiver": "市档案馆", "records": ids}
        return request.find_service(ITransfers).open(values).id


def make(world, person, transfer, name, reason="", receipt=None):
    with world.work(person) as request:
        request.find_service(ITransfers).make(request.site.transfers[transfer], name, reason, receipt)


def run(world):
    for _ in range(100):
        with world.work("system") as request:
            if not pass_transfers(request, None):
                return


def packed(world, ids):
    transfer = opened(world, ids)
    make(world, "archivist", transfer, "propose")
    make(world, "manager", transfer, "approve")
    run(world)
    return transfer


def refused(error, call, *args):
    with pytest.raises(error) as caught:
        call(*args)
    return {violation.field for violation in caught.value.violations}


def test_a_transfer_from_opening_to_tombstone(world):
    ids = b.put_in(world, 2, retention_due=None)  # permanent ones are what is transferred
    transfer = packed(world, ids)
    with world.work() as request:
        stored = request.site.transfers[transfer]
        assert stored.state == "packed"
        with stored.package.open("r") as source:
            assert hashlib.sha256(source.read()).hexdigest() == stored.package_sha256
            assert zipfile.ZipFile(source).testzip() is None
    make(world, "archivist", transfer, "receive", "", RECEIPT)
    run(world)
    with world.work() as request:
        stored, record = request.site.transfers[transfer], request.site.records[ids[0]]
        assert (stored.state, stored.package) == ("purging", None)
        assert (record.state, record.tombstone.receiver, record.files) == ("transferred", "市档案馆", ())
        request.site.purges[transfer].step = "finished"
    run(world)
    with world.work() as request:
        assert request.site.transfers[transfer].state == "transferred"
        assert transfer in request.site.unarchived
        register = request.find_service(IRegisters).register(request.site.transfers[transfer])
        assert len(register.table.rows) == 2
        assert "李四 2026-11-20 市档收字1号" in [words for what, words in register.signatures]


def test_nobody_approves_what_they_proposed(world):
    with world.work("admin") as request:
        request.site.people["archivist"].roles = frozenset({"archivist", "manager"})
    transfer = opened(world, b.put_in(world, 1))
    make(world, "archivist", transfer, "propose")
    assert refused(Refused, make, world, "archivist", transfer, "approve") == {"approver"}


def test_what_is_held_or_busy_does_not_leave(world):
    ids = b.put_in(world, 3)
    hold(world, ids[0])
    b.opened(world, ids[1:2])
    assert refused(Violations, opened, world, ids[:1]) == {"records"}
    assert refused(Violations, opened, world, ids[1:2]) == {"records"}
    transfer = packed(world, ids[2:])
    hold(world, ids[2])
    make(world, "archivist", transfer, "receive", "", RECEIPT)
    run(world)
    with world.work() as request:
        (row,) = request.site.transfers[transfer].rows()
        assert row.outcome == "held" and request.site.records[ids[2]].files


def hold(world, record_id):
    values = {"title": "t", "reason": "r", "mandate": "m", "kind": "records", "records": [record_id]}
    with world.work("manager") as request:
        request.find_service(IHolds).place(values)


def test_what_changed_after_packing_stays(world):
    ids = b.put_in(world, 1)
    transfer = packed(world, ids)
    with world.work() as request:
        request.site.records[ids[0]].touch("archivist", world.clock.now())
    make(world, "archivist", transfer, "receive", "", RECEIPT)
    run(world)
    with world.work() as request:
        (row,) = request.site.transfers[transfer].rows()
        assert row.outcome == "failed" and request.site.records[ids[0]].filed


@pytest.mark.parametrize(
    ("receipt", "fields"),
    [
        (("", "2026-11-20", "x"), {"receipt"}),
        (("1", "20.11.2026", "x"), {"day"}),
        (("1", "2027-01-01", "x"), {"day"}),
        (("1", "2026-11-20", ""), {"signed_by"}),
    ],
)
def test_a_receipt_is_whole(world, receipt, fields):
    transfer = packed(world, b.put_in(world, 1))
    assert refused(Violations, make, world, "archivist", transfer, "receive", "", receipt) == fields


def test_bad_order_is_refused(world):
    transfer = opened(world, b.put_in(world, 1))
    for person, name in (("manager", "approve"), ("archivist", "receive"), ("manager", "return")):
        refused(Conflict, make, world, person, transfer, name, "x")
    make(world, "archivist", transfer, "cancel", "不移交了")
    with world.work() as request:
        assert not request.site.disposals.disposing
