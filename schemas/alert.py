"""Alerts and the rules that raise them, for the form and the API."""

from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, TextInputWidget

from onestop_records.i18n import _
from schemas.answer import AnyMapping, counted, said, several
from schemas.loan import reason
from schemas.nodes import Node, Number, Text, Words, YesNo
from schemas.person import Field

KINDS = {
    "refusals": _("Repeated refusals"),
    "downloads": _("Mass download"),
    "hours": _("Use outside of the hours of work"),
    "overrun": _("A permit or loan was overrun"),
}


def _number(name: str, title: Any, most: int, least: int = 1) -> Field:
    return Field(Number(least, most), name=name, title=title, widget=TextInputWidget(type="number"))


def _time(name: str, title: Any) -> Field:
    return Field(Text(5), name=name, title=title, widget=TextInputWidget(type="time"))


class RulesSchema(colander.MappingSchema):
    """Terms and thresholds, a setting kept in the store."""

    loan_days = _number("loan_days", _("Days of a loan"), 366)
    renewals = _number("renewals", _("Renewals of a loan"), 20, 0)
    permit_days = _number("permit_days", _("Longest term of a permit in days"), 366)
    handback_hours = _number("handback_hours", _("Hours until work material is handed back"), 240)
    work_begins = _time("work_begins", _("Hours of work begin"))
    work_ends = _time("work_ends", _("Hours of work end"))
    refusals = _number("refusals", _("Refusals that raise an alert"), 10_000)
    refusal_minutes = _number("refusal_minutes", _("within so many minutes"), 1440)
    downloads = _number("downloads", _("Downloads that raise an alert"), 100_000)
    download_minutes = _number("download_minutes", _("within so many minutes"), 1440)
    overruns = _number("overruns", _("Attempts after the end of a permit that raise an alert"), 1000)
    blocking = colander.SchemaNode(
        colander.Set(),
        title=_("Alerts that block the account at once"),
        widget=CheckboxChoiceWidget(values=tuple(KINDS.items())),
        validator=colander.ContainsOnly(tuple(KINDS)),
        choices=KINDS,
        missing=(),
    )


class RulesBody(colander.MappingSchema):
    """What the API takes and answers; what is left out stays as it is."""

    loan_days = Node(Number(1, 366), title="", missing=colander.drop)
    renewals = Node(Number(0, 20), title="", missing=colander.drop)
    permit_days = Node(Number(1, 366), title="", missing=colander.drop)
    handback_hours = Node(Number(1, 240), title="", missing=colander.drop)
    work_begins = Node(Text(5), title="", missing=colander.drop)
    work_ends = Node(Text(5), title="", missing=colander.drop)
    refusals = Node(Number(1, 10_000), title="", missing=colander.drop)
    refusal_minutes = Node(Number(1, 1440), title="", missing=colander.drop)
    downloads = Node(Number(1, 100_000), title="", missing=colander.drop)
    download_minutes = Node(Number(1, 1440), title="", missing=colander.drop)
    overruns = Node(Number(1, 1000), title="", missing=colander.drop)
    blocking = Node(Words(), title="", missing=colander.drop)


class RulesAnswer(colander.MappingSchema):
    """The rules in force."""

    loan_days = counted()
    renewals = counted()
    permit_days = counted()
    handback_hours = counted()
    work_begins = said()
    work_ends = said()
    refusals = counted()
    refusal_minutes = counted()
    downloads = counted()
    download_minutes = counted()
    overruns = counted()
    blocking = several(said())


class AlertStepBody(colander.MappingSchema):
    """Why, or what came out."""

    reason = reason()


class AlertAnswer(colander.MappingSchema):
    """An alert; ``detail`` are plain values that depend on its kind."""

    id = said()
    kind = said()
    state = said()
    person = said()
    at = said()
    last_at = said()
    count = counted()
    detail = AnyMapping(title="")
    blocked = colander.SchemaNode(YesNo(), title="")
    conclusion = said()
    settled_by = said()
    settled_at = said(nullable=True)


class AlertsAnswer(colander.MappingSchema):
    """Alerts, open ones first."""

    items = several(AlertAnswer())
