"""Stock-takings: which there are, beginning one, its result so far, closing, the register to print."""

from collections.abc import Mapping, Sequence
from typing import Any

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Missing, Violation
from onestop_records.events import ListExported
from onestop_records.i18n import _
from onestop_records.interfaces import (
    IAudit,
    IClock,
    INotifier,
    IStockRegisters,
    IStocktakings,
    IStorageLists,
)
from onestop_records.models.label import plain_code, spaced
from onestop_records.models.room import Room
from onestop_records.models.stocktaking import RESULTS, Line, Stocktaking, StocktakingFolder
from onestop_records.permissions import Permission
from schemas.stocktaking import StocktakingSchema
from views.delivery import named as named_file
from views.export import TYPES
from views.form import Shape, form_page, handle
from views.storage import STATES, attempt, named, rooms_widget

PAGE = "templates/stocktaking/stocktaking.pt"
MOST = 500  # lines shown
UNSCANNED = {"missing": _("Not scanned yet"), "missing-box": _("Box not scanned yet")}  # while it goes on


@view_config(
    context=StocktakingFolder, renderer="templates/stocktaking/all.pt", permission=Permission.STOCKTAKINGS
)
def stocktakings(folder: StocktakingFolder, request: Request) -> dict[str, Any]:
    """All of them, those that are going on first."""
    found = sorted(folder.values(), key=lambda each: each.opened_at, reverse=True)
    groups = (
        [each for each in found if each.state == "open"],
        [each for each in found if each.state != "open"],
    )
    return {"open": groups[0], "ended": groups[1], "states": STATES, "rooms": request.site.rooms}


@form_page(
    StocktakingFolder,
    "add",
    "templates/room/form.pt",
    Permission.STOCKTAKE_FORM,
    Permission.STOCKTAKE,
)
def add(folder: StocktakingFolder, request: Request) -> Any:
    """Begin: what the catalogue expects in the room is noted now."""

    def act(values: Mapping[str, Any]) -> str:
        room = request.site.rooms.get(values["room"])
        if room is None:
            raise Missing(values["room"])
        stocktaking = request.find_service(IStocktakings).open(room, values["title"])
        return f"/stocktakings/{stocktaking.id}"

    schema = StocktakingSchema().bind(rooms=rooms_widget(request))
    shape = Shape(button=_("Begin"), cancel="/stocktakings")
    offered = {"room": request.GET.get("room", "")}
    lead = _("What the catalogue expects in the room is noted now; then the labels are scanned box by box.")
    return named(handle(request, schema, act, offered, shape), title=_("New stock-taking"), lead=lead)


@view_config(context=Stocktaking, request_method="GET", renderer=PAGE, permission=Permission.STOCKTAKINGS)
def stocktaking_page(stocktaking: Stocktaking, request: Request) -> dict[str, Any]:
    """How far it is, and the lines of one result."""
    return page(stocktaking, request)


def page(stocktaking: Stocktaking, request: Request, violations: Sequence[Violation] = ()) -> dict[str, Any]:
    """Everything the template shows."""
    service, site = request.find_service(IStocktakings), request.site
    lines = service.lines(stocktaking)
    words = {**RESULTS, **(UNSCANNED if stocktaking.state == "open" else {})}
    wanted = request.GET.get("result", "")
    chosen = wanted if wanted in RESULTS else ""
    shown = [line for line in lines if (line.result == chosen if chosen else line.result != "found")]
    return {
        "stocktaking": stocktaking,
        "room": site.rooms[stocktaking.room],
        "tally": [(name, said, sum(line.result == name for line in lines)) for name, said in words.items()],
        "chosen": chosen,
        "lines": [(line, *_named(line, request)) for line in shown[:MOST]],
        "more": len(shown) > MOST,
        "results": words,
        "states": STATES,
        "steps": service.steps(stocktaking),
        "register": site.records.get(stocktaking.register),
        "entries": list(request.find_service(IAudit).entries(stocktaking.id)),
        "violations": violations,
    }


def _named(line: Line, request: Request) -> tuple[str, str, str]:
    """Title, reference code and address of what a line is about."""
    record, box = request.site.records.get(line.record), request.site.boxes.get(line.box)
    if record is not None and request.knows(record):
        return record.title, record.reference_code or "", f"/records/{record.id}"
    if box is not None:
        return box.title, "", f"/boxes/{box.id}"
    return spaced(line.code) if plain_code(line.code) else line.code, "", ""


@view_config(
    context=Stocktaking, name="close", request_method="POST", renderer=PAGE, permission=Permission.STOCKTAKE
)
def close(stocktaking: Stocktaking, request: Request) -> dict[str, Any] | Response:
    """The result stands; what differs becomes a finding."""
    return _make(stocktaking, request, "close", _("Closed; what differs waits as findings."))


@view_config(
    context=Stocktaking, name="cancel", request_method="POST", renderer=PAGE, permission=Permission.STOCKTAKE
)
def cancel(stocktaking: Stocktaking, request: Request) -> dict[str, Any] | Response:
    """It is given up."""
    return _make(stocktaking, request, "cancel", _("The stock-taking is cancelled."))


def _make(stocktaking: Stocktaking, request: Request, name: str, message: Any) -> dict[str, Any] | Response:
    service, reason = request.find_service(IStocktakings), request.POST.get("reason", "")
    done = attempt(
        request,
        lambda: service.make(stocktaking, name, reason),
        message,
        f"/stocktakings/{stocktaking.id}",
    )
    return done if isinstance(done, Response) else page(stocktaking, request, list(done))


@view_config(context=Stocktaking, name="register", request_method="GET", permission=Permission.STOCKTAKINGS)
def register(stocktaking: Stocktaking, request: Request) -> Response:
    """The register (清点登记); ``?form=xlsx`` as a workbook."""
    found = request.find_service(IStockRegisters).register(stocktaking)
    return printed(request, found, "stocktaking")


@view_config(context=Room, name="list", request_method="GET", permission=Permission.LISTS)
def boxes(room: Room, request: Request) -> Response:
    """The boxes of a room; ``?form=xlsx`` as a workbook."""
    return printed(request, request.find_service(IStorageLists).boxes(room), "boxes")


@view_config(context=Room, name="round-log", request_method="GET", permission=Permission.LISTS)
def rounds(room: Room, request: Request) -> Response:
    """The rounds through a room (巡查登记); ``?form=xlsx`` as a workbook."""
    return printed(request, request.find_service(IStorageLists).rounds(room), "rounds")


def printed(request: Request, found: Any, name: str) -> Response:
    """A list in the form asked for; that it left is noted."""
    form = request.GET.get("form", "print")
    if form not in ("print", "xlsx"):
        raise Missing(form)
    today, thing = request.find_service(IClock).today(), request.context
    after = {"list": name, "form": form, "records": len(found.table.rows)}
    kind = "room" if isinstance(thing, Room) else "stocktaking"
    request.find_service(INotifier)(ListExported(request.actor, thing.id, kind=kind, after=after))
    if form == "print":
        values = {"register": found, "today": today, "batch": thing}
        return render_to_response("templates/disposal/register.pt", values, request)
    response = Response(request.find_service(IStockRegisters).xlsx(found), content_type=TYPES["xlsx"])
    named_file(response, f"{found.title} {thing.title} {today}.xlsx", inline=False)
    return response
