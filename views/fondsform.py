"""Forms of fonds and categories: what an archive is made of is set up on pages (archivists)."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Refused
from onestop_records.i18n import _
from onestop_records.interfaces import IFonds
from onestop_records.models.fonds import Category, Fonds
from onestop_records.models.site import FondsFolder
from onestop_records.permissions import Permission
from schemas.fonds import CategorySchema, FondsSchema, NewCategorySchema, NewFondsSchema
from views.form import Shape, form_page, handle

FORM = "templates/fonds/form.pt"
PREVIEW = "preview"
BUTTONS = (("save", _("Save")), (PREVIEW, _("Preview the codes")))
BEGINNING = {"template": "{fonds}-{category}·{year}-{retention}-{unit}-{sequence:04}", "direct_filing": True}


@form_page(FondsFolder, "add", FORM, Permission.FONDS_EDIT, Permission.FONDS_EDIT)
def add_fonds(folder: FondsFolder, request: Request) -> Any:
    """A new fonds."""

    def act(values: Mapping[str, Any]) -> str:
        fonds = request.find_service(IFonds).add(**values)
        request.session.flash(_("The fonds is added; add its categories now."))
        return f"/fonds/{fonds.number}"

    shape = Shape(button=_("Add this fonds"), cancel="/fonds")
    return _page(handle(request, NewFondsSchema(), act, shape=shape), _("New fonds"))


@form_page(Fonds, "edit", FORM, Permission.FONDS_EDIT, Permission.FONDS_EDIT)
def edit_fonds(fonds: Fonds, request: Request) -> Any:
    """Its title."""
    address = f"/fonds/{fonds.number}"

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IFonds).rename(fonds, values["title"])
        return address

    shape = Shape(cancel=address)
    return _page(handle(request, FondsSchema(), act, {"title": fonds.title}, shape), fonds.title)


@form_page(Fonds, "add", FORM, Permission.FONDS_EDIT, Permission.FONDS_EDIT)
def add_category(fonds: Fonds, request: Request) -> Any:
    """A new category of a fonds."""
    service = request.find_service(IFonds)

    def act(values: Mapping[str, Any]) -> str:
        category = service.add_category(fonds, values)
        request.session.flash(_("The category is added."))
        return f"/fonds/{fonds.number}/{category.code}"

    return _with_preview(request, fonds, NewCategorySchema(), act, BEGINNING, _("New category"))


@form_page(Category, "edit", FORM, Permission.FONDS_EDIT, Permission.FONDS_EDIT)
def edit_category(category: Category, request: Request) -> Any:
    """How its records are numbered and filed, and who keeps them, from now on."""
    service, fonds = request.find_service(IFonds), category.__parent__

    def act(values: Mapping[str, Any]) -> str:
        service.change_category(category, values)
        request.session.flash(_("The category is changed, for what is filed from now on."))
        return f"/fonds/{fonds.number}/{category.code}"

    names = ("title", "mark", "template", "volume_template", "item_template", "direct_filing", "retention")
    present = {name: getattr(category, name) for name in names} | {"keeper": service.keeper(category)}
    return _with_preview(request, fonds, CategorySchema(), act, present, category.title, category.code)


def _with_preview(
    request: Request,
    fonds: Fonds,
    schema: Any,
    act: Any,
    values: Mapping[str, Any],
    title: Any,
    code: str = "",
) -> Any:
    """The form of a category; its second button shows the codes and keeps nothing."""
    service = request.find_service(IFonds)
    codes: list[str] = []

    def act_or_show(given: Mapping[str, Any]) -> str | Refused:
        if PREVIEW not in request.POST:
            done: str = act(given)
            return done
        codes.extend(service.check_category(fonds, {"code": code, **given}))
        return Refused()

    shape = Shape(buttons=BUTTONS, cancel=f"/fonds/{fonds.number}")
    answer = handle(request, schema, act_or_show, values, shape)
    if codes:
        request.response.status_int = 200
    elif request.method == "GET" and code:
        codes.extend(service.preview(fonds, {"code": code, **values}))
    return _page(answer, title, codes, bool(code))


def _page(
    answer: dict[str, Any] | Response, title: Any, codes: list[str] | None = None, filed: bool = False
) -> Any:
    if isinstance(answer, Response):
        return answer
    return {**answer, "title": title, "codes": codes or [], "filed": filed}
