"""Complaint files (投诉档案) and service case files (办件档案): volumes whose items come from casework."""

import colander

from onestop_records.i18n import _
from schemas.lookup import one_of
from schemas.nodes import Node, YesNo, day, paragraph, text
from schemas.record import RecordSchema

CHANNELS = {
    "letter": _("Letter"),
    "telephone": _("Telephone"),
    "online": _("Online"),
    "visit": _("In person"),
    "e-mail": _("E-mail"),
    "box": _("Suggestion box"),
    "transferred": _("Passed on by another authority"),
}


IN_TIME = {"yes": _("In time"), "no": _("Late"), "running": _("Running")}


class CaseworkSchema(RecordSchema):
    """What the file of a case or complaint says of it; its service writes these fields, nobody else."""

    received = day(_("Received on"), group="content")
    closed = day(_("Closed on"), group="content")
    outcome = paragraph(_("Outcome"), group="content")
    case_kind = text(_("Kind of case"), 40, group="content")
    case_state = text(_("State of the case"), 40, group="content")
    in_time = one_of(IN_TIME, _("Kept the time limit"), group="content")
    satisfaction = text(_("Satisfaction"), 40, group="content")


class ComplaintFileSchema(CaseworkSchema):
    """A complaint with the date of each step. The person complained of is shut out of the file."""

    channel = one_of(CHANNELS, _("Channel"), group="content")
    signed = Node(YesNo(), title=_("Signed"), missing=colander.drop, group="content")
    complained_unit = text(_("Unit complained of"), group="content")
    complained_person = text(_("Person complained of"), 200, group="content")
    accepted = day(_("Accepted on"), group="content")
    answered = day(_("Answered on"), group="content")


class TaskFileSchema(CaseworkSchema):
    """A special task that the authority above gave (S9.6)."""


class CaseFileSchema(CaseworkSchema):
    """A service case."""

    matter = text(_("Matter"), group="content")
    applicant = text(_("Applicant"), group="content")
