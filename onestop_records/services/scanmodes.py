"""Scanning for handovers and for loans that come back."""

from collections.abc import Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Missing
from onestop_records.i18n import _
from onestop_records.interfaces import IHandoverChecking, ILabels, ILoans, IScanMode
from onestop_records.models.box import Box
from onestop_records.models.record import Record
from onestop_records.models.scanned import Scanned
from onestop_records.models.site import Site
from onestop_records.permissions import Permission

INTACT = "intact"


def unknown(code: str) -> Scanned:
    """The answer for what there is not, and for what one may not know of."""
    return Scanned(code, False, "", _("You may know of nothing with this code"), good=False)


@implementer(IScanMode)
class Checking:
    """What a receiver of a handover finds present (清点)."""

    name = "handover"
    title = _("Handover")

    def __init__(self, site: Site, person: str, labels: Any, checking: Any) -> None:
        self.site = site
        self.person = person
        self.labels = labels
        self.checking = checking

    def choices(self) -> list[tuple[str, str]]:
        return list(self._mine())

    def _mine(self) -> Iterator[tuple[str, str]]:
        for handover in map(self.site.handovers.__getitem__, self.site.handovers.active):
            if handover.state == "checking" and handover.number(self.person):
                giver = self.site.people.get(handover.giver)
                yield handover.id, giver.name if giver is not None else handover.giver

    def scan(self, chosen: str, text: str, box: str = "") -> Scanned:
        code = self.labels.plain(text) or text
        thing: Record | Box | None = self.labels.record(text) or self.labels.box(text)
        if thing is None:
            return unknown(code)
        address = f"/boxes/{thing.id}" if isinstance(thing, Box) else f"/records/{thing.id}"
        try:
            self.checking.check_by_code(self.site.handovers[chosen], self.labels.code(thing))
        except Missing:
            message = _("It is not on the list of this handover")
            return Scanned(code, True, thing.title, message, good=False, address=address)
        return Scanned(code, True, thing.title, _("Noted as present"), address=address)


@implementer(IScanMode)
class Returning:
    """Paper that comes back in good condition; anything else is noted on the page of its loan."""

    name = "loan"
    title = _("Return of loans")

    def __init__(self, labels: Any, loans: Any, allowed: bool) -> None:
        self.labels = labels
        self.loans = loans
        self.allowed = allowed

    def choices(self) -> list[tuple[str, Any]]:
        return [(INTACT, _("Comes back in good condition"))] if self.allowed else []

    def scan(self, chosen: str, text: str, box: str = "") -> Scanned:
        code = self.labels.plain(text) or text
        record = self.labels.record(text)
        if record is None:
            return unknown(code)
        loan, address = self.loans.on_loan(record), f"/records/{record.id}"
        if loan is None:
            return Scanned(code, True, record.title, _("It is not out on loan"), False, address=address)
        if loan.record != record.id:
            message = _("It is out together with another record; scan that one")
            return Scanned(code, True, record.title, message, False, address=address)
        self.loans.make(loan, "return", condition=chosen)
        return Scanned(code, True, record.title, _("It is back"), address=f"/records/{record.id}")


def checking(request: Request) -> Checking:
    """The factory of checking for handovers."""
    service = request.find_service(IHandoverChecking)
    return Checking(request.site, request.actor.person, request.find_service(ILabels), service)


def returning(request: Request) -> Returning:
    """The factory of loans that come back."""
    allowed = bool(request.has_permission(Permission.LOAN_LEND, request.site))
    return Returning(request.find_service(ILabels), request.find_service(ILoans), allowed)


def includeme(config: Configurator) -> None:
    config.add_scan_mode(checking)
    config.add_scan_mode(returning)
