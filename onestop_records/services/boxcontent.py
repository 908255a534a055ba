"""What is in a box: put in by lists of records, taken out with a reason."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onestop_records.errors import Conflict, Violation, Violations
from onestop_records.events import RecordDescribed
from onestop_records.i18n import _
from onestop_records.models.access import DRAFT_STATES
from onestop_records.models.box import Box
from onestop_records.models.record import Record
from onestop_records.services.batch import Maker
from onestop_records.services.boxing import full
from onestop_records.services.described import plain, reason_given

MOST_RECORDS = 500  # put in or taken out at once


class BoxContent:
    """For one actor; ``services.box.Boxes`` enters and moves the boxes themselves."""

    def __init__(self, maker: Maker, labels: Any, catalog: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.labels = labels
        self.catalog = catalog

    def fill(self, box: Box, names: Sequence[str]) -> list[Record]:
        in_use(box)
        found: list[Violation] = []
        records = self._named(names, found)
        entering = []
        for name, record in records.items():
            if record.id not in box.records:
                found += _unfit(name, record)
                entering.append(record)
        if len(entering) > box.free:
            found.append(Violation("records", full(box)))
        Violations.check(found)
        for record in entering:
            self._place(record, box.place)
        return entering

    def take_out(self, box: Box, names: Sequence[str], reason: str) -> list[Record]:
        reason = reason_given("reason", reason)
        found = [] if reason else [Violation("reason", _("Give a reason"))]
        records = self._named(names, found)
        for name, record in records.items():
            if record.id not in box.records:
                message = _("${name} is not in this box", mapping={"name": name})
                found.append(Violation("records", message))
        Violations.check(found)
        for record in records.values():
            left = {part: name for part, name in box.place.items() if part != "box"}
            self._place(record, left, reason)
        return list(records.values())

    def _named(self, names: Sequence[str], found: list[Violation]) -> dict[str, Record]:
        """The records by the names that were given; what stands against a name goes into ``found``."""
        names = [name for name in dict.fromkeys(name.strip() for name in names) if name]
        if not 1 <= len(names) <= MOST_RECORDS:
            message = _("Name 1 to ${most} records", mapping={"most": MOST_RECORDS})
            found.append(Violation("records", message))
        records: dict[str, Record] = {}
        for name in names[:MOST_RECORDS]:
            try:
                record = self.labels.record(name)
            except Violations as wrong:
                found += [Violation("records", told(name, v.message, self.maker)) for v in wrong.violations]
                continue
            if record is None:
                found.append(Violation("records", _("There is no record ${id}", mapping={"id": name})))
            elif record not in records.values():
                records[name] = record
        return records

    def _place(self, record: Record, place: Mapping[str, str], reason: str = "") -> None:
        before, after = record.change({"place": dict(place)})
        if not after:
            return
        record.touch(self.maker.actor.person, self.maker.clock.now())
        before, after = plain(before), plain(after)
        self.maker.notify(RecordDescribed(self.maker.actor, record.id, "record", reason, before, after))


def in_use(box: Box) -> None:
    if box.closed:
        raise Conflict(Violation("box", _("This box is used no more")))


def _unfit(name: str, record: Record) -> Iterator[Violation]:
    """What has paper, is handed in and stands for itself goes into a box."""
    mapping = {"name": name}
    if record.gone or record.carrier == "electronic":
        yield Violation("records", _("${name} has no paper", mapping=mapping))
    elif record.state in DRAFT_STATES:
        yield Violation("records", _("${name} is not handed in yet", mapping=mapping))
    elif record.volume:
        yield Violation("records", _("${name} is an item and stands with its volume", mapping=mapping))


def told(name: str, message: Any, maker: Maker) -> Any:
    mapping = {"code": name, "message": maker.translate(message)}
    return _("${code}: ${message}", mapping=mapping)
