"""Batches: opening, appraisal, approval, cooling off, objections (lifecycle, *Appraisal and destruction*)."""

from datetime import date, timedelta

import pytest
from zope.interface.verify import verifyObject

from onestop_records import interfaces
from onestop_records.errors import Conflict, Missing, Refused, Violations
from onestop_records.interfaces import IAudit, ICapture, IDisposals, IFiling, IHolds, IObjections
from onestop_records.models.component import Component
from tests import batches as b
from tests.received import received

CAPTURED = {"type": "document", "title": "旧函", "date": "2010-03-04", "creator": "协会", "category": "WS"}


def refused_with(call, *args, error=Refused, **words):
    with pytest.raises(error) as caught:
        call(*args, **words)
    return {violation.field for violation in caught.value.violations}


def test_services_keep_their_contracts(world):
    names = "IDisposals IObjections IAppraisal IWitnessing IDestruction IExecution IImpediments IRegisters"
    with world.work() as request:
        for name in [*names.split(), "ITransfers", "ITransferring"]:
            interface = getattr(interfaces, name)
            assert verifyObject(interface, request.find_service(interface))


def test_a_batch_is_opened_from_what_is_due_and_nothing_else(world):
    (due,) = b.put_in(world, 1)
    (undue,) = b.put_in(world, 1, retention_due=date(2027, 1, 1))
    (permanent,) = b.put_in(world, 1, retention_due=None)
    (captured,) = b.put_in(world, 1, state="captured")
    (item,) = b.put_in(world, 1, volume=due)
    for wrong in (undue, permanent, captured, item, "nobody"):
        assert refused_with(b.opened, world, [due, wrong], error=Violations) == {"records"}
    assert b.state(world, b.opened(world, [due])) == "drafted"


def test_rows_stand_in_the_order_of_their_codes(world):
    ids = b.put_in(world, 3)
    batch = b.opened(world, [ids[2], ids[0], ids[1]])
    assert [row.record for row in b.rows(world, batch)] == ids


def test_a_record_is_in_one_open_batch_alone(world):
    ids = b.put_in(world, 2)
    first = b.opened(world, ids)
    assert refused_with(b.opened, world, ids[:1], error=Violations) == {"records"}
    b.make(world, b.PROPOSER, first, "cancel", "错了")
    b.opened(world, ids)


def test_a_batch_is_of_one_unit_one_fonds_and_accounts_apart(world):
    ids = b.put_in(world, 1)
    assert refused_with(b.opened, world, ids + b.put_in(world, 1, unit="XXB"), error=Violations)
    assert refused_with(b.opened, world, ids + b.put_in(world, 1, category="KU"), error=Violations)


def test_held_records_do_not_come_into_a_batch(world):
    ids = b.put_in(world, 2)
    hold(world, ids[:1])
    assert refused_with(b.opened, world, ids, error=Violations) == {"records"}


def test_unsettled_debts_do_not_come_into_a_batch(world):
    """会计档案管理办法 第十九条; an item's debt keeps its volume out."""
    volume, other = b.put_in(world, 2)
    (item,) = b.put_in(world, 1, description={"unsettled": True}, volume=volume)
    with world.work() as request:
        request.site.records[volume].items = (item,)
    assert refused_with(b.opened, world, [volume], error=Violations) == {"records"}
    b.opened(world, [other])


def hold(world, ids):
    values = {"title": "诉讼", "reason": "未决", "mandate": "经理办公会", "kind": "records", "records": ids}
    with world.work("manager") as request:
        return request.find_service(IHolds).place(values).id


def test_all_that_is_due_is_found_by_unit_year_and_class(world):
    with world.work("staff") as request:
        capture = request.find_service(ICapture)
        ids = [
            capture.capture({**CAPTURED, "retention": code}, [received(request, code.encode())]).id
            for code in ("D10", "D30", "Y")
        ]
    with world.work() as request:
        for record_id in ids:
            request.find_service(IFiling).file(request.site.records[record_id])
    world.index()
    with world.work() as request:
        disposals = request.find_service(IDisposals)
        values = {"title": "到期", "unit": "QYB", "year": 2010}
        assert [record.id for record in disposals.candidates(values)] == ids[:1]
        assert disposals.open(values).size == 1
    with world.work() as request:
        assert refused_with(request.find_service(IDisposals).open, values, error=Violations) == {"records"}


def test_rows_are_dropped_before_appraisal_with_a_reason(world):
    batch = b.opened(world, b.put_in(world, 3))
    with world.work() as request:
        disposal, disposals = request.site.disposals[batch], request.find_service(IDisposals)
        assert refused_with(disposals.drop, disposal, [1], "") == {"reason"}
        disposals.drop(disposal, [1, 3], "误列")
        assert [row.sequence for row in disposal.rows()] == [2] and disposal.size == 1
        assert len(request.site.disposals.disposing) == 1


