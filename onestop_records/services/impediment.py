"""What may stand against disposing of a record; later rules join with ``config.add_impediment(factory)``."""

from collections.abc import Callable, Iterable, Iterator

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IHolds, IImpediments
from onestop_records.models.gate import HANDOVERS
from onestop_records.models.handover import RECORD
from onestop_records.models.record import Record

Impediment = Callable[[Record], Iterable[Violation]]
ImpedimentFactory = Callable[[Request], Impediment]


@implementer(IImpediments)
class Impediments:
    """All of them, in the order of registration."""

    def __init__(self, impediments: Iterable[Impediment]) -> None:
        self.impediments = tuple(impediments)

    def __call__(self, record: Record) -> list[Violation]:
        return [violation for impediment in self.impediments for violation in impediment(record)]


def held(request: Request) -> Impediment:
    """Holds (处置冻结): their gate is read first, so that one placed at this moment is not passed by."""
    holds = request.find_service(IHolds)

    def violations(record: Record) -> Iterator[Violation]:
        holds.gate().read()
        for hold in holds.covering(record):
            yield Violation("hold", _("It is held: ${title}", mapping={"title": hold.title}))

    return violations


def unsettled(request: Request) -> Impediment:
    """Accounting records of debts that are not settled are held out (会计档案管理办法 第十九条)."""

    def violations(record: Record) -> Iterator[Violation]:
        if record.get("unsettled"):
            yield Violation("unsettled", _("A debt or claim it proves is not settled"))

    return violations


def handed_over(request: Request) -> Impediment:
    """What is in a custody handover waits until that is signed; its gate is read first, as for holds."""
    site = request.site

    def violations(record: Record) -> Iterator[Violation]:
        site.gates[HANDOVERS].read()
        holder = site.holder(record.keeping) if record.keeping in site.keepings else ""
        handover = site.handovers.of(holder)
        row = handover.row_of(RECORD, record.id) if handover is not None else None
        if row is not None and row.open:
            yield Violation("handover", _("It is being handed over to another custodian"))

    return violations


def in_custody(request: Request) -> Impediment:
    """What is disposed of is in somebody's custody (lifecycle, step 7), whose account is in force."""

    def violations(record: Record) -> Iterator[Violation]:
        keeping = request.site.keepings.get(record.keeping)
        holder = request.site.people.get(keeping.holder) if keeping is not None else None
        if holder is None or holder.closed:
            yield Violation("custody", _("Nobody answers for it: its custody is settled first"))

    return violations


def add_impediment(config: Configurator, factory: ImpedimentFactory) -> None:
    """Directive: have ``factory(request)`` make an impediment for each unit of work."""
    config.registry.impediments.append(factory)


def factory(context: object, request: Request) -> Impediments:
    return Impediments(make(request) for make in request.registry.impediments)


def includeme(config: Configurator) -> None:
    config.registry.impediments = []
    config.add_directive("add_impediment", add_impediment)
    config.register_service_factory(factory, IImpediments)
    config.add_impediment(held)
    config.add_impediment(unsettled)
    config.add_impediment(handed_over)
    config.add_impediment(in_custody)
