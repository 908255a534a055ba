"""Joint handling (联合办理) within a case: by copying (抄告制) or by a joint meeting (联审制), C7."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onestop_records.models.casepart import CasePart, CaseTask, FeeTold

CLOCK = "joint-task"
ANSWERS = ("approves", "disapproves")  # what a co-handler says of their own competence
COUNTED = ("refuses", "absent")  # counts as accepting what was agreed (视为默认议定事项)


@dataclass(frozen=True)
class Meeting:
    """A joint meeting: called when, for when and where."""

    at: datetime
    place: str
    called_at: datetime
    duly: bool  # called so early that who stays away does so knowingly


@dataclass(frozen=True)
class Visit:
    """The one visit to the site that all make together."""

    day: date
    by: str
    result: str


class JointTask(CaseTask):
    """What one unit does; ``stance`` is one of ``ANSWERS`` or ``COUNTED``, empty until it is known."""

    stance = ""
    days: int | None = None  # its limit in working days, when it has one of its own

    @property
    def accepts(self) -> bool:
        """It agrees with what was agreed, or counts as agreeing (C7 第七条)."""
        return self.stance == "approves" or self.stance in COUNTED


class Joint(CasePart):
    """``mode`` is ``copying`` or ``meeting``; ``agreed`` what was agreed, ``memo`` what remains."""

    name = "joint"
    state = "planned"
    over = frozenset({"settled", "dropped"})
    tasks: tuple[Any, ...] = ()
    mode = ""
    meeting: Meeting | None = None
    visit: Visit | None = None
    fees: tuple[FeeTold, ...] = ()
    fees_told_at: datetime | None = None
    agreed = ""
    memo = ""

    @property
    def others(self) -> tuple[JointTask, ...]:
        """The tasks of the co-handlers; that of the lead has the number 0."""
        return tuple(task for task in self.tasks if task.number)
