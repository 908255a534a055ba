"""Joint handling (联合办理, C7), for the forms and the API."""

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, SelectWidget, TextInputWidget

from onestop_records.i18n import _
from onestop_records.models.casepartwords import STANCES
from schemas.case import ReasonBody, colleague
from schemas.casefees import FeesBody
from schemas.control import choice, line, lines, tick
from schemas.lookup import People
from schemas.moment import Moment
from schemas.nodes import Number
from schemas.person import Field, full_day

GIVEN = {code: STANCES[code] for code in ("approves", "disapproves", "refuses")}


class AddBody(colander.MappingSchema):
    """A co-handler, what their unit does, and in how many working days."""

    person = colleague()
    task = line(_("Task"))
    days = Field(Number(1, 1000), title=_("Limit for this task, working days"), missing=None)
    leave_out = tick(_("Leave this colleague out again"))


class CopyBody(colander.MappingSchema):
    """What the lead does, and what the notice says besides."""

    task = line(_("Task of the lead"))
    remarks = lines(_("Remarks on the notice"), rows=3, missing="")


class CallBody(colander.MappingSchema):
    """When and where."""

    at = Field(Moment(40), title=_("Time of the meeting"), widget=TextInputWidget(type="datetime-local"))
    place = line(_("Place of the meeting"))
    task = line(_("Task of the lead"))
    remarks = lines(_("Remarks on the notice"), rows=3, missing="")


def _others(node: Any, bound: dict[str, Any]) -> Any:
    case = getattr(bound.get("request"), "context", None)
    tasks = getattr(getattr(case, "joint", None), "others", ())
    people = bound["site"].people
    return CheckboxChoiceWidget(values=[(task.handler, people[task.handler].name) for task in tasks])


class MeetBody(colander.MappingSchema):
    """Who was there, what was agreed, and what remains to be done within the limit (备忘)."""

    present = Field(People(), title=_("Present co-handlers"), missing=(), widget=colander.deferred(_others))
    agreed = lines(_("What was agreed"), rows=4)
    memo = lines(_("Memorandum: what could not be settled at once"), rows=3, missing="")


class AnswerBody(colander.MappingSchema):
    """The opinion of one unit."""

    stance = choice(GIVEN, _("Opinion"))
    text = lines(_("Opinion in full"), rows=4)


def _open(node: Any, bound: dict[str, Any]) -> Any:
    case = getattr(bound.get("request"), "context", None)
    tasks = (task for task in getattr(getattr(case, "joint", None), "others", ()) if task.open)
    people = bound["site"].people
    pairs = [(str(task.number), f"{people[task.handler].name} · {task.title}") for task in tasks]
    return SelectWidget(values=pairs)


class RefuseBody(ReasonBody):
    """Whose task, and what they said."""

    number = Field(Number(1, 1000), title=_("Task"), widget=colander.deferred(_open))


class VisitBody(colander.MappingSchema):
    """The joint visit."""

    day = full_day("day", _("Day of the visit"))
    result = lines(_("What was found"), rows=4)


class SettleBody(colander.MappingSchema):
    """What stands in the end."""

    agreed = lines(_("What was agreed"), missing="", description=_("That of the meeting if left empty"))


JOINT: Mapping[str, Any] = {
    "joint-add": AddBody,
    "joint-copy": CopyBody,
    "joint-call": CallBody,
    "joint-meet": MeetBody,
    "joint-answer": AnswerBody,
    "joint-refuse": RefuseBody,
    "joint-visit": VisitBody,
    "joint-fees": FeesBody,
    "joint-settle": SettleBody,
    "joint-drop": ReasonBody,
}
