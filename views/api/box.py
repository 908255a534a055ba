"""Boxes and labels through the API."""

from itertools import islice
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Missing
from onestop_records.interfaces import IBoxes, ILabels
from onestop_records.models.box import Box
from onestop_records.models.room import Room
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from schemas.box import (
    BoxAnswer,
    BoxChange,
    BoxesAnswer,
    BoxesBody,
    BoxesQuery,
    FillBody,
    LabelAnswer,
    RegisterBody,
    TakeOutBody,
)
from views.api.call import api_call
from views.api.missing import of_site
from views.api.room import created
from views.label import qr

BOX = "/boxes/{id}"


def box_json(box: Box, request: Request) -> dict[str, Any]:
    """A box; of what is in it the caller learns what they may know of."""
    records = [each for each in box.records if request.knows(request.site.records[each])]
    names = ("id", "room", "name", "capacity", "custodian", "note", "closed")
    return {
        **{name: getattr(box, name) for name in names},
        "code": request.find_service(ILabels).code(box),
        "place": box.title,
        "records": records,
    }


@api_call("/boxes", "GET", "List boxes", Permission.STORAGE, query=BoxesQuery, answer=BoxesAnswer)
def list_boxes(context: Site, request: Request) -> dict[str, Any]:
    """Of a room in the order of their places, or all by id; ``after`` is the id of the last one seen."""
    values, folder = request.values, request.site.boxes
    if values["room"]:
        boxes = [box.id for box in folder.within(of_site(request.site.rooms, values["room"], "room").name)]
        start = boxes.index(values["after"]) + 1 if values["after"] in boxes else 0
        found = boxes[start : start + values["limit"] + 1]
    else:
        found = list(islice(folder.ids(values["after"], True), values["limit"] + 1))
    shown = found[: values["limit"]]
    more = shown[-1] if len(found) > len(shown) else None
    return {"items": [box_json(folder[box_id], request) for box_id in shown], "next": more}


@api_call(
    "/boxes",
    "POST",
    "Enter boxes on a shelf",
    Permission.STORAGE_EDIT,
    body=BoxesBody,
    answer=BoxesAnswer,
    status=201,
)
def add_boxes(context: Site, request: Request) -> Response:
    """One for each of ``names``."""
    room = of_site(request.site.rooms, request.values["room"], "room")
    made = request.find_service(IBoxes).add(room, request.values)
    items = [box_json(box, request) for box in made]
    return created(request, {"items": items, "next": None}, f"/boxes/{made[0].id}")


@api_call(
    "/rooms/{id}/register",
    "POST",
    "Enter the boxes that descriptions name in a room",
    Permission.STORAGE_EDIT,
    body=RegisterBody,
    answer=BoxesAnswer,
    context=Room,
    traverse="/rooms/{id}",
)
def register_boxes(context: Room, request: Request) -> dict[str, Any]:
    """With what stands in them."""
    made = request.find_service(IBoxes).register(context, **request.values)
    return {"items": [box_json(box, request) for box in made], "next": None}


@api_call(BOX, "GET", "Read a box", Permission.STORAGE, answer=BoxAnswer, context=Box, traverse=BOX)
def read_box(context: Box, request: Request) -> dict[str, Any]:
    """One box."""
    return box_json(context, request)


@api_call(
    BOX,
    "PUT",
    "Change or move a box; what is left out stays",
    Permission.STORAGE_EDIT,
    body=BoxChange,
    answer=BoxAnswer,
    context=Box,
    traverse=BOX,
)
def change_box(context: Box, request: Request) -> dict[str, Any]:
    """What its records say of their place follows."""
    return box_json(request.find_service(IBoxes).change(context, request.values), request)


@api_call(
    f"{BOX}/fill",
    "POST",
    "Put records into a box, all or none",
    Permission.STORAGE_EDIT,
    body=FillBody,
    answer=BoxAnswer,
    context=Box,
    traverse=BOX,
)
def fill_box(context: Box, request: Request) -> dict[str, Any]:
    """By label code, reference code or id."""
    request.find_service(IBoxes).fill(context, request.values["records"])
    return box_json(context, request)


@api_call(
    f"{BOX}/take-out",
    "POST",
    "Take records out of a box",
    Permission.STORAGE_EDIT,
    body=TakeOutBody,
    answer=BoxAnswer,
    context=Box,
    traverse=BOX,
)
def take_out_of_box(context: Box, request: Request) -> dict[str, Any]:
    """With a reason."""
    request.find_service(IBoxes).take_out(context, **_renamed(request.values))
    return box_json(context, request)


def _renamed(values: dict[str, Any]) -> dict[str, Any]:
    return {"names": values["records"], "reason": values["reason"]}


@api_call(
    f"{BOX}/close",
    "POST",
    "Use an empty box no more",
    Permission.STORAGE_EDIT,
    answer=BoxAnswer,
    context=Box,
    traverse=BOX,
)
def close_box(context: Box, request: Request) -> dict[str, Any]:
    """409 when it is closed already, 422 when something is in it."""
    request.find_service(IBoxes).close(context)
    return box_json(context, request)


@api_call("/labels/{code}", "GET", "What a label names", Permission.SCAN, answer=LabelAnswer)
def read_label(context: Site, request: Request) -> dict[str, Any]:
    """A label code, a reference code or an id; 404 for what one may not know of."""
    labels, text = request.find_service(ILabels), request.matchdict["code"]
    thing: Any = labels.record(text)
    kind = "record"
    if thing is None:
        thing, kind = labels.box(text), "box"
    if thing is None:
        raise Missing(text)
    code = labels.code(thing)
    return {"code": code, "kind": kind, "id": thing.id, "title": thing.title, "svg": qr(code)}
