"""What may be done by scanning labels; each kind joins with ``config.add_scan_mode(factory)``."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Missing, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import ILabels, IScanMode, IScanning, IStocktakings
from onestop_records.models.box import path_of
from onestop_records.models.label import BOX
from onestop_records.models.record import Record
from onestop_records.models.scanned import Scanned
from onestop_records.permissions import Permission
from onestop_records.services.stockresult import words

ModeFactory = Callable[[Request], Any]  # makes an ``IScanMode``
LONGEST_CODE = 100  # characters


@implementer(IScanning)
class Scanning:
    """All modes, in the order of registration."""

    def __init__(self, modes: Iterable[Any]) -> None:
        self._modes = {mode.name: mode for mode in modes}

    def modes(self) -> dict[str, Any]:
        return {name: mode for name, mode in self._modes.items() if mode.choices()}

    def scan(self, mode: str, chosen: str, text: str, box: str = "") -> Scanned:
        found = self._modes.get(mode)
        if found is None or chosen not in dict(found.choices()):
            raise Missing(mode)
        text = text.strip()
        if not text or len(text) > LONGEST_CODE or not text.isprintable():
            raise Violations(Violation("code", _("Scan a label, or type its code")))
        scanned: Scanned = found.scan(chosen, text, box)
        return scanned


@implementer(IScanMode)
class LookingUp:
    """What is this, and where does it belong?"""

    name = "lookup"
    title = _("What is this?")

    def __init__(self, labels: Any) -> None:
        self.labels = labels

    def choices(self) -> list[tuple[str, Any]]:
        return [("all", _("Everything"))]

    def scan(self, chosen: str, text: str, box: str = "") -> Scanned:
        code = self.labels.plain(text)
        if code.startswith(BOX):
            found = self.labels.box(code)
            if found is not None:
                message = _("A box")
                return Scanned(code, True, found.title, message, address=f"/boxes/{found.id}")
        record: Record | None = self.labels.record(text)
        if record is None:
            return Scanned(code or text, False, "", _("You may know of nothing with this code"), good=False)
        place = words(path_of(record.place))
        message = _("Its place: ${place}", mapping={"place": place or "–"})
        return Scanned(code or text, True, record.title, message, address=f"/records/{record.id}")


@implementer(IScanMode)
class Counting:
    """For the stock-takings that are going on."""

    name = "stocktaking"
    title = _("Stock-taking")

    def __init__(self, site: Any, stocktakings: Any, allowed: bool) -> None:
        self.site = site
        self.stocktakings = stocktakings
        self.allowed = allowed

    def choices(self) -> list[tuple[str, str]]:
        return list(self._open()) if self.allowed else []

    def _open(self) -> Iterator[tuple[str, str]]:
        for each in map(self.site.stocktakings.__getitem__, self.site.stocktakings.open):
            yield each.id, f"{self.site.rooms[each.room].name} · {each.title}"

    def scan(self, chosen: str, text: str, box: str = "") -> Scanned:
        scanned: Scanned = self.stocktakings.scan(self.site.stocktakings[chosen], text, box)
        return scanned


def looking_up(request: Request) -> LookingUp:
    """The factory of looking up."""
    return LookingUp(request.find_service(ILabels))


def counting(request: Request) -> Counting:
    """The factory of stock-taking."""
    allowed = bool(request.has_permission(Permission.STOCKTAKE, request.site))
    return Counting(request.site, request.find_service(IStocktakings), allowed)


def add_scan_mode(config: Configurator, factory: ModeFactory) -> None:
    """Directive: have ``factory(request)`` make an ``IScanMode`` for each unit of work."""
    config.registry.scan_modes.append(factory)


def factory(context: object, request: Request) -> Scanning:
    return Scanning(make(request) for make in request.registry.scan_modes)


def includeme(config: Configurator) -> None:
    config.registry.scan_modes = []
    config.add_directive("add_scan_mode", add_scan_mode)
    config.register_service_factory(factory, IScanning)
    config.add_scan_mode(looking_up)
    config.add_scan_mode(counting)
