"""Search: one box, an advanced form, facets, hits with marked passages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IFinding, ISavedSearches
from onestop_records.models.search import FILTERS, Results
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from schemas.casework import IN_TIME
from views.asking import PAGE, Asked, chosen
from views.facet import HELD, NAMES, facets, word

SORTS = {
    "relevance": _("Best match"),
    "-date": _("Newest first"),
    "date": _("Oldest first"),
    "code": _("Reference code"),
    "title": _("Title"),
}
FEWEST = 2  # characters before suggestions are made
NOTHING = Results(0, (), {}, False, None)


@dataclass(frozen=True)
class Chip:
    """A filter in force and the address without it."""

    name: Any
    value: Any
    address: str


@view_config(context=Site, name="search", renderer="templates/search/search.pt", permission=Permission.SEARCH)
def search(site: Site, request: Request) -> dict[str, Any]:
    """One page of what was found; a question that cannot be asked is shown again with what is wrong."""
    asked = Asked.of(request)
    results = NOTHING
    violations: tuple[Violation, ...] = ()
    try:
        results = request.find_service(IFinding).search(asked.question())
    except Violations as error:
        violations = error.violations
        request.response.status_int = 422
    pages = -(-results.total // PAGE)
    return {
        "asked": asked,
        "results": results,
        "violations": violations,
        "pages": pages,
        "more": bool(results.cursor),
        "facets": list(facets(request, asked, results)),
        "chips": list(_chips(request, asked)),
        "sorts": SORTS,
        "choices": list(_choices(request, asked)),
        "saved": request.find_service(ISavedSearches).all(),
        "advanced": bool(chosen(asked)) or "advanced" in request.GET,
        "grid": asked.text("view") == "grid",
    }


@view_config(
    context=Site, name="suggest", request_method="GET", renderer="json", permission=Permission.SEARCH
)
def suggest(site: Site, request: Request) -> list[str]:
    """Completions for the search box; they come only from what the reader may know of."""
    prefix = request.GET.get("q", "")[:60]
    return request.find_service(IFinding).suggest(prefix) if len(prefix.strip()) >= FEWEST else []


@view_config(context=Site, name="search-save", request_method="POST", permission=Permission.SEARCH)
def save(site: Site, request: Request) -> HTTPSeeOther:
    """Keep a search under a name."""
    asked = Asked.of(request)
    try:
        request.find_service(ISavedSearches).save(request.POST.get("name", ""), asked.query)
        request.session.flash(_("The search is kept."))
    except Violations as error:
        for violation in error.violations:
            request.session.flash(violation.message)
    return HTTPSeeOther(f"/search?{asked.query}")


@view_config(context=Site, name="search-drop", request_method="POST", permission=Permission.SEARCH)
def drop(site: Site, request: Request) -> HTTPSeeOther:
    """Keep a search no longer."""
    request.find_service(ISavedSearches).drop(request.POST.get("id", ""))
    return HTTPSeeOther("/search")


def _chips(request: Request, asked: Asked) -> Iterator[Chip]:
    for name, values in chosen(asked).items():
        for value in values:
            yield Chip(NAMES[name], word(request, name, value), asked.without(name, value))


def _choices(request: Request, asked: Asked) -> Iterator[tuple[str, Any, Mapping[str, Any], list[str]]]:
    """What the advanced form lets one choose: name, title, value → word, and what is chosen."""
    site: Site = request.site
    offered = {
        "type": list(request.registry.record_types),
        "category": list(dict.fromkeys(code for fonds in site.fonds.values() for code in fonds)),
        "retention": list(site.retention),
        "classification": list(request.layout.words.GRADES),
        "unit": list(site.units),
        "held": list(HELD),
        "matter": [matter.title for matter in site.matters.values()],
        "in_time": list(IN_TIME),
        "state": [state for state in request.layout.words.STATES if state != "returned"],
    }
    for name in FILTERS:
        values = offered.get(name, [])
        if values:
            words = {value: word(request, name, value) for value in values}
            yield name, NAMES[name], words, asked.values(name)
