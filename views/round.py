"""Rounds: the form that is filled in the room, one round, and the log of a room to print."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IFindings, IRounds
from onestop_records.models.finding import KINDS
from onestop_records.models.room import Room
from onestop_records.models.round import Round
from onestop_records.permissions import Permission
from schemas.round import LOOKED, RoundSchema, round_values
from views.form import Shape, form_page, handle
from views.storage import named


@form_page(Room, "round", "templates/room/form.pt", Permission.ROUND_FORM, Permission.ROUND_ADD)
def make(room: Room, request: Request) -> Any:
    """Note a round: what was measured, what was looked at."""

    def act(values: Mapping[str, Any]) -> str:
        made = request.find_service(IRounds).add(room, round_values(values))
        if made.findings:
            message = _("The round is noted; ${count} findings wait.", mapping={"count": len(made.findings)})
        else:
            message = _("The round is noted; everything is in order.")
        request.session.flash(message)
        return f"/rounds/{made.id}"

    limits = request.site.rooms.limits_of(room)
    mapping = {
        "low": limits.temperature.lowest / 10,
        "high": limits.temperature.highest / 10,
        "dry": limits.humidity.lowest / 10,
        "wet": limits.humidity.highest / 10,
    }
    lead = _(
        "Limits here: ${low}–${high} ℃, ${dry}–${wet} %. What lies outside becomes a finding.",
        mapping=mapping,
    )
    title = _("Round through ${room}", mapping={"room": room.name})
    shape = Shape(button=_("Note the round"), cancel=f"/rooms/{room.id}")
    return named(handle(request, RoundSchema(), act, shape=shape), title=title, lead=lead)


@view_config(context=Round, renderer="templates/round/round.pt", permission=Permission.STORAGE)
def round_page(round: Round, request: Request) -> dict[str, Any]:
    """One round with what it found."""
    site, service = request.site, request.find_service(IFindings)
    findings = [site.findings[finding_id] for finding_id in round.findings]
    return {
        "round": round,
        "room": site.rooms[round.room],
        "looked": LOOKED,
        "findings": [finding for finding in findings if service.knows(finding)],
        "kinds": KINDS,
    }
