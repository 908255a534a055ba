"""The choke point: everything that forbids a destruction is asked where it happens (lifecycle, *Hold*)."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onestop_records.errors import Refused, Violation
from onestop_records.interfaces import IAudit, IDestruction, IErasure, IHolds
from onestop_records.models.disposal import Objection
from onestop_records.models.tombstone import NEUTRAL
from tests import batches as b

ROOT = Path(__file__).parents[3] / "onestop_records"


def against(world, batch, record_id, change=None):
    """The fields of what stands against destroying the record, after ``change(site, disposal, record)``."""
    with world.work("system") as request:
        disposal, record = request.site.disposals[batch], request.site.records[record_id]
        if change:
            change(request, disposal, record)
        return {v.field for v in request.find_service(IDestruction).violations(record, disposal)}


def set_to(name, value, of="record"):
    def change(request, disposal, record):
        setattr({"record": record, "batch": disposal}[of], name, value)

    return change


def refuse(request, disposal, record):
    disposal.change(replace(disposal.row(1), refused="x"))


def hold(request, disposal, record):
    values = {"title": "t", "reason": "r", "mandate": "m", "kind": "records", "records": [record.id]}
    request.find_service(IHolds).place(values)


def object_to(request, disposal, record):
    disposal.objections = (Objection(1, "staff", "", "x", disposal.approved_at),)


def owe(request, disposal, record):
    record.description = {"unsettled": True}


def leave(request, disposal, record):
    request.site.people["archivist"].closed = True


RULES = {
    "state of the batch": (set_to("state", "approved", "batch"), "state"),
    "state of the record": (set_to("state", "accepted"), "state"),
    "due day": (set_to("retention_due", date(2100, 1, 1)), "retention"),
    "permanent": (set_to("retention_due", None), "retention"),
    "approval": (set_to("approved_by", "", "batch"), "approver"),
    "approved by the proposer": (set_to("approved_by", "archivist", "batch"), "approver"),
    "approved by an appraiser": (set_to("approved_by", "head", "batch"), "approver"),
    "cooling off": (set_to("cooling_until", None, "batch"), "cooling_off"),
    "witnesses": (set_to("witnesses", (), "batch"), "witness"),
    "refused row": (refuse, "decision"),
    "hold": (hold, "hold"),
    "objection": (object_to, "objections"),
    "unsettled debt": (owe, "unsettled"),
    "custody of nobody": (set_to("keeping", ""), "custody"),
    "custody of who has left": (leave, "custody"),
}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_asked_in_the_destroying_transaction(world, rule):
    ids = b.put_in(world, 1)
    batch = b.executing(world, ids)
    assert against(world, batch, ids[0]) == set()
    change, field = RULES[rule]
    assert field in against(world, batch, ids[0], change)


def test_paper_is_not_gone_before_the_witnesses_say_so(world):
    ids = b.put_in(world, 1, carrier="paper")
    assert against(world, b.executing(world, ids), ids[0]) == {"paper"}


def test_a_record_of_another_batch_is_not_destroyed(world):
    ids, others = b.put_in(world, 1), b.put_in(world, 1)
    assert against(world, b.executing(world, ids), others[0]) == {"batch"}


def test_all_violations_are_told_and_nothing_is_written(world):
    ids = b.put_in(world, 1)
    batch = b.approved(world, ids)
    with world.work("system") as request:
        record = request.site.records[ids[0]]
        with pytest.raises(Refused) as caught:
            request.find_service(IDestruction).destroy(record, request.site.disposals[batch])
        assert {v.field for v in caught.value.violations} == {"state", "cooling_off", "witness"}
        assert record.files and record.state == "filed" and record._p_changed is False


def test_further_impediments_join_by_a_directive(world):
    ids = b.put_in(world, 1)
    batch = b.executing(world, ids)
    on_loan = Violation("loan", "It is on loan")
    world.registry.impediments.append(lambda request: lambda record: [on_loan])
    try:
        assert against(world, batch, ids[0]) == {"loan"}
        b.carry_out(world)
    finally:
        world.registry.impediments.pop()
    assert [(row.outcome, row.note) for row in b.rows(world, batch)] == [("failed", "It is on loan")]


def test_a_tombstone_remains_and_the_trail_of_the_record(world):
    ids = b.put_in(world, 1)
    with world.work() as request:
        record = request.site.records[ids[0]]
        digest, title, code = record.files[0].current.sha256, record.title, record.reference_code
    batch = b.executing(world, ids)
    b.carry_out(world)
    with world.work() as request:
        record = request.site.records[ids[0]]
        stone = record.tombstone
        assert (record.state, record.files, record.title) == ("destroyed", (), title)
        assert (stone.reference_code, stone.title, stone.digests) == (code, title, (digest,))
        assert (stone.proposed_by, stone.approved_by) == (b.PROPOSER, b.APPROVER)
        assert stone.appraised_by == (b.PROPOSER, b.BUSINESS)
        assert stone.witnessed_by == (b.WITNESS, b.WITNESS_OF_UNIT)
        assert request.site.codes[code] == ids[0]  # never used again
        assert [e.act for e in request.find_service(IAudit).entries(ids[0])] == ["record-destroyed"]
        assert stone.batch == batch


def test_of_a_classified_record_no_title_is_kept(world):
    ids = b.put_in(world, 1, "confidential", description={"document_number": "文密〔2010〕1号"})
    b.executing(world, ids)
    b.carry_out(world)
    with world.work() as request:
        record = request.site.records[ids[0]]
        assert record.title == record.tombstone.title == NEUTRAL
        assert record.tombstone.document_number == record.tombstone.creator == ""


def test_a_volume_goes_with_its_items(world):
    (volume,) = b.put_in(world, 1)
    items = b.put_in(world, 2, volume=volume)
    with world.work() as request:
        request.site.records[volume].items = tuple(items)
    batch = b.executing(world, [volume])
    with world.work() as request:
        hold(request, None, request.site.records[items[1]])
    assert against(world, batch, volume) == {"hold"}
    with world.work() as request:
        standing = request.site.holds.standing()[0]
        request.find_service(IHolds).lift(standing, "结案", "经理")
    b.carry_out(world)
    with world.work() as request:
        assert {request.site.records[each].state for each in (volume, *items)} == {"destroyed"}


def test_only_the_choke_point_erases():
    """No other module asks for ``IErasure`` than the choke point, its registration and the restore."""
    askers = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            asks = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "find_service"
            if asks and any(getattr(argument, "id", "") == IErasure.__name__ for argument in node.args):
                askers.add(path.name)
    assert "destruction.py" in askers
    assert askers <= {"destruction.py", "restore.py", "restoring.py"}