def test_two_opinions_one_of_each_side_on_every_row(world):
    batch = b.opened(world, b.put_in(world, 3))
    b.make(world, b.PROPOSER, batch, "appraise")
    assert b.opine(world, "archivist", batch) == 3
    assert b.opine(world, "archivist2", batch) == 3
    assert refused_with(b.make, world, b.PROPOSER, batch, "propose") == {"rows"}  # both of the archive
    assert b.opine(world, "head", batch, rows=[1, 2]) == 2
    assert refused_with(b.make, world, b.PROPOSER, batch, "propose") == {"rows"}
    b.opine(world, "head", batch, "permanent", rows=[3])
    assert refused_with(b.make, world, b.PROPOSER, batch, "propose") == {"rows"}  # they differ
    b.opine(world, "head", batch, rows=[3])
    b.make(world, b.PROPOSER, batch, "propose")


def test_who_belongs_to_neither_side_gives_no_opinion(world):
    batch = b.opened(world, b.put_in(world, 1))
    b.make(world, b.PROPOSER, batch, "appraise")
    for person in ("staff2", "manager", "auditor"):
        assert refused_with(b.opine, world, person, batch) == {"appraiser"}


def test_the_head_of_the_office_stands_in_for_the_only_archivist(world):
    with world.work("admin") as request:
        head = request.site.people["manager2"]
        head.roles = frozenset({"staff", "head"})
        head.appointments = request.site.people["archivist"].appointments
    batch = b.opened(world, b.put_in(world, 1))
    b.make(world, b.PROPOSER, batch, "appraise")
    assert refused_with(b.opine, world, "manager2", batch) == {"appraiser"}
    with world.work("admin") as request:
        request.site.people["archivist2"].closed = True
    b.opine(world, "manager2", batch)
    b.opine(world, "clerk", batch)
    b.make(world, b.PROPOSER, batch, "propose")


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"decision": "burn"}, {"decision"}),
        ({"decision": "permanent"}, {"reason"}),
        ({"decision": "extend", "reason": "x"}, {"until"}),
        ({"decision": "extend", "reason": "x", "until": date(2026, 11, 23)}, {"until"}),
    ],
)
def test_opinions_that_make_no_sense_are_refused(world, values, fields):
    batch = b.opened(world, b.put_in(world, 1))
    b.make(world, b.PROPOSER, batch, "appraise")
    with world.work() as request:
        give = request.find_service(interfaces.IAppraisal).give
        assert refused_with(give, request.site.disposals[batch], values) == fields


def test_nobody_gives_an_opinion_on_what_they_are_not_cleared_for(world):
    ids = b.put_in(world, 1) + b.put_in(world, 1, "confidential")
    batch = b.opened(world, ids)
    b.make(world, b.PROPOSER, batch, "appraise")
    assert b.opine(world, "clerk", batch) == 1
    assert refused_with(b.opine, world, "clerk", batch, rows=[1, 2]) == {"rows"}
    with world.work("clerk") as request:
        shown, _ = request.find_service(IDisposals).rows(request.site.disposals[batch])
        assert [row.sequence for row in shown] == [1]


def test_bulk_opinions_are_narrowed_by_query(world):
    ids = b.put_in(world, 2) + b.put_in(world, 2, year=2011)
    batch = b.opened(world, ids)
    b.make(world, b.PROPOSER, batch, "appraise")
    with world.work() as request:
        give, disposal = request.find_service(interfaces.IAppraisal).give, request.site.disposals[batch]
        assert give(disposal, {"decision": "destroy"}, narrowed={"year": "2011"}) == 2
        assert give(disposal, {"decision": "destroy"}, narrowed={"carrier": "electronic"}) == 4
        nothing = refused_with(give, disposal, {"decision": "destroy"}, narrowed={"year": "1999"})
        assert nothing == {"rows"}


def test_rows_come_in_pages(world):
    batch = b.opened(world, b.put_in(world, 5))
    with world.work() as request:
        disposals, disposal = request.find_service(IDisposals), request.site.disposals[batch]
        first, after = disposals.rows(disposal, limit=2)
        second, after = disposals.rows(disposal, after=after, limit=2)
        last, end = disposals.rows(disposal, after=after, limit=2)
        assert [r.sequence for r in (*first, *second, *last)] == [1, 2, 3, 4, 5] and end == 0


def test_cooling_off_is_seven_days_for_electronic_content_and_none_for_paper(world):
    electronic = b.approved(world, b.put_in(world, 1))
    paper = b.approved(world, b.put_in(world, 1, carrier="paper"))
    both = b.approved(world, b.put_in(world, 1, carrier="both"))
    with world.work() as request:
        waits = [
            request.site.disposals[x].cooling_until - world.clock.now() for x in (electronic, paper, both)
        ]
    assert waits == [timedelta(days=7), timedelta(0), timedelta(days=7)]


def test_execution_waits_for_cooling_off_and_witnesses(world):
    b.set_passwords(world)
    batch = b.approved(world, b.put_in(world, 1))
    assert refused_with(b.make, world, b.PROPOSER, batch, "execute") == {"cooling_off", "witness"}
    b.check(world, b.WITNESS, batch)
    world.clock.forward(days=6, hours=23)
    assert refused_with(b.make, world, b.PROPOSER, batch, "execute") == {"cooling_off", "witness"}
    world.clock.forward(hours=1)
    assert refused_with(b.make, world, b.PROPOSER, batch, "execute") == {"witness"}
    b.check(world, b.WITNESS_OF_UNIT, batch)
    b.make(world, b.PROPOSER, batch, "execute")


