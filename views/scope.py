"""The filing scope, and what units still owe for last year."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.interfaces import IClock, IScope
from onestop_records.models.scope import ScopeEntry
from onestop_records.models.site import Site
from onestop_records.models.unit import Unit
from onestop_records.permissions import Permission

REMINDING_UNTIL = 6  # records of a year are handed in by the end of June of the next (DA/T 22-2015)


@view_config(context=Site, name="scope", renderer="templates/scope/scope.pt", permission=Permission.SCOPE)
def scope(site: Site, request: Request) -> dict[str, Any]:
    """What is filed, by group; what is not; and what is owed by one's own units, by all for an archivist."""
    service, today = request.find_service(IScope), request.find_service(IClock).today()
    entries = service.entries()
    filed = sorted((entry for entry in entries if entry.filed), key=lambda entry: entry.group)
    year = today.year - 1
    return {
        "groups": [(title, list(found)) for title, found in groupby(filed, key=lambda entry: entry.group)],
        "ended": service.ended(),
        "may_edit": request.has_permission(Permission.FONDS_EDIT, site),
        "unfiled": [entry for entry in entries if not entry.filed],
        "year": year,
        "owed": owed_units(request, year),
        "late": today.month > REMINDING_UNTIL,
        "may_capture": request.has_permission(Permission.CAPTURE_FORM, site),
    }


def owed_units(request: Request, year: int) -> list[tuple[Unit, Sequence[ScopeEntry]]]:
    """What one's own units owe for a year, those of all for an archivist; units that owe nothing left out."""
    service, site = request.find_service(IScope), request.site
    everybody = request.has_permission(Permission.ARRANGE, site)
    units = [unit for unit in site.units.values() if everybody or unit.code in request.identity.units]
    owed = [(unit, service.owed(unit.code, year)) for unit in units if not unit.closed]
    return [(unit, found) for unit, found in owed if found]
