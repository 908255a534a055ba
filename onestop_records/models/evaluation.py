"""Evaluations (满意度评价; S appendix C): ten questions, an opinion, and the results counted from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent
from persistent.mapping import PersistentMapping

GRADES = ("very-satisfied", "satisfied", "fair", "dissatisfied")
YES_NO = ("yes", "no")
STATION = ("service", "promptness", "expertise", "courtesy")  # 1 to 4: the station
SOLVED = "solved"  # 5: yes or no
TECHNICAL = ("technician_expertise", "technician_promptness", "technician_courtesy", "facilities")  # 6 to 9
OVERALL = "overall"  # 10
QUESTIONS = (*STATION, SOLVED, *TECHNICAL, OVERALL)
CHANNELS = ("link", "telephone", "paper")
SATISFIED = frozenset(GRADES[:2])
ANY = ""  # in a key of the tallies: cases without a matter


@dataclass(frozen=True)
class Invitation:
    """An address for one case, good once and until then."""

    case: str
    until: datetime
    used: bool = False

    def in_force(self, at: datetime) -> bool:
        return not self.used and at < self.until


class Evaluation(Persistent):
    """What a client said of one case; its id is the case's. ``late`` when the file was closed already.

    ``answers`` maps a question to a grade (yes or no for the fifth); those on technicians may be missing.
    ``measure`` says what was done about a low grade, ``item`` is the id of the record that keeps the form.
    """

    __parent__: Any = None
    deadline_kind = "evaluation"
    item = ""
    measure = ""
    improved_by = ""
    improved_at: datetime | None = None

    def __init__(self, case_id: str, number: str, unit: str, matter: str, at: datetime, month: str) -> None:
        self.id = case_id
        self.number = number
        self.unit = unit
        self.matter = matter
        self.at = at
        self.month = month  # of the house's calendar
        self.channel = "link"
        self.answers: Mapping[str, str] = {}
        self.opinion = ""
        self.technician = ""
        self.signature = ""
        self.entered_by = ""  # who wrote it down; empty: the client
        self.late = False
        self.clocks = PersistentMapping()

    @property
    def overall(self) -> str:
        """The grade by which a case is counted."""
        return self.answers[OVERALL]

    @property
    def low(self) -> bool:
        """Somebody has to do something about it: dissatisfied with anything, or not solved."""
        return "dissatisfied" in self.answers.values() or self.answers.get(SOLVED) == "no"

    @property
    def to_improve(self) -> bool:
        """Low, and nobody has said yet what was done about it."""
        return self.low and self.improved_at is None


@dataclass(frozen=True)
class Tally:
    """What was said of one unit and matter in one month: question → answer → how often.

    ``late`` counts overall grades that came too late to stand in the file of their case.
    """

    month: str
    unit: str
    matter: str
    counts: Mapping[str, Mapping[str, int]]
    late: Mapping[str, int]
    channels: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many evaluations."""
        return sum(self.counts.get(OVERALL, {}).values())

    def plus(self, one: Evaluation) -> "Tally":
        """With one more counted."""
        counts = {question: dict(answers) for question, answers in self.counts.items()}
        for question, answer in one.answers.items():
            _add(counts.setdefault(question, {}), answer)
        late, channels = dict(self.late), dict(self.channels)
        _add(channels, one.channel)
        if one.late:
            _add(late, one.overall)
        return replace(self, counts=counts, late=late, channels=channels)


def _add(counts: dict[str, int], key: str) -> None:
    counts[key] = counts.get(key, 0) + 1


class EvaluationFolder(Persistent):
    """All evaluations by the id of their case. ``tallies`` are written by the worker alone."""

    def __init__(self) -> None:
        self._evaluations = OOBTree()
        self.invitations = OOBTree()  # digest of the secret → Invitation
        self.invited = OOBTree()  # case id → digest of the newest
        self.uncounted = OOTreeSet()  # ids that the worker has not counted yet
        self.to_improve = OOTreeSet()  # "unit/case id" of low ones that wait for a measure
        self.tallies = OOBTree()  # (month, unit, matter) → Tally

    def get(self, case_id: str) -> Evaluation | None:
        return self._evaluations.get(case_id)

    def __contains__(self, case_id: str) -> bool:
        return case_id in self._evaluations

    def __len__(self) -> int:
        return len(self._evaluations)

    def add(self, evaluation: Evaluation) -> None:
        self._evaluations[evaluation.id] = evaluation
        self.uncounted.insert(evaluation.id)
        if evaluation.low:
            self.to_improve.insert(f"{evaluation.unit}/{evaluation.id}")

    def improved(self, evaluation: Evaluation) -> None:
        """Nothing waits any more."""
        self.to_improve.remove(f"{evaluation.unit}/{evaluation.id}")

    def improving(self, unit: str) -> Iterator[Evaluation]:
        """The low ones of a unit that wait for a measure."""
        for key in self.to_improve.keys(f"{unit}/", f"{unit}0"):
            yield self._evaluations[key.partition("/")[2]]

    def count(self, case_id: str) -> None:
        """Take an evaluation into the tallies."""
        one: Evaluation = self._evaluations[case_id]
        key = (one.month, one.unit, one.matter)
        before = self.tallies.get(key) or Tally(*key, {}, {}, {})
        self.tallies[key] = before.plus(one)
        self.uncounted.remove(case_id)

    def results(self, since: str, until: str) -> Iterator[Tally]:
        """The tallies of these months, both included."""
        return iter(self.tallies.values((since, "", ""), (until + "~", "", "")))
