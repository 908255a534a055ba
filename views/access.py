"""Why somebody may know of a record, in words (security, *Classification and access*)."""

from collections.abc import Iterator
from typing import Any

from pyramid.request import Request

from onestop_records.i18n import _
from onestop_records.models.access import openers, tokens
from onestop_records.models.record import Record


def reasons(request: Request, record: Record) -> list[Any]:
    """Why the person who asks sees this record."""
    permits = {opener for opener in openers(record) if opener.startswith("permit:")}
    mine = (tokens(record) | permits) & request.identity.principals
    return list(dict.fromkeys(_mine(request, sorted(mine))))


def circle(request: Request, record: Record) -> list[Any]:
    """Who may know of this record, denials last."""
    found = sorted(tokens(record), key=lambda token: (token.startswith("deny:"), token))
    return list(dict.fromkeys(_everybody(request, found)))


def _mine(request: Request, found: list[str]) -> Iterator[Any]:
    for kind, name in _split(found):
        if kind == "public":
            yield _("It is filed and public: everybody in the house may see it.")
        elif kind == "unit":
            yield _("You hold a post in ${unit}.", mapping={"unit": _unit(request, name)})
        elif kind == "archive":
            yield _("You are an archivist, and it has been handed in.")
        elif kind == "all":
            yield _("Managers see the records of all units.")
        elif kind == "keeping":
            yield _("You answer for it.")
        elif kind == "reader":
            yield _("You are named as a participant or reader.")
        elif kind == "permit":
            yield _("A permit opens it to you.")


def _everybody(request: Request, found: list[str]) -> Iterator[Any]:
    layout = request.layout
    for kind, name in _split(found):
        if kind == "public":
            yield _("everybody in the house")
        elif kind == "unit":
            yield _("${unit}, as cleared", mapping={"unit": _unit(request, name)})
        elif kind == "archive":
            yield _("archivists, as cleared")
        elif kind == "all":
            yield _("managers, as cleared")
        elif kind == "keeping":
            holder = request.site.holder(name) if name in request.site.keepings else name
            yield layout.name(holder)
        elif kind == "reader":
            yield layout.name(name)
        elif kind == "deny":
            yield _("never ${name}", mapping={"name": layout.name(name)})


def _split(found: list[str]) -> Iterator[tuple[str, str]]:
    for token in found:
        kind, _colon, rest = token.partition(":")
        yield kind, rest if kind == "deny" else rest.rpartition(":")[0]


def _unit(request: Request, code: str) -> str:
    unit = request.site.units.get(code)
    return unit.title if unit else code
