"""An agency service (全程代办) within a case: who acts for the client, what was sent where (N7, C15)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onestop_records.models.casepart import CasePart, CaseTask, FeeTold

CLOCK = "agency-step"
CLOSING = "agency-closing"  # until when the client comes for the closing formality
SCOPES = ("whole", "part", "reporting")  # reporting: no commission, the window names who reports (C15)
WAYS = ("in-person", "post", "network")  # how something is sent to a body
TELLING = ("telephone", "message", "in-person", "letter")  # how the client is told
RESULTS = ("done", "refused", "sent-back")
STOPPED = "stopped"  # what a step comes to when the agency ends ahead of time
REASONS = ("force-majeure", "client", "law", "other")
FAULTS = ("false", "incomplete", "unlawful", "own")  # of the client


@dataclass(frozen=True)
class Commission:
    """The client's power of attorney; ``item`` is the record of the case's file that holds it."""

    scope: str
    matters: str  # what is commissioned, when it is a part
    signed_by: str
    signed_on: date
    item: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Told:
    """What the client was told of the progress, and how (C15 第四条); ``done`` when all is done."""

    text: str
    way: str
    by: str
    at: datetime
    done: bool = False


@dataclass(frozen=True)
class Ending:
    """Why it ended ahead of time (one of ``REASONS``); ``fault`` is the client's, one of ``FAULTS``."""

    reason: str
    fault: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Closing:
    """The closing formality (终止手续): the client came and signed, or did not come; ``day`` is when."""

    came: bool
    signed_by: str
    day: date
    remarks: str
    by: str
    at: datetime


class AgentTask(CaseTask):
    """The whole of it, number 0, which the agent carries out; ``handler`` empty: who handles the case."""

    @property
    def open(self) -> bool:
        """Of another agent than who handles the case always; else when there is more to do than the case."""
        return bool(self.handler) or self.doing != "agency"

    @property
    def clock(self) -> Any:
        """Until the client has to come, when it ended ahead of time; else what the case is to be done by."""
        return self.clocks.get(CLOSING) if self.part.state in ("ending", "ended") else self.part.case.clock

    @property
    def doing(self) -> str:
        if self.part.state == "ending":
            return "agency-close"
        steps = self.part.steps
        return "agency-finish" if steps and not any(step.open for step in steps) else "agency"


class AgencyStep(CaseTask):
    """What was sent to a ``body`` outside, or to a colleague (``handler``); the agent follows it.

    ``materials`` are the numbers of the client's papers that went along, ``papers`` what came back,
    ``outcome`` is one of ``RESULTS`` or ``STOPPED``, empty until it is known.
    """

    body = ""
    sent_on: date | None = None
    sent_how = ""
    materials: tuple[int, ...] = ()
    outcome = ""
    papers = ""
    item = ""

    @property
    def responsible(self) -> str:
        return self.handler or self.part.agent

    @property
    def cause_wanted(self) -> bool:
        """It is known to be overdue, and nobody has noted why (C15 第三条)."""
        return self.clock is not None and self.clock.overdue is not None and not self.chased

    @property
    def doing(self) -> str:
        if self.handler:
            return "agency-result"
        return "agency-chase" if self.cause_wanted else "agency-step"


class Agency(CasePart):
    """``scope`` and ``matters`` are what is to be signed, then what was; ``agent`` acts for the client."""

    name = "agency"
    state = "offered"
    over = frozenset({"finished", "ended", "uncommissioned"})
    tasks: tuple[Any, ...] = ()
    scope = ""
    matters = ""
    proposed = ""  # the agent whom the power of attorney names, before it is signed
    commission: Commission | None = None
    fees: tuple[FeeTold, ...] = ()
    fees_told_at: datetime | None = None
    told: tuple[Told, ...] = ()
    ending: Ending | None = None
    closing: Closing | None = None

    @property
    def agent(self) -> str:
        """The id of who acts for the client (代办员)."""
        first = self.task(0)
        return first.responsible if first is not None else self.proposed or self.case.handler

    @property
    def steps(self) -> tuple[AgencyStep, ...]:
        """What was distributed."""
        return tuple(task for task in self.tasks if task.number)

    def holder(self, number: int) -> AgencyStep | None:
        """The open step with which a material of the client went along."""
        return next((step for step in self.steps if step.open and number in step.materials), None)
