"""Forms of the filing scope: the archivist adds, changes and ends its entries."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from onestop_records.i18n import _
from onestop_records.interfaces import IScope
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from schemas.scopeentry import NewScopeEntrySchema, PresentScopeEntrySchema
from views.form import Shape, form_page, handle

FORM = "templates/scope/form.pt"
EMPTIED: Mapping[str, Any] = {"units": (), "category": "", "retention": "", "note": ""}


@form_page(Site, "scope-add", FORM, Permission.FONDS_EDIT, Permission.FONDS_EDIT)
def add(site: Site, request: Request) -> Any:
    """A new entry, to be filed or not."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IScope).add({**EMPTIED, **values})
        return "/scope"

    shape = Shape(button=_("Add this entry"), cancel="/scope")
    return _page(handle(request, NewScopeEntrySchema(), act, {"filed": True}, shape), _("New entry"))


@form_page(Site, "scope-edit", FORM, Permission.FONDS_EDIT, Permission.FONDS_EDIT)
def edit(site: Site, request: Request) -> Any:
    """An entry; its code stays, for records name it."""
    entry = site.scope.get(request.GET.get("code", ""))
    if entry is None:
        raise HTTPNotFound()

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IScope).change(entry.code, {**EMPTIED, **values})
        return "/scope"

    schema = PresentScopeEntrySchema()
    present = {name: getattr(entry, name) for name in (node.name for node in schema)}
    title = f"{entry.code} {entry.title}"
    return _page(handle(request, schema, act, present, Shape(cancel="/scope")), title)


def _page(answer: dict[str, Any] | Response, title: Any) -> Any:
    return answer if isinstance(answer, Response) else {**answer, "title": title}
