"""Alerts through the API, and the rules that raise them."""

from dataclasses import asdict
from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IAlerts
from onestop_records.models.alert import Alert
from onestop_records.permissions import Permission
from schemas.alert import AlertAnswer, AlertsAnswer, AlertStepBody, RulesAnswer, RulesBody
from views.api.call import api_call
from views.api.loan import instant

ONE = "/alerts/{id}"


def alert_json(alert: Alert, request: Request) -> dict[str, Any]:
    """An alert."""
    names = ("id", "kind", "state", "person", "count", "blocked", "conclusion", "settled_by")
    return {
        **{name: getattr(alert, name) for name in names},
        **{name: instant(getattr(alert, name)) for name in ("at", "last_at", "settled_at")},
        "detail": dict(alert.detail),
    }


@api_call("/alerts", "GET", "List alerts, open ones first", Permission.ALERTS, answer=AlertsAnswer)
def list_alerts(context: object, request: Request) -> dict[str, Any]:
    """Then by their last time, newest first."""
    found = sorted(request.site.alerts.values(), key=lambda alert: alert.last_at, reverse=True)
    ordered = sorted(found, key=lambda alert: alert.state != "open")
    return {"items": [alert_json(alert, request) for alert in ordered]}


@api_call(ONE, "GET", "Read an alert", Permission.ALERT_ACT, answer=AlertAnswer, context=Alert, traverse=ONE)
def read_alert(context: Alert, request: Request) -> dict[str, Any]:
    """One alert."""
    return alert_json(context, request)


def _step(name: str, summary: str) -> Any:
    def view(context: Alert, request: Request) -> dict[str, Any]:
        """422 with the rule that forbids it."""
        about = context if name == "settle" else request.site.people[context.person]
        getattr(request.find_service(IAlerts), name)(about, request.values["reason"])
        return alert_json(context, request)

    view.__name__ = f"{name}_alert"
    more = {"body": AlertStepBody, "answer": AlertAnswer, "context": Alert, "traverse": ONE}
    return api_call(f"{ONE}/transitions/{name}", "POST", summary, Permission.ALERT_ACT, **more)(view)


settle_alert = _step("settle", "Settle an alert with what came out")
block_account = _step("block", "Block the account it is about: sessions and tokens end")
unblock_account = _step("unblock", "Open the account again")


@api_call("/alert-rules", "GET", "Read terms and thresholds", Permission.USE_RULES_FORM, answer=RulesAnswer)
def read_rules(context: object, request: Request) -> dict[str, Any]:
    """As they are now."""
    return _rules(request)


@api_call(
    "/alert-rules",
    "PATCH",
    "Change terms and thresholds",
    Permission.USE_RULES,
    body=RulesBody,
    answer=RulesAnswer,
)
def change_rules(context: object, request: Request) -> dict[str, Any]:
    """What is left out stays as it is."""
    request.find_service(IAlerts).change_rules(request.values)
    return _rules(request)


def _rules(request: Request) -> dict[str, Any]:
    rules = asdict(request.site.alerts.rules)
    return {**rules, "blocking": list(rules["blocking"])}
