"""The file that a case or complaint grows while it runs (casework, *To archive*).

A volume record in state *captured* from the first day: search, access, files, versions, custody, audit and
holds are those of records. Whoever handles the case keeps it; the case alone changes it. ``close`` adds the
history and hands it in; then the archivist files it like any other, and nothing of it changes afterwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Conflict, Violation
from onestop_records.events import RecordDescribed
from onestop_records.i18n import _
from onestop_records.interfaces import (
    ICaseFiles,
    IClock,
    IDescriptions,
    IFiling,
    IHolds,
    INotifier,
    ISettings,
    IStorage,
)
from onestop_records.models.access import may_know
from onestop_records.models.casework import Casework
from onestop_records.models.component import Received
from onestop_records.models.keeping import own_keeping
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.security.principals import identify
from onestop_records.services.casehistory import Speech, history, speech
from onestop_records.services.described import plain
from onestop_records.services.record import Capture

SAME = ("data_category", "readers", "participants")  # who may know of an item is said by its volume
LONGEST_NAME = 100  # characters of the name of a file made from a text
UNNAMEABLE = str.maketrans(dict.fromkeys('/\\:*?"<>|\n\t', " "))


class Growth(Capture):
    """What a case brings into its own file; who may let it is asked by the case."""

    by_case = True
    handler = ""

    def _keeping(self, fields: Mapping[str, Any], found: list[Violation]) -> str:
        if fields.get("volume"):
            keeping: str = self.site.records[fields["volume"]].keeping
            return keeping
        return own_keeping(self.site.keepings, self.site.people[self.handler])

    def _may_add_to(self, volume: Record) -> bool:
        return volume.growing


@implementer(ICaseFiles)
class CaseFiles:
    """Of one archive, for one actor."""

    def __init__(self, growth: Growth, filing: Any, storage: Any, limit: int, speech: Speech) -> None:
        self.growth = growth
        self.site: Site = growth.site
        self.clock: Clock = growth.clock
        self.filing = filing
        self.storage = storage
        self.limit = limit
        self.speech = speech

    def begin(self, case: Casework, values: Mapping[str, Any], files: Sequence[Received] = ()) -> Record:
        self.growth.handler = case.handler
        day = self.clock.local(case.received_at).date().isoformat()
        unit = self.site.units.get(case.unit)
        told = {"type": case.file_type, "case": case.number, "unit": case.unit, "date": day, "received": day}
        creator = unit.title if unit else self.site.title
        volume = self.growth.capture({"creator": creator, **told, **values}, files)
        volume.casework, volume.growing = case.address, True
        case.file = volume.id
        return volume

    def add(
        self,
        case: Casework,
        title: str,
        kind: str,
        files: Sequence[Received] = (),
        text: str | None = None,
    ) -> Record:
        volume = self._open(case)
        received = list(files)
        if text is not None:
            received.append(self._written(title, text))
        values = {
            "type": "document",
            "title": title,
            "date": self.clock.today().isoformat(),
            "creator": volume.creator,
            "genre": kind,
            "case": case.number,
            "volume": volume.id,
            **self._same(volume),
        }
        item = self.growth.capture({name: value for name, value in values.items() if value}, received)
        item.casework, item.growing, item.denied = case.address, True, volume.denied
        return item

    def add_file(self, case: Casework, item: Record, received: Received) -> None:
        self._open(case)
        self.growth.add_file(item, received)

    def describe(self, case: Casework, values: Mapping[str, Any]) -> None:
        volume = self._open(case)
        given = {name: value for name, value in values.items() if volume.get(name) != value}
        if not given:
            return
        self.growth.describe(volume, given)
        for item in self._items(volume):
            self._level(volume, item)

    def entrust(self, case: Casework) -> None:
        volume = self._open(case)
        keeping = own_keeping(self.site.keepings, self.site.people[case.handler])
        for record in (volume, *self._items(volume)):
            if record.keeping != keeping:
                before, record.keeping = record.keeping, keeping
                self._changed(record, {"keeping": before}, {"keeping": keeping})

    def close(
        self,
        case: Casework,
        values: Mapping[str, Any],
        facts: Sequence[tuple[Any, str]] = (),
        words: Mapping[str, Any] | None = None,
    ) -> Record:
        volume = self._open(case)
        title = self.speech.translate(_("History of ${number}", mapping={"number": case.number}))
        self.add(
            case, title, self.speech.translate(_("History")), text=self._history(case, facts, words or {})
        )
        today = self.clock.today().isoformat()
        self.describe(case, {"date": today, "year": self.clock.today().year, "closed": today, **values})
        self._let_in(case, volume)
        for record in (volume, *self._items(volume)):
            record.growing = False
        self.filing.submit(volume)
        return volume

    def _open(self, case: Casework) -> Record:
        """The file of a running case. Raises Conflict when it has been handed in."""
        volume: Record = self.site.records[case.file]
        if not volume.growing:
            raise Conflict(Violation("case", _("The case is closed: nothing of its file changes any more")))
        return volume

    def _items(self, volume: Record) -> Iterator[Record]:
        return (self.site.records[item_id] for item_id in volume.items)

    def _same(self, volume: Record) -> dict[str, Any]:
        return {name: volume.get(name) for name in SAME}

    def _level(self, volume: Record, item: Record) -> None:
        """Who may know of an item is decided by its volume."""
        before, after = item.change(self._same(volume))
        if item.denied != volume.denied:
            before["denied"], after["denied"] = item.denied, volume.denied
            item.denied = volume.denied
        if after:
            self._changed(item, before, after)

    def _changed(self, record: Record, before: dict[str, Any], after: dict[str, Any]) -> None:
        record.touch(self.growth.actor.person, self.clock.now())
        told = RecordDescribed(
            self.growth.actor, record.id, before=plain(before), after=plain(after), access=True
        )
        self.growth.notify(told)

    def _written(self, title: str, text: str) -> Received:
        """A text as a file: plain, or the page that it is."""
        end = ".html" if text.lstrip().lower().startswith("<!doctype html") else ".txt"
        name = " ".join(title.translate(UNNAMEABLE).split())[:LONGEST_NAME] + end
        received: Received = self.storage.receive(BytesIO(text.encode()), name, self.limit)
        return received

    def _history(self, case: Casework, facts: Sequence[tuple[Any, str]], words: Mapping[str, Any]) -> str:
        return history(self.site, self.clock, case, facts, words, self.speech)

    def _let_in(self, case: Casework, volume: Record) -> None:
        """An archivist at least may know of what is handed in; the keeper of the category comes first."""
        day = self.clock.today()
        people = [p for p in self.site.people.values() if "archivist" in p.roles and not p.closed]
        seeing = {p.id: identify(self.site, p, day).principals for p in people if p.id not in volume.denied}
        if any(may_know(volume, principals, "submitted") for principals in seeing.values()):
            return
        category = self.site.fonds.category(volume.category)
        keeper = self.site.holder(category.keeping) if category else ""
        chosen = keeper if keeper in seeing else next(iter(sorted(seeing)), "")
        if chosen:
            self.describe(case, {"readers": (*volume.readers, chosen)})


def factory(context: object, request: Request) -> CaseFiles:
    growth = Growth(
        request.site,
        request.find_service(IClock),
        request.actor,
        request.find_service(INotifier),
        request.find_service(IDescriptions),
        request.find_service(IHolds),
    )
    return CaseFiles(
        growth,
        request.find_service(IFiling),
        request.find_service(IStorage),
        request.find_service(ISettings).upload_limit,
        speech(request),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ICaseFiles)
