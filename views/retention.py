"""The retention schedule: reading it, adding a class, its editions and defaults."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Refused, Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, IRetention
from onestop_records.models.retention import CHANGEABLE, Preview, RetentionLine, RetentionSchedule
from onestop_records.permissions import Permission
from schemas.retention import (
    ACTIONS,
    TRIGGERS,
    DefaultsSchema,
    EditionSchema,
    RetentionSchema,
    Wording,
)
from views.form import Shape, form_page, handle
from views.undone import undo

FORM = "templates/retention/form.pt"
CLASS = "templates/retention/class.pt"
CHANGING = Permission.RETENTION_EDIT_FORM, Permission.RETENTION_EDIT
DRAWN = {"triggers": TRIGGERS, "actions": ACTIONS}


@view_config(
    context=RetentionSchedule, renderer="templates/retention/schedule.pt", permission=Permission.RETENTION
)
def schedule(context: RetentionSchedule, request: Request) -> dict[str, Any]:
    """Every class, permanent ones first, then the longest."""
    lines = sorted(context.values(), key=lambda line: _order(line.current))
    return {"lines": lines, **DRAWN}


def _order(edition: Any) -> tuple[bool, int, str]:
    return edition.years is not None, -(edition.years or 0), edition.code


@form_page(RetentionSchedule, "add", FORM, *CHANGING)
def add(context: RetentionSchedule, request: Request) -> dict[str, Any] | Response:
    """A new class."""

    def act(values: Mapping[str, Any]) -> str:
        line = request.find_service(IRetention).add({"years": None, **values})
        request.session.flash(_("The class is added."))
        return f"/retention/{line.code}"

    shape = Shape(button=_("Add this class"), cancel="/retention")
    values = {"trigger": "creation", "action": "review"}
    return _titled(handle(request, RetentionSchema(), act, values, shape), _("Add a class"), "")


@view_config(context=RetentionLine, renderer=CLASS, request_method="GET", permission=Permission.RETENTION)
def retention_class(line: RetentionLine, request: Request) -> dict[str, Any]:
    """The class, its editions, what waits to be confirmed, and its history."""
    return shown(line, request, ())


def shown(line: RetentionLine, request: Request, violations: tuple[Violation, ...]) -> dict[str, Any]:
    """Everything the page of a class shows."""
    service, waiting = request.find_service(IRetention), line.proposal
    keeper = request.has_permission(Permission.RETENTION_CONFIRM, line)
    preview = service.preview(line, waiting.edition) if waiting and keeper else Preview()
    subject = f"retention:{line.code}"
    return {
        "line": line,
        "defaults": service.defaults(line),
        "deletable": not service.in_use(line),
        "proposal": waiting if keeper else None,
        "preview": preview,
        "changes": _changes(line) if waiting else [],
        "overseer": "manager" in request.identity.roles,
        "violations": violations,
        "entries": list(request.find_service(IAudit).entries(subject)) if keeper else [],
        **DRAWN,
    }


def _changes(line: RetentionLine) -> list[tuple[str, Any, Any]]:
    """Triples (field, before, after) of what the proposed edition says otherwise."""
    assert line.proposal is not None
    before, after = line.editions[-1], line.proposal.edition
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in CHANGEABLE)
    return [(name, old, new) for name, old, new in pairs if old != new]


@form_page(RetentionLine, "edit", FORM, *CHANGING)
def edit(line: RetentionLine, request: Request) -> dict[str, Any] | Response:
    """A new edition of a class in use; one that no record has is changed as it stands."""
    newest = line.editions[-1]
    present = {name: getattr(newest, name) for name in CHANGEABLE}
    title = _("A new edition of ${code}", mapping={"code": line.code})

    def act(values: Mapping[str, Any]) -> str:
        wording = {name: values.get(name, _missing(name)) for name in CHANGEABLE}
        service = request.find_service(IRetention)
        if line.used:
            service.propose(line, wording, values["since"], values["running"], values["reason"])
            request.session.flash(_("Look at what the edition changes, then confirm it."))
        else:
            service.change(line, wording)
            request.session.flash(_("The class is changed: no record has it yet."))
        return f"/retention/{line.code}"

    shape = Shape(button=_("Preview"), cancel=f"/retention/{line.code}")
    if not line.used:
        shape = Shape(cancel=f"/retention/{line.code}")
        return _titled(handle(request, Wording(), act, present, shape), title, line.code)
    return _titled(
        handle(request, EditionSchema(), act, {**present, "running": True}, shape), title, line.code
    )


def _missing(name: str) -> Any:
    return None if name == "years" else ""


@form_page(RetentionLine, "defaults", FORM, *CHANGING)
def defaults(line: RetentionLine, request: Request) -> dict[str, Any] | Response:
    """Categories and matters to which the class applies unless another is chosen."""

    def act(values: Mapping[str, Any]) -> str:
        matters = values.get("matters", ())
        request.find_service(IRetention).set_defaults(line, values["categories"], matters)
        request.session.flash(_("The defaults are kept."))
        return f"/retention/{line.code}"

    present = request.find_service(IRetention).defaults(line)
    title = _("Where ${code} applies by default", mapping={"code": line.code})
    shape = Shape(cancel=f"/retention/{line.code}")
    return _titled(handle(request, DefaultsSchema(), act, present, shape), title, line.code)


@view_config(
    context=RetentionLine,
    name="decide",
    request_method="POST",
    renderer=CLASS,
    permission=Permission.RETENTION_CONFIRM,
)
def decide(line: RetentionLine, request: Request) -> dict[str, Any] | Response:
    """Confirm or refuse the proposed edition."""
    service = request.find_service(IRetention)
    try:
        reason = request.POST.get("reason", "")
        if "refuse" in request.POST:
            service.refuse(line, reason)
            request.session.flash(_("The edition is refused."))
        else:
            service.confirm(line, reason)
            request.session.flash(_("The edition is confirmed."))
    except Refused as refused:
        undo(request, refused)
        return shown(line, request, refused.violations)
    return HTTPSeeOther(location=f"/retention/{line.code}")


@view_config(
    context=RetentionLine, name="delete", request_method="POST", permission=Permission.RETENTION_EDIT
)
def delete(line: RetentionLine, request: Request) -> Response:
    """Take out a class that nothing uses."""
    request.find_service(IRetention).remove(line)
    request.session.flash(_("The class is deleted."))
    return HTTPSeeOther(location="/retention")


def _titled(answer: Any, title: Any, code: str) -> Any:
    return answer if isinstance(answer, Response) else {**answer, "title": title, "code": code}
