"""The file of a complaint: what goes into it, and who may know of it (N33.2, security).

It hangs on a keeping of its own, which no deputy gets, and is read by name alone. Files are renamed, for
what a complainant calls a file may say who they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from onestop_records.events import RecordDescribed
from onestop_records.i18n import _
from onestop_records.models.access import SENSITIVE
from onestop_records.models.complaint import Complaint
from onestop_records.models.complaintwords import CHANNELS, CLOCKS, OUTCOMES, SCOPE, STEPS
from onestop_records.models.component import Received
from onestop_records.models.identity import new_id
from onestop_records.models.keeping import Keeping
from onestop_records.models.record import Record
from onestop_records.services.batch import Maker
from onestop_records.services.casehistory import Speech
from onestop_records.services.described import plain

LONGEST_SUFFIX = 6


class ComplaintFiles:
    """Of one archive, for one actor; ``files`` is an ``ICaseFiles``."""

    def __init__(self, maker: Maker, files: Any, speech: Speech) -> None:
        self.maker = maker
        self.site = maker.site
        self.files = files
        self.speech = speech

    def begin(self, complaint: Complaint) -> Record:
        """Make the volume with the record of the complaint in it; whoever handles it keeps it."""
        terms = self.site.complaints.terms
        values = {
            "title": self._say(_("Complaint ${number}", mapping={"number": complaint.number})),
            "category": terms.category if self.site.fonds.category(terms.category) else "",
            "retention": terms.retention,
            "classification": "internal",
            "data_category": SENSITIVE,
            "readers": complaint.readers,
            "channel": complaint.channel,
            "signed": complaint.signed,
            "enterprise": complaint.enterprise,
            "case_kind": "complaint",
            "case_state": complaint.state,
            "in_time": "running",
            **self._complained(complaint),
        }
        given = {name: value for name, value in values.items() if value or value is False}
        volume: Record = self.files.begin(complaint, given)
        keeping = Keeping(new_id(), complaint.handler)
        self.site.keepings[keeping.id] = keeping
        complaint.keeping = volume.keeping = keeping.id
        self.site.complaints.files[volume.id] = complaint.id
        volume.denied = complaint.complained
        title = self._say(_("Record of the complaint"))
        self.add(complaint, title, self._say(_("Record")), text=self._record(complaint))
        return volume

    def add(
        self,
        complaint: Complaint,
        title: str,
        kind: str,
        files: Sequence[Received] = (),
        text: str | None = None,
    ) -> Record:
        """Put an item into the file; its files get neutral names."""
        if not complaint.file:
            self.begin(complaint)
        renamed = [_renamed(received, number) for number, received in enumerate(files, 1)]
        item: Record = self.files.add(complaint, title, kind, renamed, text)
        self.shelter(complaint, (item,))
        return item

    def describe(self, complaint: Complaint, **values: Any) -> None:
        """Say where it stands; who may know of it follows."""
        if not complaint.file:
            return
        told = {"case_state": complaint.state, **self._complained(complaint), **values}
        self.files.describe(complaint, told)
        self.guard(complaint)

    def guard(self, complaint: Complaint) -> None:
        """Let those know of all of it who handle it, or keep the closed file, and nobody else."""
        self.site.keepings[complaint.keeping].holder = complaint.archivist or complaint.handler
        volume = self.site.records[complaint.file]
        self.shelter(complaint, (volume, *(self.site.records[item] for item in volume.items)))

    def shelter(self, complaint: Complaint, records: Iterable[Record]) -> None:
        """Nobody but its readers by name, and none of the people complained of, whatever else they hold."""
        wanted = {
            "keeping": complaint.keeping,
            "denied": complaint.complained,
            "participants": (),
            "readers": complaint.readers,
        }
        for record in records:
            before = {name: getattr(record, name) for name in wanted if getattr(record, name) != wanted[name]}
            if not before:
                continue
            for name in before:
                setattr(record, name, wanted[name])
            record.touch(self.maker.actor.person, self.maker.clock.now())
            after = {name: wanted[name] for name in before}
            told = RecordDescribed(
                self.maker.actor, record.id, before=plain(before), after=plain(after), access=True
            )
            self.maker.notify(told)

    def close(self, complaint: Complaint) -> None:
        """Hand it in, with its history; the archivist named in it files it."""
        facts = [
            (_("Number"), complaint.number),
            (_("Channel"), CHANNELS[complaint.channel]),
            (_("Signed"), _("signed") if complaint.signed else _("anonymous")),
            (_("About"), self._about(complaint)),
            (_("Outcome"), OUTCOMES.get(complaint.outcome, "")),
        ]
        clock = complaint.clocks.get("complaint-answer")
        values = {
            "case_state": "closed",
            "outcome": self._say(OUTCOMES.get(complaint.outcome) or _("Not accepted")),
            "in_time": "no" if clock is not None and clock.in_time is False else "yes",
        }
        grade = complaint.follow_up.grade if complaint.follow_up else ""
        if grade:
            values["satisfaction"] = grade
        self.files.close(complaint, values, facts, {**STEPS, **CLOCKS})
        self.guard(complaint)

    def _complained(self, complaint: Complaint) -> dict[str, Any]:
        unit = self.site.units.get(complaint.complained_unit)
        people = [self.site.people[person].name for person in complaint.complained]
        return {
            "complained_unit": unit.title if unit else None,
            "complained_person": "、".join(people) or complaint.complained_name or None,
        }

    def _about(self, complaint: Complaint) -> str:
        told = self._complained(complaint)
        parts = (told["complained_unit"], complaint.complained_post, told["complained_person"])
        return " · ".join(part for part in parts if part)

    def _record(self, complaint: Complaint) -> str:
        """What was said, without who said it."""
        received = f"{self.maker.clock.local(complaint.received_at):%Y-%m-%d %H:%M}"
        lines = [
            (_("Number"), complaint.number),
            (_("Received on"), received),
            (_("Channel"), CHANNELS[complaint.channel]),
            (_("Signed"), _("signed") if complaint.signed else _("anonymous")),
            (_("About"), self._about(complaint)),
            (_("Scope"), "、".join(self._say(SCOPE[each]) for each in complaint.scope)),
            (_("Facts"), complaint.facts),
            (_("Evidence"), complaint.evidence),
        ]
        return "\n".join(f"{self._say(label)}：{self._say(value)}" for label, value in lines if value) + "\n"

    def _say(self, words: Any) -> str:
        return self.speech.say(words)


def _renamed(received: Received, number: int) -> Received:
    suffix = PurePath(received.name).suffix.lower()
    kept = suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= LONGEST_SUFFIX else ""
    return replace(received, name=f"material-{number}{kept}")
