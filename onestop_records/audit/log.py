"""Writing the trail, in the acting transaction, and reading it."""

from collections.abc import Callable, Iterator

from pyramid.request import Request
from zope.interface import implementer

from onestop_records.audit.findings import Finding
from onestop_records.audit.plain import plain_mapping
from onestop_records.audit.verify import verify_store
from onestop_records.clock import Clock
from onestop_records.events import Event
from onestop_records.interfaces import IAudit, ISettings
from onestop_records.models.entry import AuditTrail, Bundle, Entry
from onestop_records.models.site import Site
from onestop_records.settings import Settings


def entry_of(event: Event, clock: Clock) -> Entry:
    """What the trail says of an event."""
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
        before=plain_mapping(event.before),
        after=plain_mapping(event.after),
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
    return lambda event: write(site.audit, entry_of(event, clock))


def sealed(audit: AuditTrail, subject: str) -> Iterator[Entry]:
    """The sealed entries of a subject in order."""
    return (Entry.read(text) for page in audit.trail(subject) for text in page.texts)


def unsealed(audit: AuditTrail, subject: str) -> Iterator[Entry]:
    """The entries of a subject that wait for a seal, in the order of their transactions."""
    bundles = sorted(audit.pending.of(subject), key=Bundle.order)
    return (entry for bundle in bundles for entry in bundle.entries() if entry.subject == subject)


@implementer(IAudit)
class Audit:
    """The audit trail as pages, API and commands read it."""

    def __init__(self, site: Site, settings: Settings) -> None:
        self.site = site
        self.settings = settings

    def entries(self, subject: str) -> list[Entry]:
        """All entries of a subject in order, sealed ones first."""
        return [*sealed(self.site.audit, subject), *unsealed(self.site.audit, subject)]

    def verify(self) -> list[Finding]:
        """Every finding; an empty list when clean."""
        return verify_store(self.site, self.settings.keys_folder).findings


def audit_factory(context: object, request: Request) -> Audit:
    return Audit(request.site, request.find_service(ISettings))
