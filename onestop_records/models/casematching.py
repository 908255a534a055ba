"""Matching (服务对接) within a case: who meets the need, how it goes on and ends (S6.2 to S6.4, 附录 B)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onestop_records.models.casepart import CasePart, CaseTask

CONFIRM, ANSWER = "matching-confirm", "matching-answer"  # of an own colleague, of a provider
TELL, CONTACT, SERVICE = "matching-tell", "matching-contact", "matching-service"
GREEN = "matching-contact-green"  # the setting that shortens the rhythm of contacts (S6.3.3)
SIDES = ("provider", "client")
WAYS = ("telephone", "instant-message", "e-mail", "visit", "meeting", "letter")
MET = ("wholly", "partly", "not")


@dataclass(frozen=True)
class Assessment:
    """Whether the house can serve this need itself, and why (S6.2.1)."""

    own: bool
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Consent:
    """The client agrees, or no longer, that personal data goes to one provider (W2-6.3)."""

    provider: str
    given: bool
    said_by: str
    way: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Agreed:
    """服务项目、服务时间、服务周期 (S6.2.2): ``days`` is the period in working days."""

    project: str
    begins: date
    days: int
    remarks: str = ""


@dataclass(frozen=True)
class Contact:
    """Somebody spoke with one side or both of how the service goes on (S6.3.1)."""

    sides: tuple[str, ...]
    way: str
    day: date
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Feedback:
    """What one side was told of a problem (S6.3.2)."""

    side: str
    way: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Problem:
    """A problem with its cause, and what both sides were told of it; numbered from 1."""

    number: int
    text: str
    cause: str
    by: str
    at: datetime
    feedback: tuple[Feedback, ...] = ()

    @property
    def untold(self) -> tuple[str, ...]:
        """The sides that have not been told."""
        told = {each.side for each in self.feedback}
        return tuple(side for side in SIDES if side not in told)


@dataclass(frozen=True)
class Summary:
    """The end of a service (服务小结, S6.4.2): ``number`` of its paper, ``item`` what was attached."""

    attempt: int
    text: str
    met: str
    parts: tuple[str, ...]
    by: str
    at: datetime
    number: str = ""
    item: str = ""


class MatchingTask(CaseTask):
    """Something to be done within a matching; ``attempt`` is the number of the attempt that it belongs to."""

    attempt = 0

    @property
    def doing(self) -> str:
        return self.clock_name


class Attempt(MatchingTask):
    """Somebody is asked to meet the need: an own colleague, or the ``provider`` of that id.

    ``need`` is what it is told in words, ``passed`` what of the needs form, ``client`` what of the client.
    ``stance`` is ``accepts refuses withdrawn``, empty while the answer is awaited, ``text`` the reason.
    """

    provider = ""
    asked_by = ""
    asked_at: datetime | None = None
    need = ""
    passed: Mapping[str, Any] = {}
    client: tuple[str, ...] = ()  # name, contact, telephone, as far as passed on
    paper = ""
    stance = ""
    justified = True
    agreed: Agreed | None = None


class Contacting(MatchingTask):
    """One round of contacts, with its day; done when all sides of ``owed`` were spoken with."""

    owed: tuple[str, ...] = SIDES


class Matching(CasePart):
    """``met`` are the parts of the needs form that were answered."""

    name = "matching"
    state = "to-match"
    over = frozenset({"served", "unmatched"})
    tasks: tuple[Any, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    consents: tuple[Consent, ...] = ()
    contacts: tuple[Contact, ...] = ()
    problems: tuple[Problem, ...] = ()
    summaries: tuple[Summary, ...] = ()
    met: tuple[str, ...] = ()

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """Everybody who was asked, in order."""
        return tuple(task for task in self.tasks if isinstance(task, Attempt))

    @property
    def attempt(self) -> Attempt | None:
        """The last that was asked."""
        return next(reversed(self.attempts), None)

    @property
    def own(self) -> bool | None:
        """What the last assessment says; None before there is one."""
        return self.assessments[-1].own if self.assessments else None

    @property
    def refused(self) -> tuple[Attempt, ...]:
        """Those who refused."""
        return tuple(attempt for attempt in self.attempts if attempt.stance == "refuses")

    def running_task(self, clock: str) -> Any:
        """The open task of that clock, None when there is none."""
        return next((task for task in self.tasks if task.open and task.clock_name == clock), None)

    def consent(self, provider: str) -> Consent | None:
        """What the client said last of personal data for this provider; None when they refuse it."""
        said = (each for each in reversed(self.consents) if each.provider == provider)
        last = next(said, None)
        return last if last is not None and last.given else None

    def problem(self, number: Any) -> Problem | None:
        """The problem of that number."""
        return next((problem for problem in self.problems if problem.number == number), None)

    def add(self, task: MatchingTask) -> None:
        self.tasks = (*self.tasks, task)
