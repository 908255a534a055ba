"""Where all cases are, with the sets by which people find theirs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.ahead import read_values
from onestop_records.models.case import Case
from onestop_records.models.casework import with_clocks
from onestop_records.models.improvement import ImprovementBook


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

    def several(self, case_ids: Iterable[str]) -> dict[str, Case]:
        """Those that there are, by id, read ahead."""
        found: dict[str, Case] = read_values(self._cases, case_ids)
        with_clocks(list(found.values()))
        return found

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
        named = (key.split("/")[1] for key in keys.keys(f"{first}/", f"{first}0"))
        return iter(self.several(named).values())
