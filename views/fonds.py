"""Browsing: fonds, category, year, volume."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.models.fonds import Category, Fonds
from onestop_records.models.site import FondsFolder
from onestop_records.permissions import Permission
from views.holdings import Holdings
from views.listing import listing

PAGE = 50


@view_config(context=FondsFolder, renderer="templates/fonds/all.pt", permission=Permission.BROWSE)
def all_fonds(folder: FondsFolder, request: Request) -> dict[str, Any]:
    """Every fonds with its categories."""
    return {"fonds": list(folder.values()), "counts": Holdings(request).by("category", {})}


@view_config(context=Fonds, renderer="templates/fonds/fonds.pt", permission=Permission.BROWSE)
def one_fonds(fonds: Fonds, request: Request) -> dict[str, Any]:
    """The categories of a fonds, with the years in them."""
    holdings = Holdings(request)
    years = {category.code: _years(holdings, category) for category in fonds.values()}
    return {"years": years, "counts": holdings.by("category", {})}


@view_config(context=Category, renderer="templates/fonds/category.pt", permission=Permission.BROWSE)
def one_category(category: Category, request: Request) -> dict[str, Any]:
    """The records of a category, of one year if one is chosen, in the order of their codes."""
    within = {"category": [category.code]}
    years = _years(Holdings(request), category)
    year = request.GET.get("year", "")
    if year:
        within["year"] = [year]
    return {"year": year, "years": years, "listing": listing(request, within, sort="code", limit=PAGE)}


def _years(holdings: Holdings, category: Category) -> list[tuple[str, int]]:
    """Pairs (year, number of records), the newest first."""
    return sorted(holdings.by("year", {"category": [category.code]}).items(), reverse=True)
