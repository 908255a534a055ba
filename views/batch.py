"""What the pages of disposals and transfers share: words, steps on the way, acts that may be refused."""

from collections.abc import Callable, Iterator
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Refused
from onestop_records.i18n import _
from onestop_records.models.disposal import Disposal
from onestop_records.models.handover import Handover
from onestop_records.models.transfer import Transfer
from views.api.call import deserialize
from views.stepper import Step
from views.undone import undo

STATES = {
    "drafted": _("Drafted"),
    "appraising": _("Being appraised"),
    "awaiting-approval": _("Awaiting approval"),
    "approved": _("Approved, cooling off"),
    "executing": _("Being executed"),
    "purging": _("Being purged"),
    "destroyed": _("Destroyed"),
    "returned": _("Returned"),
    "rejected": _("Rejected"),
    "cancelled": _("Cancelled"),
    "settled": _("Settled, nothing to destroy"),
    "packing": _("Being packed"),
    "packed": _("Packed, awaiting the receipt"),
    "transferred": _("Transferred"),
}
DISPOSAL_WAY = (
    ("drafted", ""),
    ("appraising", "appraise"),
    ("awaiting-approval", "propose"),
    ("approved", "approve"),
    ("executing", "execute"),
    ("purging", "purge"),
    ("destroyed", "finish"),
)
TRANSFER_WAY = (
    ("drafted", ""),
    ("awaiting-approval", "propose"),
    ("packing", "approve"),
    ("packed", "pack"),
    ("executing", "receive"),
    ("purging", "purge"),
    ("transferred", "finish"),
)


def steps(batch: Disposal | Transfer) -> list[Step]:
    """The way of a batch with who and when; a batch off the way shows where it ended."""
    return list(_steps(batch, TRANSFER_WAY if isinstance(batch, Transfer) else DISPOSAL_WAY))


def _steps(batch: Disposal | Transfer, way: tuple[tuple[str, str], ...]) -> Iterator[Step]:
    names = [state for state, _name in way]
    here = names.index(batch.state) if batch.state in names else None
    for place, (state, name) in enumerate(way):
        move = batch.moved(name) if name else None
        person, at = (move.person, move.at) if move else ("", None)
        if not name:
            person, at = batch.opened_by, batch.opened_at
        if here is None:
            if at is None:
                continue
            yield Step(STATES[state], "done", person, at)
        elif place <= here:
            last = place == here and place < len(way) - 1
            yield Step(STATES[state], "now" if last else "done", person, at)
        else:
            yield Step(STATES[state], "ahead")
    if here is None:
        ended = batch.moves[-1]
        yield Step(STATES[batch.state], "now", ended.person, ended.at)


def attempt(
    request: Request, act: Callable[[], Any], message: Any, shown: Callable[[Any], dict[str, Any]]
) -> dict[str, Any] | Response:
    """Act and go to the page of the batch; what is refused is shown there, and nothing of it is kept.

    What ``act`` returns of ``Refused`` is shown as well, and what was written is kept.
    """
    try:
        done = act()
    except Refused as refused:
        undo(request, refused)
        return shown(refused.violations)
    if isinstance(done, Refused):
        request.response.status_int = 422
        return shown(done.violations)
    request.session.flash(message)
    return HTTPSeeOther(location=address(request.context) + query(request))


def address(batch: Disposal | Transfer | Handover) -> str:
    """Where the page of a batch is."""
    return f"/{batch.__parent__.__name__}/{batch.id}"


def query(request: Request) -> str:
    """The query of the present address, with its question mark; empty when there is none."""
    return f"?{request.query_string}" if request.query_string else ""


def posted(request: Request, body: Callable[[], Any]) -> Any:
    """The values of a step, as its schema reads them from the form; raises Violations."""
    schema = body().bind(request=request, site=request.site)
    given = {node.name: request.POST[node.name] for node in schema if node.name in request.POST}
    return deserialize(schema, given)
