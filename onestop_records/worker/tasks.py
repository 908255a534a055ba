"""What the worker does, in this order, and how often."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from onestop_records.audit.keys import KeyUnusable
from onestop_records.audit.sealing import seal_pending, signing_key
from onestop_records.interfaces import (
    IAlerts,
    IBookingWork,
    ICatalog,
    IClock,
    IEvaluations,
    IFourPropertyCheck,
    IIdempotency,
    IOutbox,
    IPermits,
    ISettings,
    IUploads,
)
from onestop_records.security.purge import purge
from onestop_records.services.lending import remind
from onestop_records.worker.clocks import pass_clocks
from onestop_records.worker.editions import Editions
from onestop_records.worker.execution import pass_disposals, pass_registers, pass_transfers
from onestop_records.worker.handover import archive_registers, complete_lists, open_handovers, put_aside
from onestop_records.worker.holdmarks import mark_holds
from onestop_records.worker.indexing import Indexing
from onestop_records.worker.mail import forget_notices, pass_letters
from onestop_records.worker.purge import pass_purges
from onestop_records.worker.reading import Reader
from onestop_records.worker.rebuild import rebuild
from onestop_records.worker.stocktaking import pass_stocktakings

MINUTE, HOUR = 60.0, 3600.0
CLOCKS = 20.0  # a limit may be minutes

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Task:
    """``run(request, reader)`` works in a transaction that is committed when it returns.

    It returns how much it did: when that is not 0, it is called again at once. ``every`` is in seconds,
    0 meaning at each round.
    """

    name: str
    run: Callable[[Any, Reader], int]
    every: float = 0.0


def pass_intents(request: Any, reader: Reader) -> int:
    """Index what has changed."""
    indexing = Indexing(request, reader)
    if indexing.rebuild_wanted():
        rebuild(request, reader)
    return indexing.pass_intents()


def pass_read(request: Any, reader: Reader) -> int:
    """Index the text of files read meanwhile."""
    return Indexing(request, reader).pass_read() if reader.ready() else 0


def seal(request: Any, reader: Reader) -> int:
    """Order, chain and seal new entries of the audit trail; without its key they wait and the log says so."""
    folder = request.find_service(ISettings).keys_folder
    site = request.site
    try:
        key = signing_key(site, folder)
    except KeyUnusable as error:
        logger.error("the audit trail cannot be sealed: %s", error)
        return 0
    return seal_pending(site, request.find_service(IClock), key, folder)


def retire_logs(request: Any, reader: Reader) -> int:
    """Drop the logs of writers that have gone."""
    request.find_service(IOutbox).retire()
    return 0


def try_again(request: Any, reader: Reader) -> int:
    """Index records anew that could not be."""
    failed = list(request.find_service(ICatalog).data.failed)
    if failed:
        Indexing(request, reader).index(failed)
    return 0


def pass_holds(request: Any, reader: Reader) -> int:
    """Mark what is held, after holds have changed."""
    return mark_holds(request)


def pass_editions(request: Any, reader: Reader) -> int:
    """Let new editions of retention classes reach running periods."""
    return Editions(request).step()


def end_sign_ins(request: Any, reader: Reader) -> int:
    """Drop sessions, tokens and marks of sign-ins that are over."""
    idle = timedelta(seconds=request.find_service(ISettings).session_idle)
    purge(request.site, request.find_service(IClock).now(), idle)
    return 0


def forget_unclaimed(request: Any, reader: Reader) -> int:
    """Drop uploads that no record took and answers kept for repeated requests, a day after."""
    return (
        request.find_service(IUploads).forget_expired() + request.find_service(IIdempotency).forget_expired()
    )


def check_again(request: Any, reader: Reader) -> int:
    """Check anew what was checked long ago, a little each time (DA/T 70-2018, on a schedule)."""
    request.find_service(IFourPropertyCheck).again()
    return 0


def pass_permits(request: Any, reader: Reader) -> int:
    """Note the end of permits, remind of loans and work material."""
    return int(request.find_service(IPermits).expire()) + remind(request)


def pass_alerts(request: Any, reader: Reader) -> int:
    """Add up what was counted of people against the thresholds."""
    return int(request.find_service(IAlerts).watch())


def count_evaluations(request: Any, reader: Reader) -> int:
    """Count what clients have said since into the results."""
    done: int = request.find_service(IEvaluations).tally()
    return done


def forget_invitations(request: Any, reader: Reader) -> int:
    """Drop addresses of evaluations that open nothing any more."""
    request.find_service(IEvaluations).forget_over()
    return 0


def pass_bookings(request: Any, reader: Reader) -> int:
    """Remind clients of appointments, tell windows of those that fell on closed time."""
    bookings = request.find_service(IBookingWork)
    return int(bookings.remind()) + int(bookings.displaced())


def forget_bookings(request: Any, reader: Reader) -> int:
    """Erase names of appointments that are kept no longer."""
    return int(request.find_service(IBookingWork).forget_names())


TASKS = (
    Task("intents", pass_intents),
    Task("read", pass_read),
    Task("seal", seal, every=1.0),
    Task("holds", pass_holds),
    Task("disposals", pass_disposals),
    Task("transfers", pass_transfers),
    Task("registers", pass_registers, every=MINUTE),
    Task("stocktakings", pass_stocktakings, every=MINUTE),
    Task("editions", pass_editions),
    Task("handovers", open_handovers),
    Task("put-aside", put_aside),
    Task("handover-lists", complete_lists, every=MINUTE),
    Task("handover-registers", archive_registers, every=MINUTE),
    Task("clocks", pass_clocks, every=CLOCKS),
    Task("permits", pass_permits, every=MINUTE),
    Task("bookings", pass_bookings, every=MINUTE),
    Task("booking-names", forget_bookings, every=HOUR),
    Task("alerts", pass_alerts, every=1.0),
    Task("logs", retire_logs, every=HOUR),
    Task("failed", try_again, every=HOUR),
    Task("sign-ins", end_sign_ins, every=HOUR),
    Task("unclaimed", forget_unclaimed, every=HOUR),
    Task("checks", check_again, every=HOUR),
    Task("evaluations", count_evaluations),
    Task("invitations", forget_invitations, every=HOUR),
    Task("letters", pass_letters, every=1.0),
    Task("notices", forget_notices, every=HOUR),
    Task("purges", pass_purges),
)
