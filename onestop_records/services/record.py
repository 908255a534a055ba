"""Bringing records in and describing them (捕获, 著录)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation, Violations
from onestop_records.events import (
    RecordCaptured,
    RecordClassified,
    RecordDescribed,
)
from onestop_records.i18n import _
from onestop_records.interfaces import ICapture, IClock, IDescriptions, IHolds, INotifier
from onestop_records.models.access import may_know
from onestop_records.models.classification import Classification
from onestop_records.models.component import Received
from onestop_records.models.digest import note_digests
from onestop_records.models.identity import new_id
from onestop_records.models.keeping import own_keeping
from onestop_records.models.record import Record
from onestop_records.models.volume import INHERITED, inherited
from onestop_records.security.identity import Identity
from onestop_records.security.principals import identify
from onestop_records.services.boxing import crowded
from onestop_records.services.component import MOST_FILES, Components, named
from onestop_records.services.described import EMPTY, completed, fixed, plain, shut_out


@implementer(ICapture)
class Capture(Components):
    """Acts of one person."""

    def capture(self, values: Mapping[str, Any], files: Sequence[Received]) -> Record:
        given = dict(values)
        type = given.pop("type", None)
        found: list[Violation] = []
        fields: dict[str, Any] = {}
        try:
            fields = self.descriptions.check(type, given)
        except Violations as wrong:
            found.extend(wrong.violations)
        volume = self._volume(fields.get("volume"), found)
        if len(files) > MOST_FILES:
            found.append(Violation("files", _("At most ${most} files in one", mapping={"most": MOST_FILES})))
        fields = completed(self.site, fields, self.actor.person, self.clock.today())
        keeping = self._keeping(fields, found)
        found.extend(self._above(fields, {}))
        found.extend(crowded(self.site, fields))
        Violations.check(found)

        record = Record(new_id(), str(type))
        record.keeping = keeping
        fields["classification"] = Classification.of(fields["classification"])
        if volume is not None:
            fields.update(inherited(volume, fields))
        __, after = record.change(fields)
        self._use_class(record)
        record.denied = shut_out(self.site, record)
        record.captured_by = record.changed_by = self.actor.person
        record.captured_at = record.changed_at = self.clock.now()
        record.files = tuple(self._component(received) for received in files)
        self.site.records.add(record)
        if volume is not None:
            self._into(volume, record)
        note_digests(self.site, record)
        self._deliver(record)
        contents = [named(component) for component in record.files]
        self.notify(
            RecordCaptured(
                self.actor,
                record.id,
                after={**plain(after), "type": record.type, "files": contents},
                access=True,
            )
        )
        return record

    def describe(self, record: Record, values: Mapping[str, Any]) -> Record:
        if record.growing:
            self._not_of_case(record)
        given = dict(values)
        found: list[Violation] = []
        if given.pop("type", record.type) != record.type:
            found.append(Violation("type", _("The type of a record stays")))
        present = self.descriptions.values(record)
        fields: dict[str, Any] = {}
        try:
            fields = self.descriptions.check(record.type, {**present, **given})
        except Violations as wrong:
            found.extend(wrong.violations)
        else:
            found.extend(fixed(record, present, fields))
            if fields.get("volume") != record.volume:
                found.append(Violation("volume", _("An item stays in its volume")))
            found.extend(self._above(fields, present))
            found.extend(crowded(self.site, fields, record))
        Violations.check(found)

        fields["classification"] = Classification.of(fields["classification"])
        if record.volume:
            fields.update(inherited(self.site.records[record.volume], fields))
        gone = {name: EMPTY.get(name) for name in present if name not in fields}
        before, after = self._change(record, {**gone, **fields})
        if after:
            record.denied = shut_out(self.site, record)
            self._deliver(record)
            self._done(RecordDescribed, record, before, after)
            self._pass_on(record, after)
        return record

    def classify(self, record: Record, grade: str, term: str, basis: str) -> Record:
        values = {"classification": grade, "classification_term": term, "classification_basis": basis}
        fields = self.descriptions.check(record.type, {**self.descriptions.values(record), **values})
        grade_set = Classification.of(fields["classification"])
        found = list(self._above(fields, {"classification": record.classification.code}))
        if not fields.get("classification_basis"):
            found.append(Violation("classification_basis", _("Name the basis of the classification")))
        if grade_set.classified and not fields.get("classification_term"):
            found.append(Violation("classification_term", _("A classified record has a term")))
        if record.volume and grade_set < self.site.records[record.volume].classification:
            found.append(Violation("classification", _("An item's grade is at least that of its volume")))
        Violations.check(found)
        changes = {name: fields.get(name) for name in values}
        before, after = self._change(record, {**changes, "classification": grade_set})
        if after:
            self._done(RecordClassified, record, before, after, basis)
            self._pass_on(record, after)
        return record

    def _change(self, record: Record, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Change fields; what a hold covered by its description stays covered."""
        covering = self.holds.covering(record)
        changed = record.change(values)
        self._use_class(record)
        self.holds.keep(record, covering)
        return changed

    def _use_class(self, record: Record) -> None:
        line = self.site.retention.get(record.retention)
        if line is not None:
            line.use()

    def _volume(self, volume_id: str | None, found: list[Violation]) -> Record | None:
        """The volume a new item goes into: one's own, or any if one is an archivist."""
        if volume_id is None:
            return None
        volume = self.site.records.get(volume_id)
        if volume is None or not self._may_add_to(volume):
            found.append(Violation("volume", _("There is no such volume")))
            return None
        if volume.volume:
            found.append(Violation("volume", _("A volume stands in no other")))
        if volume.filed:
            found.append(Violation("volume", _("The volume is filed: nothing is added to it")))
        if volume.casework and not self.by_case:
            found.append(Violation("volume", _("It is the file of a case: the case alone adds to it")))
        return volume

    def _may_add_to(self, volume: Record) -> bool:
        """True for whoever keeps it and for archivists, who may know of it."""
        identity = self._identity()
        if identity is None:
            return False
        adding = {"role:archivist", f"holder:{volume.keeping}"}
        return not adding.isdisjoint(identity.principals) and may_know(volume, identity.principals)

    def _above(self, fields: Mapping[str, Any], present: Mapping[str, Any]) -> Iterator[Violation]:
        """Nobody sets a grade above their own clearance: the record would be lost to them."""
        code, identity = fields.get("classification"), self._identity()
        if identity is None or code is None or code == present.get("classification"):
            return
        if identity.clearance is None or Classification.of(code) > identity.clearance:
            message = _("This is above your own clearance; somebody who is cleared for it must set it")
            yield Violation("classification", message)

    def _identity(self) -> Identity | None:
        """Of the person who acts; None for a command in nobody's name."""
        person = self.site.people.get(self.actor.person)
        return identify(self.site, person, self.clock.today()) if person is not None else None

    def _keeping(self, fields: Mapping[str, Any], found: list[Violation]) -> str:
        person = self.site.people.get(self.actor.person)
        if person is not None:
            return own_keeping(self.site.keepings, person)
        category = self.site.fonds.category(fields.get("category", ""))
        if category is None:
            found.append(Violation("category", _("A command must name the category")))
        return category.keeping if category else ""

    def _into(self, volume: Record, item: Record) -> None:
        volume.items = (*volume.items, item.id)
        self._done(RecordDescribed, volume, {}, {"items": [item.id]})

    def _pass_on(self, volume: Record, after: Mapping[str, Any]) -> None:
        """What a volume's change means for its items."""
        if not volume.items or not any(name in after for name in (*INHERITED, "classification")):
            return
        for item in (self.site.records[item_id] for item_id in volume.items):
            inheriting = inherited(volume, {"classification": item.classification})
            before, changed = self._change(item, inheriting)
            if changed:
                self._done(RecordDescribed, item, before, changed)

    def _deliver(self, record: Record) -> None:
        """Note that an entry of the filing scope has been met (see ``services.scope``)."""
        scope = record.get("scope")
        if scope and record.year:
            self.site.deliveries[f"{record.year}/{record.unit}/{scope}/{record.id}"] = None


def factory(context: object, request: Request) -> Capture:
    return Capture(
        request.site,
        request.find_service(IClock),
        request.actor,
        request.find_service(INotifier),
        request.find_service(IDescriptions),
        request.find_service(IHolds),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ICapture)
