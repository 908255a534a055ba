"""Carrying out: row by row, resumable, held out, failed, waiting for paper (lifecycle, steps 7 and 9)."""

from datetime import date

import pytest

from onestop_records.interfaces import IAudit, IExecution, IHolds, IWitnessing
from onestop_records.worker.execution import pass_disposals
from tests import batches as b


class Stopped(BaseException):
    """The process is killed here."""


def hold(world, ids):
    values = {"title": "诉讼", "reason": "未决", "mandate": "经理办公会", "kind": "records", "records": ids}
    with world.work("manager") as request:
        request.find_service(IHolds).place(values)


def outcomes(world, batch):
    return [row.outcome for row in b.rows(world, batch)]


def test_decisions_other_than_destruction_are_carried_out_at_once(world):
    ids = b.put_in(world, 4)
    until = date(2040, 1, 1)
    decisions = {1: ("extend", until), 2: ("permanent", None), 3: ("transfer", None)}
    batch = b.approved(world, ids, decisions)
    b.carry_out(world)
    assert outcomes(world, batch) == ["extended", "permanent", "transfer", ""]
    with world.work() as request:
        records = [request.site.records[each] for each in ids]
        assert [r.retention_due for r in records[:2]] == [until, None]
        assert {r.retention for r in records} == {"D10"}  # the code stays, and with it the class
        assert all(r.filed for r in records)
        assert set(request.site.disposals.disposing) == {ids[3]}


def test_a_batch_without_anything_to_destroy_is_settled(world):
    batch = b.approved(world, b.put_in(world, 1), {1: ("permanent", None)})
    b.carry_out(world)
    assert b.state(world, batch) == "settled"


def test_a_hold_after_approval_takes_the_record_out_with_a_note(world):
    ids = b.put_in(world, 3)
    batch = b.approved(world, ids)
    b.carry_out(world)
    hold(world, ids[1:2])
    b.carry_out(world)
    assert outcomes(world, batch) == ["", "held", ""]
    assert "诉讼" in b.rows(world, batch)[1].note
    with world.work() as request:
        assert request.find_service(IAudit).entries(batch)[-1].act == "rows-changed"
        assert list(request.site.disposals[batch].destroyable) == [1, 3]


def test_a_hold_between_approval_and_execution_that_nobody_has_seen_yet_is_kept(world):
    ids = b.put_in(world, 2)
    batch = b.executing(world, ids)
    hold(world, ids[:1])
    b.carry_out(world)
    assert outcomes(world, batch) == ["held", "destroyed"]
    with world.work() as request:
        assert request.site.records[ids[0]].files


def test_a_hold_placed_while_execution_runs_stops_what_is_not_done(world):
    ids = b.put_in(world, 4)
    batch = b.executing(world, ids)
    with world.work("system") as request:
        disposal = request.site.disposals[batch]
        request.find_service(IExecution).act(disposal, 1)
    hold(world, ids)
    b.carry_out(world)
    assert outcomes(world, batch) == ["destroyed", "held", "held", "held"]


def test_what_fails_stays_with_the_reason_and_the_rest_goes_on(world):
    ids = b.put_in(world, 3)
    batch = b.executing(world, ids)
    with world.work() as request:
        request.site.records[ids[1]].retention_due = date(2100, 1, 1)
        request.site.records[ids[2]].keeping = "nobody's"
    b.carry_out(world)
    assert outcomes(world, batch) == ["destroyed", "failed", "failed"]
    assert all(row.note for row in b.rows(world, batch)[1:])


def test_a_debt_that_is_not_settled_holds_its_record_out(world):
    ids = b.put_in(world, 2)
    batch = b.executing(world, ids)
    with world.work() as request:
        request.site.records[ids[1]].description = {"unsettled": True}
    b.carry_out(world)
    assert outcomes(world, batch) == ["destroyed", "held"]
    assert b.rows(world, batch)[1].note


def test_what_no_rule_foresaw_fails_one_row(world):
    ids = b.put_in(world, 3)
    batch = b.executing(world, ids)
    with world.work() as request:
        request.site.records[ids[1]].files = ("no component",)
    b.carry_out(world)
    assert outcomes(world, batch) == ["destroyed", "failed", "destroyed"]


def test_paper_waits_for_the_witnesses_marks(world):
    electronic, paper = b.put_in(world, 1), b.put_in(world, 2, carrier="both")
    batch = b.executing(world, electronic + paper)
    b.carry_out(world)
    assert outcomes(world, batch) == ["destroyed", "", ""]
    assert b.state(world, batch) == "executing"
    values = {"method": "监销化浆", "time": "2026-11-30 10:00", "place": "市纸厂"}
    with world.work(b.WITNESS) as request:
        assert request.find_service(IWitnessing).mark_paper(request.site.disposals[batch], values, [2]) == 1
    b.carry_out(world)
    assert outcomes(world, batch) == ["destroyed", "destroyed", ""]
    with world.work(b.WITNESS) as request:
        request.find_service(IWitnessing).mark_paper(request.site.disposals[batch], values)
    b.carry_out(world)
    assert b.state(world, batch) == "purging"
    with world.work() as request:
        assert request.site.records[paper[0]].tombstone.paper == "监销化浆, 2026-11-30 10:00, 市纸厂"


def test_destroyed_is_said_only_after_purge_and_both_signatures(world):
    batch = b.executing(world, b.put_in(world, 2))
    b.carry_out(world)
    assert b.state(world, batch) == "purging"
    finish_purge(world, batch)
    b.carry_out(world)
    b.sign(world, b.WITNESS, batch)
    b.carry_out(world)
    assert b.state(world, batch) == "purging"
    b.sign(world, b.WITNESS_OF_UNIT, batch)
    b.carry_out(world)
    assert b.state(world, batch) == "destroyed"


def test_signatures_alone_do_not_make_it_destroyed(world):
    batch = b.executing(world, b.put_in(world, 1))
    b.carry_out(world)
    for person in (b.WITNESS, b.WITNESS_OF_UNIT):
        b.sign(world, person, batch)
    b.carry_out(world)
    assert b.state(world, batch) == "purging"


def finish_purge(world, batch):
    """As the purge does when it has proved that nothing is left."""
    with world.work("system") as request:
        request.site.purges[batch].step = "finished"


@pytest.mark.parametrize("stop", range(1, 9))
def test_stopped_at_any_step_it_goes_on_where_it_was(world, stop):
    """Killed before or after the commit of each row: nothing is half done, nothing is done twice."""
    ids = b.put_in(world, 4)
    batch = b.executing(world, ids)
    count = 0

    def die(*_):
        nonlocal count
        count += 1
        if count == stop:
            raise Stopped

    with pytest.raises(Stopped), world.work("system") as request:
        commit = request.tm.commit

        def commit_or_die():
            die()
            commit()
            die()

        request.tm = Dying(request.tm, commit_or_die)
        pass_disposals(request, None)
    with world.work("system") as request:
        for row in request.site.disposals[batch].rows():
            record = request.site.records[row.record]
            assert (row.outcome == "destroyed") == record.gone == (row.sequence <= stop // 2)
    b.carry_out(world)
    assert outcomes(world, batch) == ["destroyed"] * 4
    with world.work("system") as request:
        for each in ids:
            acts = [entry.act for entry in request.find_service(IAudit).entries(each)]
            assert acts == ["record-destroyed"]


class Dying:
    """A transaction manager that may be killed around its commits."""

    def __init__(self, manager, commit):
        self.manager = manager
        self.commit = commit

    def __getattr__(self, name):
        return getattr(self.manager, name)
