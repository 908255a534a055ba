"""Stock-taking and scanning through the API."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import IScanning, IStocktakings
from onestop_records.models.site import Site
from onestop_records.models.stocktaking import RESULTS, Stocktaking
from onestop_records.permissions import Permission
from schemas.stocktaking import (
    LinesAnswer,
    LinesQuery,
    ModesAnswer,
    ScanAnswer,
    ScanBody,
    StocktakingAnswer,
    StocktakingBody,
    StocktakingsAnswer,
    StocktakingStep,
)
from views.api.call import api_call
from views.api.missing import of_site
from views.api.room import created

ONE = "/stocktakings/{id}"


def stocktaking_json(stocktaking: Stocktaking, request: Request) -> dict[str, Any]:
    """A stock-taking without its lines."""
    service = request.find_service(IStocktakings)
    names = ("id", "title", "state", "revision", "room", "opened_by")
    return {
        **{name: getattr(stocktaking, name) for name in names},
        "opened_at": stocktaking.opened_at.isoformat(),
        "tally": service.tally(stocktaking),
        "register": stocktaking.register or None,
        "transitions": list(service.steps(stocktaking)),
    }


@api_call("/stocktakings", "GET", "List stock-takings", Permission.STOCKTAKINGS, answer=StocktakingsAnswer)
def list_stocktakings(context: Site, request: Request) -> dict[str, Any]:
    """Newest first."""
    found = sorted(request.site.stocktakings.values(), key=lambda each: each.opened_at, reverse=True)
    return {"items": [stocktaking_json(each, request) for each in found]}


@api_call(
    "/stocktakings",
    "POST",
    "Begin a stock-taking",
    Permission.STOCKTAKE,
    body=StocktakingBody,
    answer=StocktakingAnswer,
    status=201,
)
def open_stocktaking(context: Site, request: Request) -> Response:
    """What the catalogue expects in the room is noted now."""
    room = of_site(request.site.rooms, request.values["room"], "room")
    made = request.find_service(IStocktakings).open(room, request.values["title"])
    return created(request, stocktaking_json(made, request), f"/stocktakings/{made.id}")


@api_call(
    ONE,
    "GET",
    "Read a stock-taking",
    Permission.STOCKTAKINGS,
    answer=StocktakingAnswer,
    context=Stocktaking,
    traverse=ONE,
)
def read_stocktaking(context: Stocktaking, request: Request) -> dict[str, Any]:
    """With how many lines of each result."""
    return stocktaking_json(context, request)


@api_call(
    f"{ONE}/lines",
    "GET",
    "Page through the result",
    Permission.STOCKTAKINGS,
    query=LinesQuery,
    answer=LinesAnswer,
    context=Stocktaking,
    traverse=ONE,
)
def read_lines(context: Stocktaking, request: Request) -> dict[str, Any]:
    """``after`` is how many lines have been seen."""
    values = request.values
    wanted = (values["result"],) if values["result"] else tuple(RESULTS)
    lines = request.find_service(IStocktakings).lines(context, wanted)
    end = values["after"] + values["limit"]
    return {
        "items": [vars(line) for line in lines[values["after"] : end]],
        "next": end if len(lines) > end else None,
    }


def _step(name: str, summary: str) -> Any:
    def view(context: Stocktaking, request: Request) -> dict[str, Any]:
        """409 when the state does not allow the step, 422 with the rule that forbids it."""
        service = request.find_service(IStocktakings)
        return stocktaking_json(service.make(context, name, request.values["reason"]), request)

    view.__name__ = f"{name}_stocktaking"
    return api_call(
        f"{ONE}/transitions/{name}",
        "POST",
        summary,
        Permission.STOCKTAKE,
        body=StocktakingStep,
        answer=StocktakingAnswer,
        context=Stocktaking,
        traverse=ONE,
    )(view)


close_stocktaking = _step("close", "Close a stock-taking: what differs becomes findings")
cancel_stocktaking = _step("cancel", "Cancel a stock-taking")


@api_call("/scans", "GET", "What may be scanned for now", Permission.SCAN, answer=ModesAnswer)
def list_modes(context: Site, request: Request) -> dict[str, Any]:
    """Each mode with its choices: what to send as ``mode`` and ``of``."""
    translate = request.localizer.translate
    modes = request.find_service(IScanning).modes().values()
    return {
        "items": [
            {
                "name": mode.name,
                "title": translate(mode.title),
                "choices": [{"id": key, "title": translate(words)} for key, words in mode.choices()],
            }
            for mode in modes
        ]
    }


@api_call("/scans", "POST", "Scan a label", Permission.SCAN, body=ScanBody, answer=ScanAnswer)
def scan(context: Site, request: Request) -> dict[str, Any]:
    """The same answer for what one may not know of as for what there is not."""
    values = request.values
    found = request.find_service(IScanning).scan(values["mode"], values["of"], values["code"], values["box"])
    return {**vars(found), "message": request.localizer.translate(found.message)}
