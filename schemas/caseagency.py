"""An agency service (全程代办, N chapter 7, C15), for the forms and the API."""

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, SelectWidget

from onestop_records.i18n import _
from onestop_records.models.caseagencywords import FAULTS, GIVEN, REASONS, SCOPES, TELLING, WAYS
from schemas.case import ReasonBody, colleague
from schemas.casefees import FeesBody
from schemas.control import choice, line, lines, tick
from schemas.nodes import Number, Text
from schemas.person import Field, full_day

COMMISSIONED = {code: SCOPES[code] for code in ("whole", "part")}
AGENT_HINT = _("Who handles the case if left empty; somebody else gets a task and may read the file")
NO = ("", _("(none)"))


def _case(bound: Mapping[str, Any]) -> Any:
    return getattr(bound.get("request"), "context", None)


def _steps(node: Any, bound: dict[str, Any]) -> Any:
    """The open steps."""
    found = [step for step in getattr(getattr(_case(bound), "agency", None), "steps", ()) if step.open]
    people = bound["site"].people
    told = ((step, step.body or people[step.handler].name) for step in found)
    pairs = [(str(step.number), f"{step.number} {step.title} · {who}") for step, who in told]
    return SelectWidget(values=pairs if len(pairs) == 1 else (NO, *pairs))


def _received(bound: Mapping[str, Any]) -> list[tuple[str, str]]:
    materials = getattr(_case(bound), "materials", ())
    return [(str(m.number), f"{m.number} {m.name}") for m in materials if m.form and not m.returned_at]


def _paper(node: Any, bound: dict[str, Any]) -> Any:
    return SelectWidget(values=(NO, *_received(bound)))


def _along(node: Any, bound: dict[str, Any]) -> Any:
    return CheckboxChoiceWidget(values=tuple(_received(bound)))


def _asked(words: Mapping[str, Any], title: Any, **options: Any) -> Field:
    """One of a list, which nothing is chosen of beforehand."""
    widget = SelectWidget(values=(NO, *words.items()))
    return Field(Text(40), title=title, validator=colander.OneOf(tuple(words)), widget=widget, **options)


def _number() -> Field:
    return Field(
        Number(1, 1000), name="number", title=_("Step"), missing=None, widget=colander.deferred(_steps)
    )


def _agent(**options: Any) -> Field:
    return colleague(_("Agent"), missing="", description=AGENT_HINT, **options)


class FormBody(colander.MappingSchema):
    """What is to be signed."""

    scope = _asked(COMMISSIONED, _("What is commissioned"))
    matters = line(_("Part that is commissioned"), 500)
    person = _agent()


class CommissionBody(FormBody):
    """What was signed, by whom and when; the paper is attached, or is a material that was received."""

    signed_by = Field(Text(100), title=_("Power of attorney signed by"))
    signed_on = full_day("signed_on", _("Signed on"))
    material = Field(
        Number(1, 1000),
        title=_("The signed paper is this material"),
        missing=None,
        widget=colander.deferred(_paper),
    )


class AppointBody(colander.MappingSchema):
    """Who reports."""

    person = _agent()


class AgentBody(ReasonBody):
    """Who else, and why."""

    person = _agent()


class DistributeBody(colander.MappingSchema):
    """What, to whom, when and how."""

    task = Field(Text(200), title=_("What is to be done there"))
    body = line(_("Body outside"), description=_("Or a colleague, one of the two"))
    person = colleague(missing="")
    sent_on = full_day("sent_on", _("Sent on"), missing=None, description=_("Today if left empty"))
    sent_how = choice(WAYS, _("How it was sent"), missing="", description=_("For a body outside"))
    materials = colander.SchemaNode(
        colander.Sequence(),
        Field(Number(1, 1000), title=""),
        title=_("Papers of the client that went along"),
        missing=(),
        widget=colander.deferred(_along),
    )
    days = Field(
        Number(1, 1000),
        title=_("Limit for this step, working days"),
        missing=None,
        description=_("That of the settings if left empty; within the limit of the case"),
    )


class ResultBody(colander.MappingSchema):
    """What came of it."""

    number = _number()
    outcome = _asked(GIVEN, _("Result of a step"))
    text = lines(_("In full"), rows=3)
    papers = line(_("Papers that came back"), 500, description=_("Handed to the client in the end"))
    reason = lines(_("Cause, when it is overdue"), rows=2, missing="")


class ChaseBody(colander.MappingSchema):
    """Which, how, and why it is late."""

    number = _number()
    way = choice(TELLING, _("How it was chased"), missing="")
    reason = lines(_("Cause that was found"), rows=3, missing="")


class TellBody(colander.MappingSchema):
    """What the client was told, and how."""

    text = lines(_("What the client was told"), rows=3)
    way = _asked(TELLING, _("How the client was told"))


class EndBody(colander.MappingSchema):
    """One of four reasons, in writing."""

    cause = _asked(REASONS, _("Cause of the end"))
    fault = choice(FAULTS, _("What the client has done"), missing="")
    way = _asked(TELLING, _("How the client was told"))
    reason = lines(_("In full"), description=_("Stands on the notice that the client gets"))


class CloseBody(colander.MappingSchema):
    """The client came and signed, or did not come."""

    came = tick(_("The client came"))
    signed_by = line(_("Signed for by"), 100)
    day = full_day("day", _("Day"))
    remarks = lines(_("Remarks; how the client was asked to come"), rows=3, missing="")


AGENCY: Mapping[str, Any] = {
    "agency-form": FormBody,
    "agency-commission": CommissionBody,
    "agency-appoint": AppointBody,
    "agency-drop": ReasonBody,
    "agency-agent": AgentBody,
    "agency-distribute": DistributeBody,
    "agency-result": ResultBody,
    "agency-chase": ChaseBody,
    "agency-fees": FeesBody,
    "agency-tell": TellBody,
    "agency-finish": TellBody,
    "agency-resume": ReasonBody,
    "agency-end": EndBody,
    "agency-close": CloseBody,
}
WITH_FILES = frozenset({"agency-commission", "agency-result", "agency-close"})
