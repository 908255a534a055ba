"""Browsing: fonds, category, year, volume."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.interfaces import IFinding
from onestop_records.models.fonds import Category, Fonds
from onestop_records.models.search import Question, Results
from onestop_records.models.site import FondsFolder
from onestop_records.permissions import Permission
from views.listing import Listing, listing

PAGE = 50


@view_config(context=FondsFolder, renderer="templates/fonds/all.pt", permission=Permission.BROWSE)
def all_fonds(folder: FondsFolder, request: Request) -> dict[str, Any]:
    """Every fonds with its categories."""
    return {"fonds": list(folder.values()), "counts": _count(request, {}).facets.get("category", {})}


@view_config(context=Fonds, renderer="templates/fonds/fonds.pt", permission=Permission.BROWSE)
def one_fonds(fonds: Fonds, request: Request) -> dict[str, Any]:
    """The categories of a fonds, with the years in them."""
    years = {
        category.code: sorted(
            _count(request, {"category": [category.code]}).facets.get("year", {}).items(), reverse=True
        )
        for category in fonds.values()
    }
    return {"years": years, "counts": _count(request, {}).facets.get("category", {})}


@view_config(context=Category, renderer="templates/fonds/category.pt", permission=Permission.BROWSE)
def category(category: Category, request: Request) -> dict[str, Any]:
    """The records of a category, of one year if one is chosen, in the order of their codes."""
    within = {"category": [category.code]}
    year = request.GET.get("year", "")
    years = sorted(_count(request, within).facets.get("year", {}).items(), reverse=True)
    if year:
        within["year"] = [year]
    page: Listing = listing(request, within, sort="code", limit=PAGE)
    return {"year": year, "years": years, "listing": page}


def _count(request: Request, filters: dict[str, list[str]]) -> Results:
    return request.find_service(IFinding).search(Question(filters=filters, sort="code", limit=1))
