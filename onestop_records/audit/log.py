"""Writing the trail, in the acting transaction, and reading it."""

from collections.abc import Callable, Iterator

from onestop_records.audit.plain import plain_mapping
from onestop_records.audit.shielding import shielded
from onestop_records.clock import Clock
from onestop_records.events import Event
from onestop_records.models.entry import AuditTrail, Bundle, Entry
from onestop_records.models.site import Site


def entry_of(event: Event, clock: Clock, site: Site | None = None) -> Entry:
    """What the trail says of an event; with the ``site``, shielded."""
    before, after = event.before, event.after
    if site is not None:
        before, after = (shielded(site, event.subject, values) for values in (before, after))
    return Entry(
        at=clock.now().isoformat(timespec="milliseconds"),
        person=event.actor.person,
        address=event.actor.address,
        way=event.actor.way,
        act=event.act,
        subject=event.subject,
        kind=event.kind,
        reason=event.reason,
        outcome=event.outcome,
        before=plain_mapping(before),
        after=plain_mapping(after),
    )


def write(audit: AuditTrail, entry: Entry) -> None:
    """Put an entry into the bundle of the running transaction.

    No other entry is read and no other writer's key touched, so acts never conflict over the trail.
    """
    connection = audit._p_jar
    transaction = connection.transaction_manager.get()
    try:
        bundle, slots = transaction.data(audit)
    except KeyError:
        bundle, slots = None, set()
    if bundle is None or bundle._p_jar is None:  # the second: undone together with a savepoint
        bundle, slots = Bundle(), set()
        connection.add(bundle)
        transaction.set_data(audit, (bundle, slots))
    slot = audit.pending.slot(entry.subject)
    if slot not in slots:
        slots.add(slot)
        audit.pending.put(slot, bundle)
    bundle.append(entry)


def listener(site: Site, clock: Clock) -> Callable[[Event], None]:
    """What the notifier tells of every event."""
    return lambda event: write(site.audit, entry_of(event, clock, site))


def sealed(audit: AuditTrail, subject: str) -> Iterator[Entry]:
    """The sealed entries of a subject in order."""
    return (Entry.read(text) for page in audit.trail(subject) for text in page.texts)


def unsealed(audit: AuditTrail, subject: str) -> Iterator[Entry]:
    """The entries of a subject that wait for a seal, in the order of their transactions."""
    bundles = sorted(audit.pending.of(subject), key=Bundle.order)
    return (entry for bundle in bundles for entry in bundle.entries() if entry.subject == subject)
