"""Alerts: the security officer's page, blocking an account, the rules."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IAlerts, IAudit
from onestop_records.models.alert import Alert, AlertFolder
from onestop_records.permissions import Permission
from schemas.alert import KINDS, AlertStepBody, RulesSchema
from views.batch import attempt, posted
from views.form import Shape, form_page, handle

STATES = {"open": _("Open"), "settled": _("Settled")}
PAGE = "templates/alert/alert.pt"
SHOWN = 200  # settled alerts on the page


@view_config(context=AlertFolder, renderer="templates/alert/all.pt", permission=Permission.ALERTS)
def alerts(folder: AlertFolder, request: Request) -> dict[str, Any]:
    """Open ones, then those settled lately; accounts that are blocked."""
    settled = [alert for alert in folder.values() if alert.state != "open"]
    opened = sorted(folder.opened(), key=lambda alert: alert.last_at, reverse=True)
    return {
        "opened": opened,
        "settled": sorted(settled, key=lambda alert: alert.last_at, reverse=True)[:SHOWN],
        "blocked": [person for person in request.site.people.values() if person.blocked],
        "kinds": KINDS,
    }


@view_config(context=Alert, renderer=PAGE, permission=Permission.ALERT_ACT)
def one_alert(alert: Alert, request: Request) -> dict[str, Any]:
    """What was counted, of whom, and what may be done."""
    return page(alert, request)


def page(alert: Alert, request: Request, violations: Any = ()) -> dict[str, Any]:
    """Everything the template of an alert shows."""
    return {
        "alert": alert,
        "kind": KINDS[alert.kind],
        "state": STATES[alert.state],
        "person": request.site.people[alert.person],
        "entries": list(request.find_service(IAudit).entries(alert.id)),
        "violations": violations,
    }


def _declare(name: str, message: Any) -> Any:
    def view(alert: Alert, request: Request) -> dict[str, Any] | Response:
        def act() -> None:
            service, reason = request.find_service(IAlerts), posted(request, AlertStepBody)["reason"]
            about = alert if name == "settle" else request.site.people[alert.person]
            getattr(service, name)(about, reason)

        return attempt(request, act, message, lambda found: page(alert, request, found))

    options = {"context": Alert, "name": name, "request_method": "POST", "permission": Permission.ALERT_ACT}
    return view_config(renderer=PAGE, _depth=1, **options)(view)


settle = _declare("settle", _("Settled."))
block = _declare("block", _("The account is blocked: sessions and tokens have ended."))
unblock = _declare("unblock", _("The account is open again."))


@form_page(AlertFolder, "rules", "templates/alert/rules.pt", Permission.USE_RULES_FORM, Permission.USE_RULES)
def rules(folder: AlertFolder, request: Request) -> dict[str, Any] | Response:
    """Terms of loans and permits, and what raises an alert."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IAlerts).change_rules(values)
        request.session.flash(_("The rules are changed."))
        return "/alerts"

    present = asdict(folder.rules)
    return handle(
        request,
        RulesSchema(),
        act,
        {**present, "blocking": set(folder.rules.blocking)},
        Shape(cancel="/alerts"),
    )
