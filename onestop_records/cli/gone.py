"""What ``verify --destroyed`` finds: traces of what was destroyed, a broken ledger, backups that hold it."""

from collections.abc import Iterator
from typing import Any

from onestop_records.cli.instance import Instance
from onestop_records.interfaces import IClock, IPurge
from onestop_records.models.purge import Purge
from onestop_records.storage.backupnote import read_notes
from onestop_records.storage.destroyed import FILE, DestructionLedger, LedgerBroken
from onestop_records.storage.maintenance import maintenance


def destroyed_answer(opened: Instance) -> dict[str, Any]:
    """The structural verification of everything ever destroyed; waits for a backup or pack to end."""
    with maintenance(opened.settings, wait=True), opened.work() as request:
        purges = list(request.site.purges.values())
        finished = [purge for purge in purges if purge.finished]
        findings = list(request.find_service(IPurge).traces([purge.batch for purge in finished]))
        findings += _against_ledger(opened, request.site, finished)
        now = request.find_service(IClock).now()
        backups = [note for note in read_notes(opened.settings) if note.expires > now]
        return {
            "records": sum(len(purge.erased) for purge in finished),
            "unfinished": [purge.batch for purge in purges if not purge.finished],
            "backups": [f"{n.place} {n.id} until {n.expires:%Y-%m-%d}" for n in backups],
            "findings": findings,
        }


def _against_ledger(opened: Instance, site: Any, finished: list[Purge]) -> Iterator[str]:
    try:
        entries = DestructionLedger(opened.settings.instance / FILE).read()
    except LedgerBroken as error:
        yield str(error)
        return
    noted = {entry.record for entry in entries}
    for purge in finished:
        yield from (f"{record}: not in the ledger" for record in purge.erased if record not in noted)
    for entry in entries:
        record = site.records.get(entry.record)
        if record is not None and record.tombstone is None:
            yield f"{entry.record}: the ledger says destroyed, and it is there"
