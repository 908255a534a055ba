"""Facets beside the hits: what there is to narrow by, in words and with counts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request

from onestop_records.i18n import _
from onestop_records.models.casewords import CASE_KINDS, CASE_STATES
from onestop_records.models.complaintwords import STATES as COMPLAINT_STATES
from onestop_records.models.evaluationwords import GRADE_WORDS
from onestop_records.models.search import Results
from onestop_records.models.specialtaskwords import STATES as TASK_STATES
from onestop_records.permissions import Permission
from schemas.casework import IN_TIME
from views import words
from views.asking import Asked

SHOWN = 8
NAMES = {
    "state": _("State"),
    "type": _("Type"),
    "category": _("Category"),
    "year": _("Year"),
    "retention": _("Retention class"),
    "classification": _("Classification"),
    "unit": _("Unit"),
    "custodian": _("Custodian"),
    "held": _("Hold"),
    "growing": _("File of a running case"),
    "item": _("Item of a volume"),
    "hold": _("Held by"),
    "matter": _("Matter"),
    "enterprise": _("Enterprise"),
    "applicant": _("Applicant"),
    "case_kind": _("Kind of case"),
    "case_state": _("State of the case"),
    "in_time": _("Kept the time limit"),
    "satisfaction": _("Satisfaction"),
    "received": _("Received in"),
    "closed": _("Closed in"),
    "due": _("Due"),
    "from": _("Date from"),
    "to": _("Date to"),
}
KINDS = {**CASE_KINDS, "complaint": _("Complaint")}
STATES = {**TASK_STATES, **COMPLAINT_STATES, **CASE_STATES}
HELD = {"yes": _("Held"), "no": _("Not held")}
YES_NO = {"yes": _("Yes"), "no": _("No")}
_WORDS: dict[str, Callable[[Request, str], Any]] = {
    "type": lambda request, code: _type(request, code),
    "category": lambda request, code: _category(request, code),
    "retention": lambda request, code: request.layout.retention(code),
    "classification": lambda request, code: words.GRADES.get(code, code),
    "unit": lambda request, code: request.layout.unit(code),
    "custodian": lambda request, code: request.layout.name(code),
    "state": lambda request, code: words.STATES.get(code, code),
    "held": lambda request, code: HELD.get(code, code),
    "growing": lambda request, code: YES_NO.get(code, code),
    "item": lambda request, code: YES_NO.get(code, code),
    "hold": lambda request, code: _hold(request, code),
    "matter": lambda request, code: _matter(request, code),
    "enterprise": lambda request, code: _enterprise(request, code),
    "case_kind": lambda request, code: KINDS.get(code, code),
    "case_state": lambda request, code: STATES.get(code, code),
    "in_time": lambda request, code: IN_TIME.get(code, code),
    "satisfaction": lambda request, code: GRADE_WORDS.get(code, code),
}


@dataclass(frozen=True)
class Value:
    """One value, how many have it, the address that chooses it or takes it away."""

    word: Any
    count: int
    address: str
    on: bool


@dataclass(frozen=True)
class Facet:
    """A field with its values; ``rest`` are shown on demand."""

    name: str
    title: Any
    values: tuple[Value, ...]
    rest: tuple[Value, ...]


def word(request: Request, name: str, code: str) -> Any:
    """What a code of a filter is called on screen."""
    find = _WORDS.get(name)
    return find(request, code) if find else code


def facets(request: Request, asked: Asked, results: Results) -> Iterator[Facet]:
    """Facets with more than one value, or with the one that is chosen."""
    for name in NAMES:
        counts = results.facets.get(name, {})
        on = asked.values(name)
        if len(counts) > 1 or (counts and on):
            ordered = sorted(counts.items(), key=_order(name))
            values = tuple(
                Value(
                    word(request, name, code),
                    count,
                    asked.without(name, code) if code in on else asked.link(**{name: code}),
                    code in on,
                )
                for code, count in ordered
            )
            yield Facet(name, NAMES[name], values[:SHOWN], values[SHOWN:])


def _order(name: str) -> Callable[[tuple[str, int]], Any]:
    if name == "year":
        return lambda pair: -int(pair[0])
    if name == "classification":
        grades = list(words.GRADES)
        return lambda pair: grades.index(pair[0])
    if name == "state":
        states = list(words.STATES)
        return lambda pair: states.index(pair[0]) if pair[0] in states else len(states)
    return lambda pair: (-pair[1], pair[0])


def _type(request: Request, code: str) -> Any:
    return request.layout.type_title(code) if code in request.registry.record_types else code


def _hold(request: Request, code: str) -> str:
    hold = request.site.holds.get(code)
    return hold.title if hold and request.has_permission(Permission.HOLDS, request.site) else code


def _matter(request: Request, code: str) -> str:
    matter = request.site.matters.get(code)
    return matter.title if matter else code


def _enterprise(request: Request, code: str) -> str:
    found = request.site.enterprises.resolve(code)
    may_read = found is not None and request.has_permission(Permission.ENTERPRISES, request.site)
    return found.name if may_read else code


def _category(request: Request, code: str) -> str:
    category = request.site.fonds.category(code)
    return f"{code} {category.title}" if category else code
