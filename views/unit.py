"""Units and the posts in them."""

from collections.abc import Iterator, Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IMergers, IUnits
from onestop_records.models.unit import Unit, UnitFolder
from onestop_records.permissions import Permission
from schemas.unit import MergeSchema, NewUnitSchema, UnitSchema
from views.form import Shape, handle

FORM = "templates/unit/form.pt"


@view_config(
    context=UnitFolder, request_method="GET", renderer="templates/unit/units.pt", permission=Permission.UNITS
)
def units(folder: UnitFolder, request: Request) -> dict[str, Any]:
    """Every unit below its parent, with who holds a post in it."""
    service = request.find_service(IUnits)
    rows = [(depth, unit, service.members(unit)) for depth, unit in _tree(folder, None, 0)]
    return {"rows": rows, "deputy": _deputy(request)}


@view_config(
    context=UnitFolder, name="add", request_method="GET", renderer=FORM, permission=Permission.UNITS_EDIT_FORM
)
@view_config(
    context=UnitFolder, name="add", request_method="POST", renderer=FORM, permission=Permission.UNITS_EDIT
)
def add(folder: UnitFolder, request: Request) -> Any:
    """A new unit."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IUnits).add(**values)
        return "/units"

    shape = Shape(button=_("Add unit"), cancel="/units")
    return _shown(handle(request, NewUnitSchema(), act, shape=shape), _("New unit"))


@view_config(
    context=Unit, name="edit", request_method="GET", renderer=FORM, permission=Permission.UNITS_EDIT_FORM
)
@view_config(
    context=Unit, name="edit", request_method="POST", renderer=FORM, permission=Permission.UNITS_EDIT
)
def edit(unit: Unit, request: Request) -> Any:
    """Name, place, posts, and whether it still exists."""

    def act(values: Mapping[str, Any]) -> str:
        emptied: dict[str, Any] = {"parent": None, "posts": {}}
        request.find_service(IUnits).change(unit, {**emptied, **values})
        return "/units"

    present = {"title": unit.title, "parent": unit.parent, "posts": unit.posts, "closed": unit.closed}
    return _shown(handle(request, UnitSchema(), act, present, Shape(cancel="/units")), unit.title)


@view_config(
    context=Unit, name="merge", request_method="GET", renderer=FORM, permission=Permission.UNITS_EDIT_FORM
)
@view_config(
    context=Unit, name="merge", request_method="POST", renderer=FORM, permission=Permission.UNITS_EDIT
)
def merge(unit: Unit, request: Request) -> Any:
    """Let it be part of another unit."""

    def act(values: Mapping[str, Any]) -> str:
        count = request.find_service(IMergers).merge(unit, values["into"], values["last"])
        mapping = {"count": count}
        request.session.flash(_("Merged; ${count} people go on in the other unit.", mapping=mapping))
        return "/units"

    title = _("Merge ${unit} into another unit", mapping={"unit": unit.title})
    present = {"last": request.find_service(IClock).today()}
    return _shown(handle(request, MergeSchema(), act, present, Shape(cancel="/units")), title)


def _tree(folder: UnitFolder, parent: str | None, depth: int) -> Iterator[tuple[int, Unit]]:
    """Pairs of depth and unit, children after their parent; closed ones last."""
    children = [unit for unit in folder.values() if unit.parent == parent]
    for unit in sorted(children, key=lambda unit: (unit.closed, unit.title)):
        yield depth, unit
        yield from _tree(folder, unit.code, depth + 1)


def _deputy(request: Request) -> Any:
    """The name of the deputy in a post, or None."""
    return lambda post: request.layout.name(post.deputy) if post.deputy else None


def _shown(answer: dict[str, Any] | Response, title: Any) -> Any:
    return answer if isinstance(answer, Response) else {**answer, "title": title}
