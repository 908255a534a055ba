"""Boxes: entering them, one with what is in it, filling and taking out by lists."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, IBoxes, ILabels
from onestop_records.models.box import Box
from onestop_records.models.label import spaced
from onestop_records.models.room import Room
from onestop_records.permissions import Permission
from schemas.box import BoxesSchema, BoxSchema, FillBody, TakeOutBody
from views.api.call import deserialize
from views.form import Shape, form_page, handle
from views.storage import attempt, named, rooms_in_use, shelves_widget

FORM = "templates/room/form.pt"
PAGE = "templates/box/box.pt"


@form_page(Room, "add-boxes", FORM, Permission.STORAGE_EDIT_FORM, Permission.STORAGE_EDIT)
def add_boxes(room: Room, request: Request) -> Any:
    """New boxes on a shelf of the room."""

    def act(values: Mapping[str, Any]) -> str:
        cabinet, _slash, shelf = values["shelf"].partition("/")
        made = request.find_service(IBoxes).add(room, {**values, "cabinet": cabinet, "shelf": shelf})
        request.session.flash(_("${count} boxes are entered.", mapping={"count": len(made)}))
        return f"/rooms/{room.id}"

    schema = BoxesSchema().bind(shelves=shelves_widget([room], False), site=request.site)
    shape = Shape(button=_("Enter the boxes"), cancel=f"/rooms/{room.id}")
    offered = {"custodian": room.custodian, "shelf": request.GET.get("shelf", "")}
    title = _("New boxes in ${room}", mapping={"room": room.name})
    return named(handle(request, schema, act, offered, shape), title=title)


@view_config(context=Box, request_method="GET", renderer=PAGE, permission=Permission.STORAGE)
def box_page(box: Box, request: Request) -> dict[str, Any]:
    """Where it stands, what is in it, who keeps it."""
    return page(box, request)


def page(box: Box, request: Request, violations: Sequence[Violation] = ()) -> dict[str, Any]:
    """Everything the template shows: of the records those that the person may know of."""
    site, labels = request.site, request.find_service(ILabels)
    records = (site.records[record_id] for record_id in box.records)
    known = [record for record in records if request.knows(record)]
    return {
        "box": box,
        "room": site.rooms[box.room],
        "label": spaced(labels.code(box)),
        "records": sorted(known, key=lambda record: (record.reference_code or "~", record.title)),
        "labels": {record.id: spaced(labels.code(record)) for record in known},
        "given": request.POST.get("records", ""),
        "entries": list(request.find_service(IAudit).entries(box.id)),
        "violations": violations,
    }


@form_page(Box, "edit", FORM, Permission.STORAGE_EDIT_FORM, Permission.STORAGE_EDIT)
def edit(box: Box, request: Request) -> Any:
    """Move it, give it to another custodian, change what it takes."""

    def act(values: Mapping[str, Any]) -> str:
        room, cabinet, shelf = (values["shelf"] + "//").split("/")[:3]
        moved = {"room": room, "cabinet": cabinet, "shelf": shelf}
        request.find_service(IBoxes).change(box, {**values, **moved})
        return f"/boxes/{box.id}"

    schema = BoxSchema().bind(shelves=shelves_widget(rooms_in_use(request), True), site=request.site)
    present = {
        "shelf": "/".join((box.room, *box.path[1:3])),
        "capacity": box.capacity,
        "custodian": box.custodian,
        "note": box.note,
    }
    shown = handle(request, schema, act, present, Shape(cancel=f"/boxes/{box.id}"))
    return named(shown, title=box.title)


@view_config(
    context=Box, name="fill", request_method="POST", renderer=PAGE, permission=Permission.STORAGE_EDIT
)
def fill(box: Box, request: Request) -> dict[str, Any] | Response:
    """Put the records of a list in."""

    def act(boxes: Any) -> None:
        names = deserialize(FillBody(), {"records": request.POST.get("records", "")})["records"]
        boxes.fill(box, names)

    return _acted(box, request, act, _("The records are in the box."))


@view_config(
    context=Box, name="take-out", request_method="POST", renderer=PAGE, permission=Permission.STORAGE_EDIT
)
def take_out(box: Box, request: Request) -> dict[str, Any] | Response:
    """Take the records that are ticked out."""

    def act(boxes: Any) -> None:
        given = {"records": request.POST.getall("record"), "reason": request.POST.get("reason", "")}
        values = deserialize(TakeOutBody(), given)
        boxes.take_out(box, values["records"], values["reason"])

    return _acted(box, request, act, _("The records are taken out of the box."))


@view_config(
    context=Box, name="close", request_method="POST", renderer=PAGE, permission=Permission.STORAGE_EDIT
)
def close(box: Box, request: Request) -> dict[str, Any] | Response:
    """The empty box is used no more."""
    return _acted(
        box, request, lambda boxes: boxes.close(box), _("The box is used no more."), f"/rooms/{box.room}"
    )


def _acted(
    box: Box, request: Request, act: Callable[[Any], None], message: Any, address: str = ""
) -> dict[str, Any] | Response:
    boxes = request.find_service(IBoxes)
    done = attempt(request, lambda: act(boxes), message, address or f"/boxes/{box.id}")
    return done if isinstance(done, Response) else page(box, request, list(done))
