"""Absences, for pages and the API."""

import colander

from onestop_records.i18n import _
from schemas.lookup import choices
from schemas.nodes import Node, Text
from schemas.person import Field, full_day


class AbsenceSchema(colander.MappingSchema):
    """Who is away, from when to when, and why."""

    since = full_day("since", _("First day"))
    until = full_day("until", _("Last day"), missing=None, description=_("Empty: open end"))
    reason = Field(Text(500), title=_("Reason"))


class AbsenceOfSchema(AbsenceSchema):
    """The same of somebody else."""

    person = Field(Text(100), title=_("Person"), widget=choices("people"), insert_before="since")


class AbsenceBody(colander.MappingSchema):
    """As the API reads it; without ``person`` the caller's own."""

    person = Node(Text(100), title="", missing="")
    since = full_day("since", "")
    until = full_day("until", "", missing=None)
    reason = Node(Text(500), title="")


class BackBody(colander.MappingSchema):
    """Who is here again; without ``person`` the caller."""

    person = Node(Text(100), title="", missing="")
