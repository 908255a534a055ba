"""Custody handovers: opening, receivers, findings, decisions, signatures; for pages and the API."""

from typing import Any

import colander
from deform.widget import SelectWidget

from onestop_records.i18n import _
from onestop_records.models.site import Site
from schemas.disposal import MOST_ROWS, reason, row_numbers
from schemas.lookup import choices, one_of
from schemas.nodes import Node, Number, Text, YesNo
from schemas.person import Field, Password, full_day

REASONS = {
    "leaving": _("Leaves the house: the account closes with the last signature"),
    "post": _("Changes post"),
    "merger": _("Units are merged"),
    "return": _("Things are given back"),
}
FINDINGS = {"present": _("Present"), "missing": _("Missing"), "damaged": _("Damaged")}
METHODS = {"group": _("A box or place was counted"), "sample": _("Samples of a list were looked at")}
DECISIONS = {"as-is": _("It passes as it is"), "again": _("It is looked for and checked again")}


def _earlier(site: Site) -> list[tuple[str, Any]]:
    passed = [each for each in site.handovers.values() if each.state == "passed"]
    newest = sorted(passed, key=lambda each: each.opened_at, reverse=True)[:50]
    names = [(each.id, site.people[each.giver].name, each.ended_at) for each in newest]
    return [("", _("(none)")), *((each, f"{name} {at:%Y-%m-%d}" if at else name) for each, name, at in names)]


@colander.deferred
def earlier_choices(node: Any, bound: dict[str, Any]) -> Any:
    return SelectWidget(values=_earlier(bound["site"]))


class OpenSchema(colander.MappingSchema):
    """Who hands over, why, and until when they hold their post."""

    giver = Field(Text(100), title=_("Who hands over"), widget=choices("people"))
    reason = one_of(REASONS, _("Reason"), missing=colander.required, group="")
    until = full_day("until", _("Last day in the post"), missing=None)
    earlier = Field(
        Text(26), title=_("Handover whose things are given back"), missing="", widget=earlier_choices
    )


class OpenBody(colander.MappingSchema):
    """The same, as the API reads it; people are ids."""

    giver = Node(Text(100), title="")
    reason = one_of(REASONS, "", missing=colander.required)
    until = full_day("until", "", missing=None)
    earlier = Node(Text(26), title="", missing="")


class Narrowing(colander.MappingSchema):
    """Which rows: ``finding`` may be ``none`` and ``discrepancy``, ``receiver`` an id or ``none``."""

    kind = Node(Text(40), title=_("Kind"), missing="")
    category = Node(Text(20), title=_("Category"), missing="")
    year = Node(Number(1, 9999), title=_("Year"), missing=None)
    carrier = Node(Text(20), title=_("Carrier"), missing="")
    place = Node(Text(500), title=_("Place"), missing="")
    finding = Node(Text(20), title=_("State"), missing="")
    receiver = Node(Text(100), title=_("Receiver"), missing="")


class RowsQuery(Narrowing):
    """A page of rows."""

    after = Node(Number(0, 10_000_000), title="", missing=0)
    limit = Node(Number(1, 200), title="", missing=50)


class AssignBody(Narrowing):
    """``person`` takes over ``rows``, or without them all that the filters leave."""

    person = Node(Text(100), title=_("Receiver"))
    rows = row_numbers()


class CheckBody(colander.MappingSchema):
    """What was found; ``note`` says what is missing or damaged."""

    rows = row_numbers()
    finding = one_of(FINDINGS, _("State"), missing=colander.required)
    note = Node(Text(500), title=_("Note"), missing="")


class GroupBody(Narrowing):
    """All that is left of a counted box (``count``), or of a list of which samples were looked at."""

    method = one_of(METHODS, "", missing=colander.required)
    count = Node(Number(0, MOST_ROWS * 10), title=_("How many things were counted"), missing=None)


class CodeBody(colander.MappingSchema):
    """A label was scanned."""

    code = Node(Text(200), title=_("Code"))
    finding = one_of(FINDINGS, "", missing="present")
    note = Node(Text(500), title="", missing="")


class DecideBody(colander.MappingSchema):
    """A manager decides on discrepancies."""

    rows = row_numbers()
    decision = one_of(DECISIONS, _("Decision"), missing=colander.required)
    reason = reason()


class DropBody(colander.MappingSchema):
    """Rows that stay with the giver."""

    rows = row_numbers()
    reason = reason()


class StepBody(colander.MappingSchema):
    """A transition; ``reason`` where it is required."""

    reason = reason()


class SignBody(colander.MappingSchema):
    """A signature: the password anew; a giver acknowledges that the duty of confidence goes on."""

    password = Node(Password(), title=_("Your password, as your signature"))
    acknowledged = Node(YesNo(), title="", missing=False)


class PaperBody(colander.MappingSchema):
    """The printed register with its signatures: ``upload`` is the scan, sent ahead to ``uploads``."""

    supervisor = Node(Text(100), title=_("Supervisor"), missing="")
    day = full_day("day", _("Day of the signatures"))
    upload = Node(Text(100), title="", missing="")
    password = Node(Password(), title="")


class InventoryQuery(colander.MappingSchema):
    """Whose inventory; one's own without it."""

    person = Node(Text(100), title="", missing="")
