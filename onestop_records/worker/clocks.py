"""The worker looks after running clocks (casework, *Clocks*)."""

from typing import Any

from pyramid.registry import Registry
from transaction.interfaces import TransientError

from onestop_records.interfaces import IDeadlines
from onestop_records.storage.work import work
from onestop_records.worker.indexing import WORKER

AT_ONCE = 50  # clocks in one transaction
ATTEMPTS = 20  # somebody may be working on the very case


def pass_clocks(request: Any, reader: Any) -> int:
    """Warn, chase, escalate, recompute; a few at a time."""
    done: int = request.find_service(IDeadlines).run(AT_ONCE)
    return done


def run_clocks(registry: Registry) -> int:
    """All that is to be done now, in as many transactions as it takes; return how much it was."""
    total, attempts = 0, 0
    while True:
        try:
            with work(registry, WORKER) as request:
                done = pass_clocks(request, None)
                request.tm.commit()
        except TransientError:
            attempts += 1
            if attempts == ATTEMPTS:
                raise
            continue
        if not done:
            return total
        total, attempts = total + done, 0
