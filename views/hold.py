"""Holds: which stand, placing one, lifting one."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, IHolds, ISavedSearches
from onestop_records.models.hold import LASTING, Hold, HoldFolder
from onestop_records.models.record import Record
from onestop_records.models.search import FILTERS, Question
from onestop_records.permissions import Permission
from schemas.hold import KINDS, HoldSchema, LiftSchema
from views.facet import NAMES, word
from views.form import Shape, form_page, handle
from views.holdings import Holdings

FORM = "templates/hold/form.pt"
QUERY = ("q", "from", "to", *FILTERS)  # what of an address asks a question


@view_config(context=HoldFolder, renderer="templates/hold/all.pt", permission=Permission.HOLDS)
def holds(folder: HoldFolder, request: Request) -> dict[str, Any]:
    """Those in force, newest first; lifted ones below."""
    found = sorted(folder.values(), key=lambda hold: hold.placed_at, reverse=True)
    counts = Holdings(request).by("hold", {})
    return {
        "standing": [hold for hold in found if hold.standing],
        "lifted": [hold for hold in found if not hold.standing],
        "scope": lambda hold: scope_words(request, hold),
        "counts": counts,
    }


@view_config(context=Hold, renderer="templates/hold/one.pt", permission=Permission.HOLDS)
def one_hold(hold: Hold, request: Request) -> dict[str, Any]:
    """What it covers, why, by whose mandate, and its history."""
    named = [request.site.records[record_id] for record_id in hold.scope.records]
    return {
        "hold": hold,
        "kind": KINDS[hold.scope.kind],
        "scope": scope_words(request, hold),
        "named": [record for record in named if request.knows(record)],
        "count": Holdings(request).total({"hold": (hold.id,)}),
        "entries": list(request.find_service(IAudit).entries(hold.id)),
    }


@form_page(HoldFolder, "place", FORM, Permission.HOLD_PLACE_FORM, Permission.HOLD_PLACE)
def place(folder: HoldFolder, request: Request) -> dict[str, Any] | Response:
    """A new hold; the address may say what it is to cover."""

    def act(values: Mapping[str, Any]) -> str:
        scope = {
            "records": identified(request, values.get("records", ())),
            "question": question_of(values["query"]) if values["kind"] == "filter" else None,
        }
        hold = request.find_service(IHolds).place({**values, **scope})
        request.session.flash(_("The hold is placed: nothing disposes of what it covers."))
        return f"/holds/{hold.id}"

    given = request.GET
    offered = {name: given[name] for name in ("kind", "name", "title") if given.get(name)}
    if given.getall("record"):
        offered["records"] = tuple(given.getall("record"))
    query = urlencode([(name, value) for name, value in given.items() if name in QUERY])
    searches = list(_searches(request, query))
    schema = HoldSchema().bind(searches=searches)
    shape = Shape(button=_("Place the hold"), cancel="/holds", action="/holds/place" + _rest(query))
    shown = handle(request, schema, act, {"kind": "records", "query": query, **offered}, shape)
    return shown if isinstance(shown, Response) else {**shown, "title": _("Place a hold")}


@form_page(Hold, "lift", FORM, Permission.HOLD_LIFT_FORM, Permission.HOLD_LIFT)
def lift(hold: Hold, request: Request) -> dict[str, Any] | Response:
    """Lifting lets records be disposed of again, so a manager does it, with reason and mandate."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IHolds).lift(hold, **values)
        request.session.flash(_("The hold is lifted."))
        return f"/holds/{hold.id}"

    shape = Shape(button=_("Lift the hold"), cancel=f"/holds/{hold.id}")
    shown = handle(request, LiftSchema(), act, shape=shape)
    title = _("Lift the hold ${title}", mapping={"title": hold.title})
    return shown if isinstance(shown, Response) else {**shown, "title": title}


def question_of(query: str) -> Question | None:
    """The question that the query of an address asks; None when it asks nothing."""
    pairs = [(name, value) for name, value in parse_qsl(query) if name in QUERY and value.strip()]
    filters = {name: tuple(v for n, v in pairs if n == name) for name in FILTERS if name in dict(pairs)}
    found = dict(pairs)
    question = Question(found.get("q", ""), filters, found.get("from", ""), found.get("to", ""))
    return question if pairs else None


def identified(request: Request, names: Any) -> tuple[str, ...]:
    """Ids for ids and reference codes; what the person may not know of stays as it is, and is not found."""
    site, found = request.site, []
    for name in names:
        record = site.records.get(name) or site.records.get(site.codes.get(name, ""))
        known = record is not None and request.knows(record)
        found.append(record.id if known else f"»{name}«")
    return tuple(found)


def covering(request: Request, record: Record) -> list[Hold]:
    """The holds on a record, for its page."""
    found: list[Hold] = request.find_service(IHolds).covering(record)
    return found


def scope_words(request: Request, hold: Hold) -> str:
    """What it covers in one line."""
    scope = hold.scope
    if scope.records:
        message = _("${count} by name", mapping={"count": len(scope.records)})
        return str(request.localizer.translate(message))
    return scope.name if scope.question is None else question_words(request, scope.question)


def question_words(request: Request, question: Question) -> str:
    """What a search asks, in one line."""
    translate = request.localizer.translate
    parts = [f"“{question.q}”"] if question.q else []
    for name, values in question.filters.items():
        told = "、".join(str(translate(word(request, name, value))) for value in values)
        parts.append(f"{translate(NAMES[name])}: {told}")
    if question.since or question.until:
        parts.append(f"{question.since} – {question.until}")
    return " · ".join(parts)


def _searches(request: Request, query: str) -> Iterator[tuple[str, Any]]:
    """Pairs (query, name): the one one came from, and those kept that ask for lasting things alone."""
    yield "", _("(none)")
    asked = question_of(query)
    if asked is not None:
        words = {"words": question_words(request, asked)}
        yield query, _("The search I came from: ${words}", mapping=words)
    for saved in request.find_service(ISavedSearches).all():
        question = question_of(saved.query)
        if question is not None and set(question.filters) <= set(LASTING):
            yield urlencode([p for p in parse_qsl(saved.query) if p[0] in QUERY]), saved.name


def _rest(query: str) -> str:
    return f"?{query}" if query else ""
