"""Service cases (办件): one application or request being handled at the windows (casework, *Cases*)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from onestop_records.models.casefacts import Applicant, Fee, Material, Notice, Offer, Refusal, Report
from onestop_records.models.casepart import CasePart
from onestop_records.models.casework import Casework
from onestop_records.models.improvement import Improvement

# Kind → the limit that its main clock runs by; a matter may promise its own for those of MATTER_LIMIT.
KINDS: Mapping[str, str] = {
    "consultation": "question",
    "instant": "case-instant",
    "promised": "case-promised",
    "supplement": "case-promised",
    "escalated": "case-promised",
    "agency": "case-promised",
    "joint": "case-promised",
    "petition": "petition",
    "misconduct": "misconduct",
    "appeal": "appeal",
    "opinion": "opinion",
    "returned": "",
}
MATTER_LIMIT = frozenset({"promised", "supplement", "escalated", "agency", "joint"})
# Kinds that are answered: nothing is applied for, so nothing is accepted first; their clock starts at once.
ANSWERED = frozenset({"consultation", "opinion", "appeal", "petition", "misconduct"})
WRITTEN = frozenset({"appeal", "petition", "misconduct"})  # their result is given in writing (C10, W3-17)
SIMPLE = frozenset({"consultation", "instant"})  # what may be entered, answered and closed in one act
CHANNELS = ("window", "telephone", "online", "instant-message", "letter", "visit", "terminal")
SHIELDED = frozenset({"misconduct"})  # who asks is known to who handles it alone, as who complains (N30.1)
MARKS = ("green", "urgent", "home", "holiday")
OUTCOMES = ("done", "answered", "refused", "returned", "not-accepted", "withdrawn", "other")
FORMS = ("original", "copy", "electronic")
NOTICE_CLOCK = "one-time-notice"
REFERRED_CLOCK = "question-referred"
REFUSALS = ("return", "decline", "refuse")  # steps that say no, in whatever words


class Case(Casework):
    """One case. ``needs`` is the form of S appendix A as far as it was filled in.

    ``matter`` is the id of its matter, ``matter_title`` what that was called on the first day.
    ``entrusted`` may act for the handler, who still answers for it. ``satisfaction`` is set with the step
    ``evaluate``. ``against`` is the id of the case whose result an appeal is against, ``reported`` are ids of
    whose misconduct is reported, ``improvements`` what was published of an opinion.
    """

    folder = "cases"
    file_type = "case_file"
    deadline_kind = "case"
    title = ""
    content = ""
    kind = "promised"
    channel = "window"
    matter = ""
    matter_title = ""
    applicant = Applicant("")
    marks: tuple[str, ...] = ()
    first_responder = ""
    entrusted = ""
    offer: Offer | None = None
    materials: tuple[Material, ...] = ()
    notices: tuple[Notice, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    fees: tuple[Fee, ...] = ()
    reports: tuple[Report, ...] = ()
    outcome = ""
    result = ""
    signed_by = ""  # who signed for the result
    satisfaction = ""
    needs: Mapping[str, Any] = {}
    reminders: tuple[str, ...] = ()  # their keys in the folder
    joint: CasePart | None = None  # models.casejoint.Joint
    agency: CasePart | None = None  # models.caseagency.Agency
    matching: CasePart | None = None  # models.casematching.Matching
    against = ""
    reported: tuple[str, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    evaluation_asked: datetime | None = None  # when the client was asked how satisfied they are

    @property
    def shielded(self) -> bool:
        """Only who handles it knows who asks; others know of it at all only by name."""
        return self.kind in SHIELDED

    @property
    def asker(self) -> str:
        """What lists, titles and files call who asks; empty when that is not told."""
        return "" if self.shielded else self.applicant.name

    @property
    def called(self) -> str:
        """Who asks and for what, as far as everybody who knows of it may know."""
        return f"{self.asker} · {self.title}" if self.asker else self.title

    @property
    def clock_name(self) -> str:
        """The name of its main clock, empty for a kind without one."""
        return REFERRED_CLOCK if REFERRED_CLOCK in self.clocks else KINDS[self.kind]

    @property
    def clock(self) -> Any:
        """The clock that decides whether it is in time, None before it starts."""
        return self.clocks.get(self.clock_name)

    @property
    def running(self) -> Any:
        """The clock that is to be met next, None when none runs."""
        running = [clock for clock in self.clocks.values() if clock.running]
        return min(running, key=lambda clock: clock.due, default=None)

    @property
    def gaps(self) -> tuple[Material, ...]:
        """The materials that are missing or wrong."""
        return tuple(material for material in self.materials if material.missing)

    @property
    def unreviewed(self) -> tuple[Refusal, ...]:
        """Refusals that nobody has reviewed."""
        return tuple(refusal for refusal in self.refusals if not refusal.reviewed_by)

    @property
    def faults(self) -> int:
        """How often the one-time notice was not kept."""
        return sum(bool(notice.faults) for notice in self.notices)

    @property
    def handling(self) -> frozenset[str]:
        """Who has to do with the whole of it: handler, entrusted, who is asked to take over."""
        found = {self.handler, self.entrusted, self.offer.to if self.offer else ""}
        return frozenset(found - {""})

    @property
    def parts(self) -> tuple[CasePart, ...]:
        """Joint handling, agency service and matching, as far as they were begun."""
        return tuple(part for part in (self.joint, self.agency, self.matching) if part is not None)

    @property
    def people(self) -> frozenset[str]:
        """Who has something to do with it now; those too who have a task in a part of it."""
        tasks = {task.responsible for part in self.parts for task in part.waiting}
        return self.handling | tasks

    @property
    def settled_by(self) -> frozenset[str]:
        """Who answers for its result: its handler and whoever decided, declined or returned it."""
        said = (move.person for move in self.moves if move.name in ("decide", *REFUSALS))
        return frozenset({self.handler, *said})

    def material(self, number: int) -> Material | None:
        """The material with this number."""
        return next((material for material in self.materials if material.number == number), None)

    def put(self, material: Material) -> None:
        """Put a material in place of the one with its number."""
        self.materials = tuple(material if m.number == material.number else m for m in self.materials)

    def reviewed(self, refusal: Refusal, **words: Any) -> None:
        """Note the review of a refusal."""
        self.refusals = tuple(replace(r, **words) if r is refusal else r for r in self.refusals)


def in_time(case: Case) -> str:
    """``running`` until it has a result, then ``yes`` or ``no``; without a main clock, by all others."""
    if not case.outcome:
        return "running"
    clocks = [case.clock] if case.clock is not None else list(case.clocks.values())
    return "no" if any(clock.in_time is False for clock in clocks) else "yes"