def test_returning_rejecting_cancelling_want_a_reason(world):
    batch = b.appraised(world, b.put_in(world, 1))
    for name, person in (("return", "manager"), ("reject", "manager"), ("cancel", "archivist")):
        assert refused_with(b.make, world, person, batch, name) == {"reason"}
    b.make(world, "manager", batch, "return", "意见不全")
    assert b.state(world, batch) == "returned"
    b.make(world, b.PROPOSER, batch, "appraise")
    b.make(world, b.PROPOSER, batch, "propose")
    b.make(world, "manager", batch, "reject", "仍有用")
    b.carry_out(world)
    assert [row.outcome for row in b.rows(world, batch)] == ["refused"]
    with world.work() as request:
        assert not request.site.disposals.disposing and not request.site.disposals.active


def test_a_batch_cannot_be_cancelled_once_it_is_executed(world):
    batch = b.executing(world, b.put_in(world, 1))
    refused_with(b.make, world, b.PROPOSER, batch, "cancel", "停", error=Conflict)


def test_rows_refused_stay_and_are_marked(world):
    ids = b.put_in(world, 3)
    batch = b.appraised(world, ids)
    assert refused_with(b.make, world, "manager", batch, "approve", rows=[2]) == {"reason"}
    b.make(world, "manager", batch, "approve", "尚有诉讼价值", rows=[2])
    b.carry_out(world)
    assert [row.outcome for row in b.rows(world, batch)] == ["", "refused", ""]
    with world.work() as request:
        assert request.site.records[ids[1]].filed
        marked = request.find_service(IAudit).entries(ids[1])[-1]
        assert (marked.act, marked.reason) == ("record-appraised", "尚有诉讼价值")
        assert marked.after["decision"] == "kept"


def test_an_objection_stops_execution_until_a_manager_decides(world):
    ids = b.put_in(world, 3)
    batch = b.approved(world, ids)
    with world.work("staff") as request:
        objections, disposal = request.find_service(IObjections), request.site.disposals[batch]
        assert refused_with(objections.raise_, disposal, "", ids[0]) == {"reason"}
        assert refused_with(objections.raise_, disposal, "x", "nobody") == {"record"}
        assert objections.raise_(disposal, "本部门仍在使用", ids[0]).number == 1
        objections.raise_(disposal, "请缓办")
    b.set_passwords(world)
    for person in (b.WITNESS, b.WITNESS_OF_UNIT):
        b.check(world, person, batch)
    world.clock.forward(days=7)
    assert refused_with(b.make, world, b.PROPOSER, batch, "execute") == {"objections"}
    with world.work("manager2") as request:
        objections, disposal = request.find_service(IObjections), request.site.disposals[batch]
        objections.settle(disposal, 1, True, "同意保留")
        objections.settle(disposal, 2, False, "理由不足")
        with pytest.raises(Missing):
            objections.settle(disposal, 2, False, "再来")
    b.make(world, b.PROPOSER, batch, "execute")
    b.carry_out(world)
    assert [row.outcome for row in b.rows(world, batch)] == ["refused", "destroyed", "destroyed"]


def test_nobody_decides_on_an_objection_of_their_own(world):
    batch = b.approved(world, b.put_in(world, 1))
    with world.work("manager2") as request:
        objections, disposal = request.find_service(IObjections), request.site.disposals[batch]
        objections.raise_(disposal, "不妥")
        assert refused_with(objections.settle, disposal, 1, True, "好") == {"objections"}


def test_who_may_not_know_of_the_record_cannot_object(world):
    ids = b.put_in(world, 1, "confidential")
    batch = b.approved(world, ids)
    with world.work("staff2") as request:
        objections, disposal = request.find_service(IObjections), request.site.disposals[batch]
        assert refused_with(objections.raise_, disposal, "x", ids[0]) == {"record"}
        assert refused_with(objections.raise_, disposal, "x") == {"record"}


def test_the_approver_is_cleared_for_all_of_it(world):
    batch = b.appraised(world, b.put_in(world, 1))
    with world.work() as request:
        row = next(request.site.disposals[batch].rows())
        record = request.site.records[row.record]
        record.data_category, record.readers = "sensitive", ("archivist",)
    assert refused_with(b.make, world, "manager", batch, "approve") == {"approver"}


def test_every_act_leaves_an_entry(world):
    batch = b.executing(world, b.put_in(world, 1))
    with world.work() as request:
        acts = [entry.act for entry in request.find_service(IAudit).entries(batch)]
    assert acts == [
        "disposal-opened",
        "disposal-moved",
        "opinion-given",
        "opinion-given",
        "disposal-moved",
        "disposal-moved",
        "witness-checked",
        "witness-checked",
        "disposal-moved",
    ]


def test_a_component_stays_until_the_end(world):
    ids = b.put_in(world, 1)
    b.approved(world, ids)
    with world.work() as request:
        assert isinstance(request.site.records[ids[0]].files[0], Component)
