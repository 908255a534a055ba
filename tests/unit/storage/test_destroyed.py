from datetime import UTC, datetime

import pytest

from onestop_records.interfaces import IAudit, IErasure, INotifier
from onestop_records.models.purge import Erased
from onestop_records.storage.destroyed import FILE, DestructionLedger, LedgerBroken
from onestop_records.storage.reapplying import Reapplying
from tests import batches as b

AT = datetime(2026, 11, 23, 4, tzinfo=UTC)


def erased(record, **sizes):
    return Erased(record, f"WS-{record}", "b1", AT, sizes, b"", ())


@pytest.fixture
def ledger(tmp_path):
    ledger = DestructionLedger(tmp_path / "destroyed.jsonl")
    assert ledger.append([erased("r1", aa=1), erased("r2", bb=2)]) == 2
    return ledger


def test_is_read_as_it_was_written(ledger):
    found = [(entry.number, entry.record, entry.digests) for entry in ledger.read()]
    assert found == [(1, "r1", ("aa",)), (2, "r2", ("bb",))]


def test_notes_nothing_twice(ledger):
    assert ledger.append([erased("r2", bb=2), erased("r3", cc=3)]) == 1
    assert [entry.number for entry in ledger.read()] == [1, 2, 3]


def test_a_line_cut_off_by_a_crash_is_written_again(ledger):
    ledger.path.write_bytes(ledger.path.read_bytes()[:-20])
    assert ledger.append([erased("r2", bb=2)]) == 1
    assert [entry.record for entry in ledger.read()] == ["r1", "r2"]


@pytest.mark.parametrize("change", [("r1", "r9"), ('"number":2', '"number":3'), ("{", "[")])
def test_a_change_is_noticed(ledger, change):
    ledger.path.write_text(ledger.path.read_text().replace(*change, 1))
    with pytest.raises(LedgerBroken):
        ledger.read()


def test_a_line_taken_out_is_noticed(ledger):
    ledger.path.write_text("".join(ledger.path.read_text().splitlines(keepends=True)[1:]))
    with pytest.raises(LedgerBroken):
        ledger.read()


def test_takes_over_what_another_ledger_knows(ledger, tmp_path):
    other = DestructionLedger(tmp_path / "other.jsonl")
    other.append([erased("r3", cc=3), erased("r1", aa=1)])
    assert ledger.adopt(other.read()) == 1
    assert [entry.record for entry in ledger.read()] == ["r1", "r2", "r3"]


def test_what_was_given_away_is_told_from_what_was_destroyed(world, tmp_path):
    """A restore that finds it in the ledger says transferred of it, as the tombstone said (lifecycle)."""
    given, destroyed = b.put_in(world, 2)
    book = DestructionLedger(tmp_path / FILE)
    for record_id, outcome in ((given, "transferred"), (destroyed, "destroyed")):
        one = Erased(record_id, "", "batch", world.clock.now(), {}, b"", ())
        book.append([one], outcome)
    assert [entry.outcome for entry in book.read()] == ["transferred", "destroyed"]
    assert b"outcome" not in book.path.read_bytes().splitlines()[1]  # as ledgers have always been
    with world.work("system") as request:
        notifier, erasure = request.find_service(INotifier), request.find_service(IErasure)
        again = Reapplying(request.site, world.clock, request.actor, notifier, erasure, "restore")
        assert again.step(book.read()) == 2
        states = [request.site.records[each].state for each in (given, destroyed)]
        outcomes = [request.site.records[each].tombstone.outcome for each in (given, destroyed)]
    assert states == outcomes == ["transferred", "destroyed"]
    with world.work("auditor") as request:
        acts = [request.find_service(IAudit).entries(each)[-1].act for each in (given, destroyed)]
    assert acts == ["record-transferred", "record-destroyed"]
