"""Asking for permits and assistance, and moving them on, for forms and the API."""

import colander
from deform.widget import CheckboxChoiceWidget, TextAreaWidget, TextInputWidget

from onestop_records.i18n import _
from schemas.answer import counted, said, several
from schemas.loan import REASON, reason
from schemas.moment import Moment
from schemas.nodes import Node, Number, Text, Words, words
from schemas.person import Field

USES = {
    "view": _("Look at"),
    "download": _("Copy (download)"),
    "print": _("Print"),
    "excerpt": _("Take excerpts"),
    "carry": _("Carry outside"),
}
SETTLED = {"handed-back": _("Handed back"), "destroyed": _("Destroyed")}


def _scope() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Set(),
        title=_("Scope of the permit"),
        description=_("Looking at it is always part of it"),
        widget=CheckboxChoiceWidget(values=tuple(USES.items())),
        validator=colander.ContainsOnly(tuple(USES)),
        choices=USES,
        missing=(),
    )


def _until() -> Field:
    widget = TextInputWidget(type="datetime-local")
    return Field(Moment(30), title=_("Term ends"), name="until", widget=widget)


def _purpose() -> Field:
    widget = TextAreaWidget(rows=3)
    return Field(Text(REASON, lines=True), title=_("Purpose"), name="purpose", widget=widget)


class PermitSchema(colander.MappingSchema):
    """What the form for a permit asks."""

    records = words(
        _("Records"),
        description=_("Reference codes or ids, one a line"),
        group="",
        widget=TextAreaWidget(rows=3),
    )
    purpose = _purpose()
    scope = _scope()
    until = _until()


class AssistanceSchema(colander.MappingSchema):
    """What the form for assistance asks: no record is named."""

    seeking = Field(
        Text(REASON, lines=True),
        title=_("What you seek"),
        description=_("Who, what, when, as far as you know; the archivist looks for it"),
        widget=TextAreaWidget(rows=4),
    )
    purpose = _purpose()
    scope = _scope()
    until = _until()


class AssemblySchema(colander.MappingSchema):
    """Which records answer what was sought."""

    records = words(_("Records"), group="", widget=TextAreaWidget(rows=4))
    reason = reason(_("Remarks"))


class PermitBody(colander.MappingSchema):
    """What the API takes: ``records``, or what one is ``seeking``."""

    records = Node(Words(), title="", missing=())
    seeking = Node(Text(REASON, lines=True), title="", missing="")
    purpose = Node(Text(REASON, lines=True), title="")
    scope = Node(Words(), title="", missing=())
    until = Node(Moment(40), title="")


class PermitStepBody(colander.MappingSchema):
    """A step: ``reason`` where the table wants one; what came of it when one finishes."""

    reason = reason()


class AssemblyBody(colander.MappingSchema):
    """The records that answer what was sought."""

    records = Node(Words(), title="", missing=())
    reason = reason()


class CopyBody(colander.MappingSchema):
    """A copy made by hand."""

    use = Node(Text(20), title="", validator=colander.OneOf(tuple(USES)))
    record = Node(Text(100), title="")
    what = Node(Text(200), title="", missing="")


class SettlementBody(colander.MappingSchema):
    """What became of a copy."""

    number = Node(Number(1, 100_000), title="")
    settled = Node(Text(20), title="", missing="")
    how = Node(Text(500), title="", missing="")


class CopyAnswer(colander.MappingSchema):
    """Work material."""

    number = counted()
    use = said()
    record = said()
    what = said()
    holder = said()
    at = said()
    settled = said()
    settled_at = said(nullable=True)
    settled_by = said()
    how = said()


class PermitAnswer(colander.MappingSchema):
    """A permit; of its records those that the caller may know of."""

    id = said()
    state = said()
    revision = counted()
    person = said()
    purpose = said()
    seeking = said()
    records = several(said())
    scope = several(said())
    requested_at = said()
    since = said(nullable=True)
    until = said()
    ended_at = said(nullable=True)
    approved_by = said()
    effect = said()
    handback_due = said(nullable=True)
    copies = several(CopyAnswer())
    transitions = several(said())


class PermitsAnswer(colander.MappingSchema):
    """Several permits."""

    items = several(PermitAnswer())


class UseAnswer(colander.MappingSchema):
    """A line of the register of use."""

    at = said()
    person = said()
    record = said()
    use = said()
    part = said()
    permit = said()


class UsesQuery(colander.MappingSchema):
    """The register: ``use`` narrows it, ``since`` is where it begins."""

    use = Node(Text(20), title="", missing="")
    since = Node(Moment(40), title="", missing=None)
    limit = Node(Number(1, 1000), title="", missing=200)


class UsesAnswer(colander.MappingSchema):
    """The register of use, newest first."""

    items = several(UseAnswer())
