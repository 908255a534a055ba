"""A step of a special task being made: whose help it needs, its clocks, whom it tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.absence import deputies
from onestop_records.models.component import Received
from onestop_records.models.limit import DAYS, Limit
from onestop_records.models.record import Record
from onestop_records.models.specialtask import CLOCK, RULE, SpecialItem, SpecialTask
from onestop_records.services.batch import Maker
from onestop_records.services.casehistory import Speech
from onestop_records.workflow.process import Making


@dataclass(frozen=True)
class Acting:
    """``files`` is ICaseFiles, ``deadlines`` IDeadlines, ``notices`` INotices."""

    maker: Maker
    making: Making
    speech: Speech
    files: Any
    deadlines: Any
    notices: Any
    values: Mapping[str, Any]
    received: Sequence[Received] = ()

    def text(self, name: str) -> str:
        """A text that was given, without white space around it."""
        return str(self.values.get(name) or "").strip()

    def required(self, name: str) -> str:
        """The same; raises Violations when it is empty."""
        text = self.text(name)
        if not text:
            raise Violations(Violation(name, _("This is required")))
        return text

    def day(self, name: str) -> date | None:
        """A day that was given; raises Violations when it is past."""
        found: date | None = self.values.get(name)
        if found is not None and found < self.making.today:
            raise Violations(Violation(name, _("This day is past")))
        return found

    def start(self, subject: SpecialTask | SpecialItem, day: date | None) -> None:
        """Let its clock run until the end of that day, or by the setting; what was missed stays missed."""
        subject.missed = subject.late(self.making.now)
        limit = Limit(DAYS, (day - self.making.today).days, RULE) if day is not None else None
        self.deadlines.start(subject, CLOCK, limit=limit)

    def within(self, task: SpecialTask, name: str) -> date | None:
        """The day that was given for an item, or the term of the task where the usual limit ends after it.

        Raises Violations for a day after that term; when the term has passed any day may be given.
        """
        day, now = self.day(name), self.making.now
        if task.due is None or task.late(now):
            return day
        last = self.maker.clock.local(task.due).date()
        if day is not None and day > last:
            raise Violations(Violation(name, _("An item cannot end after the term of its task")))
        usual = self.deadlines.working_days.deadline(now, self.making.site.limits[CLOCK].limit).at
        return last if day is None and usual > task.due else day

    def keep(
        self,
        task: SpecialTask,
        title: str,
        kind: Any,
        files: Sequence[Received] = (),
        text: str | None = None,
    ) -> Record:
        """Put a paper into the file."""
        found: Record = self.files.add(task, title, self.speech.say(kind), files, text)
        return found

    def tell(self, task: SpecialTask, people: Sequence[str], subject: Any) -> None:
        """In-app and by e-mail; by number alone, for what it is about may be confidential."""
        text = _("Special task ${number}", mapping={"number": task.number})
        others = [person for person in dict.fromkeys(people) if person != self.making.person]
        self.notices.send(others, subject, text, f"/{task.address}")

    def describe(self, task: SpecialTask, **values: Any) -> None:
        """Say where it stands; let those read its file who have to do with it, and who acts for them."""
        site, day = self.making.site, self.making.today
        people = [task.registered_by, task.handler, *(item.handler for item in task.items)]
        acting = [each for person in people for each in deputies(site.people, site.people[person], day)]
        volume = site.records[task.file]
        readers = tuple(dict.fromkeys((*volume.readers, *people, *acting)))
        told = {"case_state": task.state, "in_time": standing(task), **values}
        self.files.describe(task, {"readers": readers, **told})


def standing(task: SpecialTask) -> str:
    """``running`` until it was reported, then ``yes`` or ``no``."""
    clock = task.clock
    if task.missed or (clock is not None and clock.in_time is False):
        return "no"
    return "running" if clock is None or clock.running else "yes"
