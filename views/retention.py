"""The retention schedule: reading it, adding a class."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IRetention
from onestop_records.models.retention import RetentionSchedule
from onestop_records.permissions import Permission
from schemas.retention import ACTIONS, TRIGGERS, RetentionSchema
from views.form import Shape, form_page, handle


@view_config(
    context=RetentionSchedule, renderer="templates/retention/schedule.pt", permission=Permission.RETENTION
)
def schedule(context: RetentionSchedule, request: Request) -> dict[str, Any]:
    """Every class, permanent ones first, then the longest."""
    classes = sorted(context.values(), key=lambda c: (c.years is not None, -(c.years or 0), c.code))
    return {"classes": classes, "triggers": TRIGGERS, "actions": ACTIONS}


@form_page(
    RetentionSchedule, "add", "templates/retention/add.pt", Permission.FONDS_EDIT, Permission.FONDS_EDIT
)
def add(context: RetentionSchedule, request: Request) -> dict[str, Any] | Response:
    """A new class; one in use is never changed here."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IRetention).add({"years": None, **values})
        request.session.flash(_("The class is added."))
        return "/retention"

    shape = Shape(button=_("Add this class"), cancel="/retention")
    return handle(request, RetentionSchema(), act, {"trigger": "creation", "action": "review"}, shape)
