"""The batches of an import: how much goes into one transaction, and what happens when it conflicts."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from transaction.interfaces import TransientError

from onestop_records.cli.instance import Instance
from onestop_records.events import Actor, RecordsImported
from onestop_records.interfaces import IImporting, INotifier
from onestop_records.models.identity import new_id
from onestop_records.services.importing import Outcome
from onestop_records.services.manifest import Row
from onestop_records.services.source import Source

BATCH = 100  # rows of one transaction; memory holds no more than that
ATTEMPTS = 10


class Bulk:
    """One run of an import over all rows."""

    def __init__(
        self, opened: Instance, source: Source, actor: Actor, filing: bool = False, trial: bool = False
    ) -> None:
        self.opened = opened
        self.source = source
        self.actor = actor
        self.filing = filing
        self.trial = trial

    def run(self, rows: Sequence[Row]) -> Iterator[list[Outcome]]:
        """Yield the outcomes of each batch once it is committed."""
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            outcomes: list[Outcome] = self._attempt(partial(self._take, batch))
            if self.filing and not self.trial:
                outcomes = self._attempt(partial(self._file, outcomes))
            yield outcomes

    def close(self, name: str, counts: Counter[str]) -> None:
        """Note the import in the audit trail; a trial and a run that added nothing are not."""
        if self.trial or not (counts["imported"] or counts["filed"]):
            return

        def note(request: Any) -> None:
            request.find_service(INotifier)(
                RecordsImported(request.actor, new_id(), kind="import", after={"name": name, **counts})
            )

        self._attempt(note)

    def _take(self, batch: Sequence[Row], request: Any) -> list[Outcome]:
        service = request.find_service(IImporting)
        outcomes: list[Outcome] = service.take(batch, self.source, self.trial, self.filing)
        return outcomes

    def _file(self, taken: Sequence[Outcome], request: Any) -> list[Outcome]:
        outcomes = [replace(outcome) for outcome in taken]  # begun again from the same when it conflicts
        request.find_service(IImporting).file(outcomes)
        return outcomes

    def _attempt(self, act: Callable[[Any], Any]) -> Any:
        """Act in a transaction, again when another process was in the way."""
        for attempt in range(ATTEMPTS):
            try:
                with self.opened.work(self.actor) as request:
                    result = act(request)
                    if not self.trial:
                        request.tm.commit()
                    return result
            except TransientError:
                if attempt == ATTEMPTS - 1:
                    raise
        return None
