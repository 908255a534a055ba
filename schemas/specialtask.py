"""Special tasks (专项工作, S9.6), for forms and API: registering, each step, the settings."""

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import SelectWidget, TextInputWidget

from onestop_records.i18n import _
from schemas.answer import Texts, counted, said, several
from schemas.case import ReasonBody
from schemas.control import line, lines
from schemas.lookup import choices, coded
from schemas.nodes import Number, Text, Words, YesNo
from schemas.person import Field, full_day


def _required(title: Any, limit: int = 200, **options: Any) -> Field:
    return Field(Text(limit), title=title, **options)


class TaskBody(colander.MappingSchema):
    """What is registered; the letter comes as a file."""

    title = _required(_("Task"))
    source = _required(_("Given by"), description=_("The authority above that gave it"))
    document_number = line(_("Document number"))
    document_date = full_day("document_date", _("Date of the document"), missing=None)
    term = full_day(
        "term",
        _("Term"),
        missing=None,
        description=_("The last day by the document; the usual limit if it sets none"),
    )
    content = lines(_("Content"), rows=4, missing="")


class DivideBody(colander.MappingSchema):
    """One item for one unit."""

    title = _required(_("What is to be done"))
    unit = Field(Text(100), title=_("Responsible unit"), widget=choices("units"))
    due = full_day(
        "due",
        _("Due"),
        missing=None,
        description=_("Not after the term of the task; the usual limit if left empty"),
    )


class NoteBody(colander.MappingSchema):
    """A paper for the file."""

    title = _required(_("Title"))


class ReportBody(colander.MappingSchema):
    """What the authority above is told."""

    text = lines(_("What the authority above is told"), rows=6)


class SendBackBody(ReasonBody):
    """Why the authority above is not content, and another term if it sets one."""

    term = full_day("term", _("New term"), missing=None)


class NothingBody(colander.MappingSchema):
    """A step that is told nothing."""


def _staff(node: Any, bound: dict[str, Any]) -> Any:
    """People who hold a post in the unit that has the item."""
    unit = getattr(getattr(bound.get("request"), "context", None), "unit", "")
    found = (p for p in bound["site"].people.values() if not p.closed)
    people = [(p.id, p.name) for p in found if any(a.unit == unit for a in p.appointments)]
    return SelectWidget(values=(("", _("(none)")), *people))


class AssignBody(colander.MappingSchema):
    """Who does it."""

    person = Field(Text(100), title=_("Responsible person"), widget=colander.deferred(_staff))


class ProgressBody(colander.MappingSchema):
    """How far it is, in per cent, in words, or both."""

    percent = Field(
        Number(0, 100),
        title=_("How far, per cent"),
        missing=None,
        widget=TextInputWidget(type="number"),
    )
    text = lines(_("What was done"), rows=4, missing="")


class FinishBody(colander.MappingSchema):
    """The result, and what proves it."""

    text = lines(_("Result"), rows=5)
    proof = line(_("Proof"), description=_("Where it is, when it is not attached"))


class AcceptBody(colander.MappingSchema):
    """Remarks."""

    reason = lines(_("Remarks"), rows=2, missing="")


class ItemBackBody(ReasonBody):
    """Why it is not good enough, and by when it is to be."""

    due = full_day("due", _("New day"), missing=None)


class ChaseBody(colander.MappingSchema):
    """Why it is late."""

    reason = lines(_("Cause of the delay, and what is asked for"), rows=3)


STEPS: Mapping[str, Any] = {
    "divide": DivideBody,
    "divide-more": DivideBody,
    "note": NoteBody,
    "report": ReportBody,
    "send-back": SendBackBody,
    "close": NothingBody,
    "drop": ReasonBody,
}
ITEM_STEPS: Mapping[str, Any] = {
    "assign": AssignBody,
    "progress": ProgressBody,
    "finish": FinishBody,
    "accept": AcceptBody,
    "send-back": ItemBackBody,
    "drop": ReasonBody,
    "chase": ChaseBody,
}
WITH_FILES = frozenset({"note", "report", "send-back"})
ITEM_WITH_FILES = frozenset({"progress", "finish"})


def api_body(body: Any, files: bool) -> Any:
    """The same through the API; files are named as sent ahead (``POST /uploads``)."""
    if not files:
        return body

    def made() -> Any:
        schema = body()
        schema.add(Field(Words(), name="uploads", title=_("Files sent ahead"), missing=()))
        return schema

    return made


class TermsSchema(colander.MappingSchema):
    """The settings of the files of special tasks."""

    category = coded("categories", _("Category of the files of special tasks"), group="")
    retention = coded("retention", _("Retention class of the files of special tasks"), group="")


def _yes() -> Any:
    return colander.SchemaNode(YesNo(), title="")


def _number() -> Any:
    return colander.SchemaNode(Number(0, 100), title="", nullable=True)


class ProgressAnswer(colander.MappingSchema):
    """One report."""

    percent = _number()
    text = said()
    by = said()
    at = said()


class ChaseAnswer(colander.MappingSchema):
    """One chase."""

    cause = said()
    by = said()
    at = said()
    until = said()


class ItemAnswer(colander.MappingSchema):
    """One item."""

    number = counted()
    title = said()
    unit = said()
    handler = said()
    state = said()
    due = said(nullable=True)
    late = _yes()
    percent = counted()
    result = said()
    proof = said()
    papers = Texts()
    progress = several(ProgressAnswer())
    chases = several(ChaseAnswer())
    transitions = Texts()


class TaskAnswer(colander.MappingSchema):
    """A special task."""

    id = said()
    number = said()
    state = said()
    revision = counted()
    title = said()
    source = said()
    document_number = said()
    document_date = said(nullable=True)
    content = said()
    registered_by = said()
    handler = said()
    received_at = said()
    due = said(nullable=True)
    late = _yes()
    percent = counted()
    told = said()
    outcome = said(nullable=True)
    file = said()
    items = several(ItemAnswer())
    transitions = Texts()


class TasksAnswer(colander.MappingSchema):
    """Special tasks."""

    items = several(TaskAnswer())


class TermsAnswer(colander.MappingSchema):
    """The settings of the files."""

    category = said()
    retention = said()
