"""Bringing records in: one with its files, or many files that each become a record."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import ICapture, IDescriptions, IFiling
from onestop_records.models.component import Received
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.form import Shape, form_page, handle
from views.grade import within_clearance
from views.received import received_files

# What is the same for the next record of a series more often than not.
REMEMBERED = (
    "creator",
    "category",
    "unit",
    "retention",
    "scope",
    "classification",
    "data_category",
    "carrier",
)
LAST = "capture-last"
USUAL_TYPE = "document"


@form_page(Site, "capture", "templates/capture/one.pt", Permission.CAPTURE_FORM, Permission.CAPTURE)
def one(site: Site, request: Request) -> Any:
    """One record with its files; an archivist may file it at once (随办随归)."""
    type = _type(request)

    def act(values: Mapping[str, Any]) -> str:
        record = _capture(request, type, values, received_files(request))
        request.session.flash(_("“${title}” is captured.", mapping={"title": record.title}))
        return request.path_qs if "another" in request.POST else f"/records/{record.id}"

    buttons = [("save", _("Capture")), ("another", _("Capture, then another"))]
    if request.has_permission(Permission.ARRANGE_ACT, site):
        buttons.append(("file", _("Capture and file at once")))
    shape = Shape(files="files", buttons=buttons, cancel="/")
    return _page(request, type, handle(request, _schema(request, type), act, _remembered(request), shape))


@form_page(Site, "capture-many", "templates/capture/many.pt", Permission.CAPTURE_FORM, Permission.CAPTURE)
def many(site: Site, request: Request) -> Any:
    """Many files with the same description; each becomes a record titled by its file's name.

    The script of the page sends them one by one, each with a title; without it all come at once.
    """
    type = _type(request)

    def act(values: Mapping[str, Any]) -> str:
        files = received_files(request)
        Violations.check([Violation("files", _("Choose at least one file"))] if not files else ())
        titles = request.POST.getall("file-title") or [PurePath(file.name).stem for file in files]
        records = [
            _capture(request, type, {**values, "title": title}, [file])
            for title, file in zip(titles, files, strict=False)
        ]
        if len(records) == 1 and request.is_xhr:
            return f"/records/{records[0].id}"
        request.session.flash(_("${count} records are captured.", mapping={"count": len(records)}))
        return "/"

    schema = _schema(request, type)
    del schema["title"]
    shape = Shape(files="files", button=_("Capture all"), cancel="/", many=True)
    return _page(request, type, handle(request, schema, act, _remembered(request), shape))


def _capture(request: Request, type: str, values: Mapping[str, Any], files: list[Received]) -> Record:
    record: Record = request.find_service(ICapture).capture({**values, "type": type}, files)
    if "file" in request.POST and request.has_permission(Permission.FILE, record):
        request.find_service(IFiling).file(record)
    request.session[LAST] = {name: str(values[name]) for name in REMEMBERED if values.get(name)}
    return record


def _page(request: Request, type: str, done: dict[str, Any] | Response) -> Any:
    if isinstance(done, Response):
        return done
    return {**done, "type": type, "types": request.find_service(IDescriptions).types().values()}


def _type(request: Request) -> str:
    wanted = request.GET.get("type", USUAL_TYPE)
    return wanted if wanted in request.find_service(IDescriptions).types() else USUAL_TYPE


def _schema(request: Request, type: str) -> Any:
    return within_clearance(request, request.find_service(IDescriptions).schema(type))


def _remembered(request: Request) -> dict[str, Any]:
    """What was last used, and what the address asks for (``?category=WS``, ``?volume=…``)."""
    asked = {name: request.GET[name] for name in (*REMEMBERED, "volume", "year") if name in request.GET}
    return {**request.session.get(LAST, {}), **asked}
