"""Storage rooms: which there are, what stands in one, its limits and keys."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, IBoxes, IRooms, IRounds
from onestop_records.models.room import Key, Room, RoomFolder
from onestop_records.permissions import Permission
from schemas.box import RegisterSchema
from schemas.room import (
    ChangedRoomSchema,
    KeySchema,
    LimitsSchema,
    RoomSchema,
    limits_of,
    limits_values,
)
from views.form import Shape, form_page, handle
from views.storage import attempt, counts_of, findings_of, late, named, rooms_in_use

FORM = "templates/room/form.pt"
PAGE = "templates/room/room.pt"
RECENT = 8  # rounds shown


@view_config(context=RoomFolder, renderer="templates/room/all.pt", permission=Permission.STORAGE)
def rooms(folder: RoomFolder, request: Request) -> dict[str, Any]:
    """Every room with its custodian, when the next round is due, and what is to be settled."""
    rounds, findings = request.find_service(IRounds), findings_of(request)
    shown = []
    for room in rooms_in_use(request):
        due = rounds.due(room)
        open_ones = sum(finding.room == room.id for finding in findings)
        boxes = sum(1 for _box in request.site.boxes.within(room.name))
        shown.append((room, due, late(request, due), boxes, open_ones))
    closed = [room for room in folder.values() if room.closed]
    return {"rooms": shown, "closed": closed, "findings": len(findings)}


@form_page(RoomFolder, "add", FORM, Permission.STORAGE_EDIT_FORM, Permission.STORAGE_EDIT)
def add(folder: RoomFolder, request: Request) -> Any:
    """A new room with its shelves."""

    def act(values: Mapping[str, Any]) -> str:
        room = request.find_service(IRooms).add(values)
        request.session.flash(_("The room is entered."))
        return f"/rooms/{room.id}"

    shape = Shape(button=_("Enter the room"), cancel="/rooms")
    offered = {"custodian": request.identity.person}
    return named(handle(request, RoomSchema(), act, offered, shape), title=_("New storage room"))


@form_page(RoomFolder, "limits", FORM, Permission.STORAGE_LIMITS_FORM, Permission.STORAGE_LIMITS)
def house_limits(folder: RoomFolder, request: Request) -> Any:
    """What every room is held against that has no limits of its own."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IRooms).set_limits(limits_of(values))
        request.session.flash(_("The limits are set."))
        return "/rooms"

    shape = Shape(cancel="/rooms")
    shown = handle(request, LimitsSchema(), act, limits_values(folder.limits), shape)
    return named(shown, title=_("Limits of the storage rooms"))


@view_config(context=Room, request_method="GET", renderer=PAGE, permission=Permission.STORAGE)
def room_page(room: Room, request: Request) -> dict[str, Any]:
    """Shelves with their boxes, keys, limits, recent rounds, and what is to be settled."""
    return page(room, request)


def page(room: Room, request: Request, violations: Sequence[Violation] = ()) -> dict[str, Any]:
    """Everything the template shows."""
    site, rounds = request.site, request.find_service(IRounds)
    boxes = list(site.boxes.within(room.name))
    due = rounds.due(room)
    may_edit = request.has_permission(Permission.STORAGE_EDIT_FORM, room)
    return {
        "room": room,
        "shelves": [
            (shelf, [box for box in boxes if box.path[1:3] == (shelf.cabinet, shelf.name)])
            for shelf in room.shelves
        ],
        "counts": counts_of(request, boxes),
        "urlencode": quote,
        "keys": sorted(
            (key for key in site.keys.values() if key.room == room.id and not key.withdrawn),
            key=lambda key: key.number,
        ),
        "people": [p for p in site.people.values() if not p.closed] if may_edit else [],
        "limits": site.rooms.limits_of(room),
        "rounds": site.rounds.of(room.id)[:RECENT],
        "due": due,
        "late": late(request, due),
        "may_round": rounds.may(room),
        "findings": findings_of(request, room),
        "unregistered": request.find_service(IBoxes).unregistered(room) if may_edit else [],
        "entries": list(request.find_service(IAudit).entries(room.id)),
        "violations": violations,
    }


