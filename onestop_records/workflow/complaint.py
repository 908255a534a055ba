"""Complaints as one table (casework, *Complaints*; N 8章, C2, C10).

The roles are those that somebody has in one complaint: ``handler``, ``asked`` (by the handler, about it),
``leader`` (who was told of it) and ``deputy`` (of the handler, who is away).
"""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.complaint import GRAVE, RESULT, Complaint
from onestop_records.models.hierarchy import barring
from onestop_records.permissions import Permission
from onestop_records.workflow.process import WORKER, Guard, Making, Process, Step, reasoned

HANDLER, ASKED, LEADER, DEPUTY = "role:handler", "role:asked", "role:leader", "role:deputy"
BEFORE_DECISION = ("registered", "accepted", "investigating")
OPEN = ("registered", "not-accepted", "accepted", "investigating", "decided", "answered", "followed-up")
BARRED = {
    "closed": _("The account is closed"),
    "complained-of": _("A complaint is not handled by the person complained of"),
    "subordinate": _("A complaint is not handled by a subordinate of the person complained of"),
    "deputy": _("A complaint is not handled by the deputy of the person complained of"),
    "supervisor": _("A complaint against the head of the platform goes to the supervisor"),
}


def impartial(complaint: Complaint, making: Making) -> Iterator[Violation]:
    """Neither the person complained of nor a subordinate handles it; against the head, the supervisor."""
    person = making.site.people.get(making.person)
    if person is None:
        return
    reason = barring(making.site, person, complaint.complained, making.today)
    if reason:
        yield Violation("handler", BARRED[reason])


def needs_attesting(complaint: Complaint) -> bool:
    """In person: read back and signed (N29.3); grave ones are in writing, however they came (N28.1)."""
    oral = complaint.channel == "visit" or (complaint.grave and not complaint.written)
    return complaint.signed and oral and complaint.attested is None


def attested(complaint: Complaint, making: Making) -> Iterator[Violation]:
    """What was said orally is put down, read back and signed before anything is decided."""
    if needs_attesting(complaint):
        yield Violation("attested", _("The record is read back to the complainant and signed first"))


def oral(complaint: Complaint, making: Making) -> Iterator[Violation]:
    """What came in writing is signed already."""
    if complaint.written:
        yield Violation("attested", _("Only what was said orally is read back"))


def simple(complaint: Complaint, making: Making) -> Iterator[Violation]:
    """Only simple ones are answered on the spot (N30.4)."""
    if complaint.grave:
        yield Violation("grave", _("A grave complaint is not answered on the spot"))


def returned(complaint: Complaint, making: Making) -> Iterator[Violation]:
    """What was passed to a unit is tracked until it reports back (C2)."""
    if any(errand.open for errand in complaint.errands):
        yield Violation("errands", _("A question that was passed on has not been reported back"))


def signed(complaint: Complaint, making: Making) -> Iterator[Violation]:
    """Only who is known can be asked for an opinion (N31)."""
    if not complaint.signed:
        yield Violation("signed", _("An anonymous complaint is not followed up"))


def followed_up(complaint: Complaint, making: Making) -> Iterator[Violation]:
    """Every signed complaint that was answered is followed up (N31)."""
    if complaint.signed and complaint.state == "answered":
        yield Violation("follow_up", _("A signed complaint is followed up before it is closed"))


def talked(complaint: Complaint, making: Making) -> Iterator[Violation]:
    """Upheld: there was a talk, and leaders are told (N30.5)."""
    if complaint.proved and not complaint.talks:
        yield Violation("talk", _("The talk with who is responsible is not recorded"))
    if complaint.proved and not complaint.reported(RESULT):
        yield Violation("report", _("The leaders have not been told of the result"))


def grave_reported(complaint: Complaint, making: Making) -> Iterator[Violation]:
    """Grave ones are reported to the leaders in writing, at once (C2)."""
    if complaint.grave and not complaint.reported(GRAVE):
        yield Violation("grave", _("A grave complaint is reported to the leaders in writing first"))


def reviewed(complaint: Complaint, making: Making) -> Iterator[Violation]:
    """That it was not accepted is looked at by a leader, if any may (S7.2 否定备案)."""
    if complaint.state == "not-accepted" and complaint.leaders and complaint.review is None:
        yield Violation("review", _("A leader reviews first why it was not accepted"))


def _step(name: str, sources: tuple[str, ...], target: str, *guards: Guard) -> Step:
    """A step of the handler."""
    return Step(name, sources, target, (HANDLER,), Permission.COMPLAINT_HANDLE, (impartial, *guards))


PROCESS = Process(
    name="complaint",
    initial="registered",
    states=(*OPEN, "closed", "archived"),
    steps=(
        _step("attest", ("registered",), "", oral),
        _step("identify", BEFORE_DECISION, ""),
        _step("material", OPEN, ""),
        _step("inform", OPEN, "", reasoned),
        _step("assign", OPEN, "", reasoned),
        _step("help", OPEN, ""),
        Step("join", OPEN, "", (DEPUTY,), Permission.COMPLAINT_JOIN, (impartial,)),
        _step("settle", ("registered",), "answered", attested, simple),
        _step("accept", ("registered",), "accepted", attested, grave_reported),
        _step("refuse", ("registered",), "not-accepted", reasoned, attested, grave_reported),
        Step("review", ("not-accepted",), "", (LEADER,), Permission.COMPLAINT_REVIEW, (impartial,)),
        Step(
            "reopen",
            ("not-accepted",),
            "registered",
            (LEADER,),
            Permission.COMPLAINT_REVIEW,
            (impartial, reasoned),
        ),
        _step("investigate", ("accepted",), "investigating"),
        _step("ask", ("accepted", "investigating"), "investigating", reasoned),
        Step("report-back", ("investigating",), "", (ASKED,), Permission.COMPLAINT_REPORT_BACK, (reasoned,)),
        _step("decide", ("accepted", "investigating"), "decided", reasoned, returned),
        _step("answer", ("decided",), "answered", reasoned),
        _step("talk", ("decided", "answered", "followed-up"), "", reasoned),
        _step("follow-up", ("answered",), "followed-up", signed),
        _step(
            "close",
            ("not-accepted", "answered", "followed-up"),
            "closed",
            followed_up,
            talked,
            grave_reported,
            reviewed,
        ),
        Step("archive", ("closed",), "archived", (WORKER,)),
    ),
)
