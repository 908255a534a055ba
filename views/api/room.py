"""Storage rooms, keys and limits through the API."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import IRooms, IRounds
from onestop_records.models.room import Key, Room, Shelf
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from schemas.room import (
    KeyAnswer,
    KeyBody,
    KeysAnswer,
    KeyStep,
    LimitsAnswer,
    LimitsSchema,
    RoomAnswer,
    RoomBody,
    RoomChange,
    RoomsAnswer,
    limits_of,
    limits_values,
)
from views.api.call import Call, answer_of, api_call
from views.api.missing import of_site

ROOM = "/rooms/{id}"
KEY = "/keys/{id}"
SHOWN = Call(ROOM, "GET", "", None, lambda context, request: None)


def created(request: Request, values: dict[str, Any], path: str) -> Response:
    """A thing that was made, and where it is."""
    response = answer_of(SHOWN, values)
    response.status_code = 201
    response.headers["Location"] = f"{request.application_url}/api/v1{path}"
    return response


def limits_json(limits: Any) -> dict[str, Any]:
    """Limits in °C, % and days."""
    values = limits_values(limits)
    measured = {name: float(value) for name, value in values.items() if name.endswith(("_from", "_to"))}
    return {**values, **measured}


def room_json(room: Room, request: Request) -> dict[str, Any]:
    """A room with the limits in force."""
    return {
        **{name: getattr(room, name) for name in ("id", "name", "custodian", "note", "closed")},
        "shelves": [vars(shelf) for shelf in room.shelves],
        "limits": limits_json(request.site.rooms.limits_of(room)),
        "last_round": room.last_round.isoformat(),
        "round_due": request.find_service(IRounds).due(room).isoformat(),
    }


def key_json(key: Key, request: Request) -> dict[str, Any]:
    """A key."""
    return {name: getattr(key, name) for name in ("id", "number", "room", "holder", "withdrawn")}


def _shelves(values: dict[str, Any]) -> dict[str, Any]:
    if "shelves" not in values:
        return values
    return {**values, "shelves": tuple(Shelf(**shelf) for shelf in values["shelves"])}


@api_call("/rooms", "GET", "List storage rooms", Permission.STORAGE, answer=RoomsAnswer)
def list_rooms(context: Site, request: Request) -> dict[str, Any]:
    """By name."""
    rooms = sorted(request.site.rooms.values(), key=lambda room: room.name)
    return {"items": [room_json(room, request) for room in rooms]}


@api_call(
    "/rooms",
    "POST",
    "Enter a storage room",
    Permission.STORAGE_EDIT,
    body=RoomBody,
    answer=RoomAnswer,
    status=201,
)
def add_room(context: Site, request: Request) -> Response:
    """Its name stays: descriptions call it so."""
    room = request.find_service(IRooms).add(_shelves(request.values))
    return created(request, room_json(room, request), f"/rooms/{room.id}")


@api_call(
    ROOM, "GET", "Read a storage room", Permission.STORAGE, answer=RoomAnswer, context=Room, traverse=ROOM
)
def read_room(context: Room, request: Request) -> dict[str, Any]:
    """With the limits in force there."""
    return room_json(context, request)


@api_call(
    ROOM,
    "PUT",
    "Change a storage room; what is left out stays",
    Permission.STORAGE_EDIT,
    body=RoomChange,
    answer=RoomAnswer,
    context=Room,
    traverse=ROOM,
)
def change_room(context: Room, request: Request) -> dict[str, Any]:
    """A shelf with boxes on it stays."""
    return room_json(request.find_service(IRooms).change(context, _shelves(request.values)), request)


@api_call(
    f"{ROOM}/limits",
    "PUT",
    "Set limits of a room's own; what is left out follows the house",
    Permission.STORAGE_LIMITS,
    body=LimitsSchema,
    answer=RoomAnswer,
    context=Room,
    traverse=ROOM,
)
def set_room_limits(context: Room, request: Request) -> dict[str, Any]:
    """Each figure names its rule."""
    request.find_service(IRooms).set_limits(limits_of(request.values), context)
    return room_json(context, request)


@api_call("/storage-limits", "GET", "Read the limits of the house", Permission.STORAGE, answer=LimitsAnswer)
def read_limits(context: Site, request: Request) -> dict[str, Any]:
    """What rooms are held against that say nothing themselves."""
    return limits_json(request.site.rooms.limits)


@api_call(
    "/storage-limits",
    "PUT",
    "Set the limits of the house",
    Permission.STORAGE_LIMITS,
    body=LimitsSchema,
    answer=LimitsAnswer,
)
def set_limits(context: Site, request: Request) -> dict[str, Any]:
    """All of them, each naming its rule."""
    request.find_service(IRooms).set_limits(limits_of(request.values))
    return limits_json(request.site.rooms.limits)


@api_call("/keys", "GET", "List keys of storage rooms", Permission.STORAGE, answer=KeysAnswer)
def list_keys(context: Site, request: Request) -> dict[str, Any]:
    """Withdrawn ones too."""
    keys = sorted(request.site.keys.values(), key=lambda key: (key.withdrawn, key.number))
    return {"items": [key_json(key, request) for key in keys]}


@api_call("/keys", "POST", "Enter a key", Permission.STORAGE_EDIT, body=KeyBody, answer=KeyAnswer, status=201)
def add_key(context: Site, request: Request) -> Response:
    """A key of a room and who has it."""
    room = of_site(request.site.rooms, request.values["room"], "room")
    key = request.find_service(IRooms).add_key(room, request.values["number"], request.values["holder"])
    return created(request, key_json(key, request), "/keys")


@api_call(
    f"{KEY}/transitions/hand",
    "POST",
    "Hand a key to somebody",
    Permission.STORAGE_EDIT,
    body=KeyStep,
    answer=KeyAnswer,
    context=Key,
    traverse=KEY,
)
def hand_key(context: Key, request: Request) -> dict[str, Any]:
    """``holder`` is a person's id."""
    return key_json(request.find_service(IRooms).hand_key(context, request.values["holder"]), request)


@api_call(
    f"{KEY}/transitions/withdraw",
    "POST",
    "Withdraw a key",
    Permission.STORAGE_EDIT,
    body=KeyStep,
    answer=KeyAnswer,
    context=Key,
    traverse=KEY,
)
def withdraw_key(context: Key, request: Request) -> dict[str, Any]:
    """Lost or destroyed; with a reason."""
    return key_json(request.find_service(IRooms).withdraw_key(context, request.values["reason"]), request)