@form_page(Room, "edit", FORM, Permission.STORAGE_EDIT_FORM, Permission.STORAGE_EDIT)
def edit(room: Room, request: Request) -> Any:
    """Custodian, shelves, note, and whether it is still used."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IRooms).change(room, values)
        return f"/rooms/{room.id}"

    present = {
        "custodian": room.custodian,
        "shelves": room.shelves,
        "note": room.note,
        "closed": room.closed,
    }
    schema = ChangedRoomSchema()
    del schema["name"]
    shown = handle(request, schema, act, present, Shape(cancel=f"/rooms/{room.id}"))
    return named(shown, title=room.name)


@form_page(Room, "limits", FORM, Permission.STORAGE_LIMITS_FORM, Permission.STORAGE_LIMITS)
def room_limits(room: Room, request: Request) -> Any:
    """Limits of its own; what is left empty follows the house."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IRooms).set_limits(limits_of(values), room)
        request.session.flash(_("The limits are set."))
        return f"/rooms/{room.id}"

    shape = Shape(cancel=f"/rooms/{room.id}")
    shown = handle(request, LimitsSchema(), act, limits_values(room.limits), shape)
    lead = _("What is left empty follows the limits of the house.")
    return named(shown, title=_("Limits of ${room}", mapping={"room": room.name}), lead=lead)


@form_page(Room, "add-key", FORM, Permission.STORAGE_EDIT_FORM, Permission.STORAGE_EDIT)
def add_key(room: Room, request: Request) -> Any:
    """A key and who has it."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IRooms).add_key(room, values["number"], values["holder"])
        return f"/rooms/{room.id}#keys"

    shape = Shape(button=_("Enter the key"), cancel=f"/rooms/{room.id}")
    title = _("New key of ${room}", mapping={"room": room.name})
    return named(handle(request, KeySchema(), act, shape=shape), title=title)


@form_page(Room, "register", FORM, Permission.STORAGE_EDIT_FORM, Permission.STORAGE_EDIT)
def register(room: Room, request: Request) -> Any:
    """Enter the boxes that descriptions name, with what stands in them."""

    def act(values: Mapping[str, Any]) -> str:
        made = request.find_service(IBoxes).register(room, **values)
        request.session.flash(_("${count} boxes are entered.", mapping={"count": len(made)}))
        return f"/rooms/{room.id}"

    shape = Shape(button=_("Enter these boxes"), cancel=f"/rooms/{room.id}")
    shown = handle(request, RegisterSchema(), act, {"custodian": room.custodian}, shape)
    title = _("Boxes that descriptions name in ${room}", mapping={"room": room.name})
    lead = _("They stand on the shelves that descriptions name; the room must have these shelves.")
    return named(shown, title=title, lead=lead)


@view_config(
    context=Key, name="hand", request_method="POST", renderer=PAGE, permission=Permission.STORAGE_EDIT
)
def hand(key: Key, request: Request) -> dict[str, Any] | Response:
    """The key goes to somebody else."""
    holder = request.POST.get("holder", "")
    return _with_key(
        key, request, lambda rooms: rooms.hand_key(key, holder), _("It is noted who has the key.")
    )


@view_config(
    context=Key, name="withdraw", request_method="POST", renderer=PAGE, permission=Permission.STORAGE_EDIT
)
def withdraw(key: Key, request: Request) -> dict[str, Any] | Response:
    """The key counts no more."""
    reason = request.POST.get("reason", "")
    return _with_key(key, request, lambda rooms: rooms.withdraw_key(key, reason), _("The key is withdrawn."))


def _with_key(key: Key, request: Request, act: Any, message: Any) -> dict[str, Any] | Response:
    room = request.site.rooms[key.room]
    service = request.find_service(IRooms)
    done = attempt(request, lambda: act(service), message, f"/rooms/{room.id}#keys")
    return done if isinstance(done, Response) else page(room, request, list(done))
