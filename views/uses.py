"""The register of use (利用登记): who looked at, copied or carried out what is classified."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IListing
from onestop_records.models.permit import USES as KINDS
from onestop_records.models.use import Use, UseRegister
from onestop_records.permissions import Permission
from schemas.permit import USES
from views.export import TYPES, delivered

SHOWN = 200  # lines on the page
LISTED = 10_000  # lines of a list that is taken along
LOOKED = 50_000  # lines looked at for those of one kind
PARTS = {
    "file": _("File"),
    "text": _("Text"),
    "preview": _("Picture of it"),
    "thumbnail": _("Small picture of it"),
    "package": _("Information package"),
}
HEADINGS = (_("Time"), _("Reader"), _("Reference code"), _("Title"), _("Use"), _("Part"), _("Purpose"))


@view_config(context=UseRegister, renderer="templates/permit/uses.pt", permission=Permission.USES)
def register(uses: UseRegister, request: Request) -> dict[str, Any] | Response:
    """The newest first; ``?use=print`` narrows it, ``?form=xlsx`` takes it along."""
    kind, form = request.GET.get("use", ""), request.GET.get("form", "")
    rows = list(islice(_rows(request, uses, kind), LISTED if form else SHOWN))
    translate = request.localizer.translate
    if form in (*TYPES, "print"):
        headings = [translate(heading) for heading in HEADINGS]
        cells = [[str(translate(cell)) for cell in row] for row in rows]
        table = request.find_service(IListing).found(translate(_("Register of use")), headings, cells, form)
        return delivered(request, table, form)
    return {"headings": HEADINGS, "rows": rows, "kinds": USES, "kind": kind}


def _rows(request: Request, uses: UseRegister, kind: str) -> Iterator[tuple[Any, ...]]:
    """Cells of each line."""
    for use in islice(uses.newest(), LOOKED):
        if not kind or use.use == kind or kind not in KINDS:
            yield _cells(request, use)


def _cells(request: Request, use: Use) -> tuple[Any, ...]:
    """Of a record that one may not know of nothing is said, nor what was taken from it and what for."""
    record = request.site.records.get(use.record)
    known = record is not None and request.knows(record)
    permit = request.site.permits.get(use.permit) if use.permit else None
    return (
        request.layout.local(use.at),
        request.layout.name(use.person),
        (record.reference_code or "") if known else "—",
        record.title if known else "—",
        USES[use.use],
        PARTS.get(use.part, use.part if known else "—"),
        _("by office") if permit is None else permit.purpose if known else "—",
    )
