"""Service cases (办件): one application or request being handled at the windows (casework, *Cases*)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.casepart import CasePart
from onestop_records.models.casework import Casework
from onestop_records.models.improvement import Improvement, ImprovementBook

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
MARKS = ("green", "urgent", "home", "holiday")
OUTCOMES = ("done", "answered", "refused", "returned", "not-accepted", "withdrawn", "other")
FORMS = ("original", "copy", "electronic")
NOTICE_CLOCK = "one-time-notice"
REFERRED_CLOCK = "question-referred"
REFUSALS = ("return", "decline", "refuse")  # steps that say no, in whatever words


@dataclass(frozen=True)
class Applicant:
    """Who asks: an enterprise (``enterprise`` is its id) or a person. Personal data."""

    name: str
    enterprise: str = ""
    code: str = ""  # unified social credit code
    contact: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""


@dataclass(frozen=True)
class Material:
    """What the matter wants, and what came of it.

    ``form`` is empty until it is received; ``problem`` what is wrong with it; ``item`` the record in the
    file. An original goes back against a signature: ``returned_to`` names who signed.
    """

    number: int
    name: str
    required: bool = True
    wanted: str = ""  # the form that the matter asks for
    wanted_copies: int = 1
    form: str = ""
    copies: int = 0
    problem: str = ""
    item: str = ""
    received_by: str = ""
    received_at: datetime | None = None
    returned_to: str = ""
    returned_by: str = ""
    returned_at: datetime | None = None

    @property
    def missing(self) -> bool:
        """Wanted and not there, or not as it should be."""
        return bool(self.problem) or (self.required and not self.form)

    @property
    def wanted_as(self) -> tuple[str, str]:
        """How many, in which form."""
        return (f"{self.wanted_copies} ×" if self.wanted else "", self.wanted)

    @property
    def owed(self) -> bool:
        """An original that has not gone back to the client."""
        return self.form == "original" and self.returned_at is None


@dataclass(frozen=True)
class Notice:
    """A numbered paper given to the client; ``item`` is the record that keeps it.

    ``gaps`` are the numbers of the materials it asks for, ``faults`` those that it should not have to ask
    for (again): 一次性告知 was not kept.
    """

    kind: str
    number: str
    by: str
    at: datetime
    item: str
    reason: str = ""
    gaps: tuple[int, ...] = ()
    faults: tuple[int, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """A return, non-acceptance or refusal with its written reason, and its review (否定备案, S7.2)."""

    step: str
    reason: str
    by: str
    at: datetime
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    upheld: bool = False
    opinion: str = ""


@dataclass(frozen=True)
class Fee:
    """Money taken by the standard; ``cents`` in fen, with the number of its receipt (S7.3.2)."""

    title: str
    cents: int
    receipt: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Report:
    """What somebody says of the progress or the result."""

    text: str
    by: str
    at: datetime
    kind: str = "progress"


@dataclass(frozen=True)
class Offer:
    """Somebody is asked to take the case over; who asks answers for it until they confirm."""

    to: str
    by: str
    at: datetime
    reason: str


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
    against = ""
    reported: tuple[str, ...] = ()
    improvements: tuple[Improvement, ...] = ()

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
        """Joint handling and its like, as far as they were begun."""
        return tuple(part for part in (self.joint,) if part is not None)

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


@dataclass(frozen=True)
class Reminder:
    """A day named in a needs form: somebody should come back to the enterprise before it."""

    day: date
    case: str
    title: str


class CaseFolder(Persistent):
    """All cases by id. The sets are keyed so that no two writers share a key."""

    __name__ = "cases"
    __parent__: Any = None

    def __init__(self) -> None:
        self._cases = OOBTree()
        self.numbers = OOBTree()  # number → case id
        self.concerned = OOTreeSet()  # "person/case id" of open cases
        self.to_review = OOTreeSet()  # "unit/case id" with a refusal to be reviewed
        self.reminders = OOBTree()  # "person/day/case id/place in the form" → Reminder
        self.improvements = ImprovementBook()

    def __getitem__(self, case_id: str) -> Case:
        return self._cases[case_id]

    def get(self, case_id: str) -> Case | None:
        return self._cases.get(case_id)

    def __contains__(self, case_id: str) -> bool:
        return case_id in self._cases

    def __len__(self) -> int:
        return len(self._cases)

    def values(self) -> Iterator[Case]:
        return iter(self._cases.values())

    def add(self, case: Case) -> None:
        case.__parent__ = self
        self._cases[case.id] = case
        self.numbers[case.number] = case.id
        self.concern(case, frozenset())

    def concern(self, case: Case, before: frozenset[str]) -> None:
        """Keep the sets in step with a case; ``before`` is who had something to do with it."""
        after = frozenset() if case.ended else case.people
        for person in before - after:
            self.concerned.remove(f"{person}/{case.id}")
        for person in after - before:
            self.concerned.insert(f"{person}/{case.id}")
        key = f"{case.unit}/{case.id}"
        if case.unreviewed and key not in self.to_review:
            self.to_review.insert(key)
        elif not case.unreviewed and key in self.to_review:
            self.to_review.remove(key)

    def moved(self, case: Case, unit: str) -> None:
        """It has left a unit; ``concern`` notes the new one."""
        key = f"{unit}/{case.id}"
        if key in self.to_review:
            self.to_review.remove(key)

    def remind(self, case: Case, reminders: Mapping[str, Reminder], person: str = "") -> None:
        """Keep these and no earlier ones, by place in the form; they wait for the handler or a person."""
        for key in case.reminders:
            del self.reminders[key]
        who = person or case.handler
        keyed = {f"{who}/{each.day}/{case.id}/{place}": each for place, each in reminders.items()}
        self.reminders.update(keyed)
        case.reminders = tuple(keyed)

    def pass_reminders(self, case: Case, person: str = "") -> None:
        """They wait for who handles the case now, or for this person."""
        places = {key.split("/")[3]: self.reminders[key] for key in case.reminders}
        self.remind(case, places, person)

    def reminding(self, person: str) -> list[Case]:
        """Closed cases of whose reminders a person is in charge."""
        keys = self.reminders.keys(f"{person}/", f"{person}0")
        found = dict.fromkeys(key.split("/")[2] for key in keys)
        return [case for case in map(self.__getitem__, found) if case.ended]

    def of(self, person: str) -> Iterator[Case]:
        """The open cases that a person has something to do with."""
        return self._named(self.concerned, person)

    def reviewing(self, unit: str) -> Iterator[Case]:
        """The cases of a unit with a refusal to be reviewed."""
        return self._named(self.to_review, unit)

    def _named(self, keys: Any, first: str) -> Iterator[Case]:
        return (self._cases[key.split("/")[1]] for key in keys.keys(f"{first}/", f"{first}0"))
