"""Stock-taking of a room (清点): opening, scanning, closing; discrepancies become findings."""

from collections.abc import Callable, Container, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import StocktakingMoved
from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog, IFindings, ILabels, IOutbox, IStocktakings
from onestop_records.models.box import PARTS, path_of
from onestop_records.models.identity import new_id
from onestop_records.models.label import BOX, spaced
from onestop_records.models.record import Record
from onestop_records.models.room import Room
from onestop_records.models.scanned import Scanned
from onestop_records.models.stocktaking import DISCREPANCIES, RESULTS, Line, Scan, Stocktaking
from onestop_records.services.batch import Maker, maker
from onestop_records.services.box import PART
from onestop_records.services.label import Labels
from onestop_records.services.stockresult import Result, words
from onestop_records.services.storevalues import wrong_name
from onestop_records.workflow.stocktaking import PROCESS

LONGEST_TITLE = 200
LONGEST_CODE = 100
MOST_DISCREPANCIES = 500  # more means that counting was not finished


@implementer(IStocktakings)
class Stocktakings:
    """For one actor."""

    def __init__(
        self, maker: Maker, labels: Any, findings: Any, catalog: Any, outbox: Any, all_known: bool
    ) -> None:
        self.maker = maker
        self.site = maker.site
        self.labels = labels
        self.findings = findings
        self.catalog = catalog
        self.outbox = outbox
        self.all_known = all_known

    def open(self, room: Room, title: str) -> Stocktaking:
        title = title.strip()
        found = list(wrong_name("title", title, LONGEST_TITLE))
        if room.closed:
            found.append(Violation("room", _("This room is used no more")))
        if any(self.site.stocktakings[each].room == room.id for each in self.site.stocktakings.open):
            found.append(Violation("room", _("A stock-taking of this room is going on")))
        Violations.check(found)
        person, now = self.maker.actor.person, self.maker.clock.now()
        stocktaking = Stocktaking(new_id(), title, room.id, person, now)
        for box in self.site.boxes.within(room.name):
            stocktaking.boxes.insert(box.id)
            for record_id in box.records:
                stocktaking.expect(record_id, box.path)
        for record in self._by_words(room):
            stocktaking.expect(record.id, path_of(record.place))
        self.site.stocktakings.add(stocktaking)
        room._p_changed = True  # of two who open one for the same room at once, one is tried again
        after = {"title": title, "room": room.name, "stage": "open"}
        self.maker.notify(StocktakingMoved(self.maker.actor, stocktaking.id, "stocktaking", after=after))
        return stocktaking

    def _by_words(self, room: Room) -> Iterator[Record]:
        """Paper that descriptions place in the room without a box that was entered."""
        places = self.catalog.facets(self.catalog.numbers(), ("place",))["place"]
        keys = [key for key in places if key.split(PART)[0] == room.name]
        for number in self.catalog.select({"place": keys}, self.catalog.numbers()) if keys else ():
            record = self.site.records.get(self.catalog.record_id(number))
            if record is None or record.gone or record.volume or record.carrier == "electronic":
                continue
            if record.place.get(PARTS[0]) == room.name and self.site.boxes.of(record.id) is None:
                yield record

    def scan(self, stocktaking: Stocktaking, text: str, box: str = "") -> Scanned:
        if stocktaking._p_jar is not None:  # nothing is scanned after the result stands
            stocktaking._p_jar.readCurrent(stocktaking)
        PROCESS.check_state(stocktaking, "scan")
        text = text.strip()
        if not text or len(text) > LONGEST_CODE or not text.isprintable():
            raise Violations(Violation("code", _("Scan a label, or type its code")))
        code = self.labels.plain(text)
        now, me = self.maker.clock.now(), self.maker.actor.person
        if code.startswith(BOX):
            found = self.labels.box(code)
            stocktaking.seen[code] = Scan(found.id if found is not None else "", me, now, found is not None)
            return self._opened(stocktaking, code, found)
        opened = self.labels.box(box) if box else None
        record = self.labels.record(text)
        named = record if record is not None else self._unknown(text)
        known, named_id = record is not None, named.id if named is not None else ""
        scan = Scan(opened.id if opened is not None else "", me, now, known, named_id)
        stocktaking.scans[self.labels.code(named) if named is not None else code or text] = scan
        return self._scanned(stocktaking, code or text, record, opened)

    def _unknown(self, text: str) -> Record | None:
        """What a code names that whoever scans may not know of: kept for who may, and never told."""
        try:
            return Labels(self.site, lambda record: True).record(text)
        except Violations:  # it stands for two
            return None

    def _opened(self, stocktaking: Stocktaking, code: str, box: Any) -> Scanned:
        if box is None:
            return Scanned(code, False, "", _("No box bears this code; it is noted"), good=False)
        if box.room != stocktaking.room:
            message = _("This box belongs into ${place}", mapping={"place": box.title})
            return Scanned(code, True, box.title, message, good=False, box=code)
        message = _("Box opened: scan what is in it")
        return Scanned(code, True, box.title, message, box=code, address=f"/boxes/{box.id}")

    def _scanned(self, stocktaking: Stocktaking, code: str, record: Record | None, opened: Any) -> Scanned:
        kept = self.labels.code(opened) if opened is not None else ""
        if record is None:
            message = _("You may know of nothing with this code; it is noted")
            return Scanned(code, False, "", message, good=False, box=kept)
        path = path_of(record.place)
        place = {"place": words(path) or "–"}
        if record.gone or path[0] != self.site.rooms[stocktaking.room].name:
            good, message = False, _("Does not belong into this room, but: ${place}", mapping=place)
        elif opened is not None and opened.path != path:
            good, message = False, _("In the wrong box; it belongs into: ${place}", mapping=place)
        else:
            good, message = True, _("In its place")
        return Scanned(code, True, record.title, message, good, kept, f"/records/{record.id}")

    def lines(self, stocktaking: Stocktaking, results: Container[str] = RESULTS) -> list[Line]:
        known = self._known()
        if stocktaking.state == "open":
            found = list(Result(self.site, stocktaking, known).lines())
        else:
            seen = (_visible(line, known) for line in stocktaking.lines.values())
            found = [line for line in seen if line is not None]
        return [line for line in found if line.result in results]

    def _known(self) -> Callable[[str], bool]:
        """Whether the reader may know of a record, by the catalogue; of what it lacks the record is asked."""
        if self.all_known:
            return lambda record_id: True
        allowed, hidden = self.catalog.allowed(self.maker.principals), self.outbox.hidden()

        def known(record_id: str) -> bool:
            number = self.catalog.number(record_id)
            if number is None or record_id in hidden:
                record = self.site.records.get(record_id)
                return record is not None and self.maker.knows(record)
            return number in allowed

        return known

    def tally(self, stocktaking: Stocktaking) -> dict[str, int]:
        counts = dict.fromkeys(RESULTS, 0)
        for line in self.lines(stocktaking):
            counts[line.result] += 1
        return counts

    def steps(self, stocktaking: Stocktaking) -> tuple[str, ...]:
        return PROCESS.allowed(stocktaking, self.maker.roles())

    def make(self, stocktaking: Stocktaking, name: str, reason: str = "") -> Stocktaking:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, stocktaking, name, making)
        if name == "close":
            self._close(stocktaking)
        self.site.stocktakings.open.remove(stocktaking.id)
        self.maker.move(PROCESS, stocktaking, name, making)
        told = {"stage": stocktaking.state}
        event = StocktakingMoved(
            self.maker.actor, stocktaking.id, "stocktaking", making.reason, {"stage": "open"}, told
        )
        self.maker.notify(event)
        return stocktaking

    def _close(self, stocktaking: Stocktaking) -> None:
        """The result stands; it is that of who may know of everything, and shown to each as they may."""
        lines = list(Result(self.site, stocktaking, lambda record_id: True).lines())
        wrong = [line for line in lines if line.result in DISCREPANCIES and (line.record or line.box)]
        unknown = [code for code, scan in stocktaking.scans.items() if not scan.known]
        unknown += [code for code, scan in stocktaking.seen.items() if not scan.known]
        if len(wrong) + len(unknown) > MOST_DISCREPANCIES:
            message = _("Too much is missing to be true: count on, or cancel the stock-taking")
            raise Refused(Violation("lines", message))
        stocktaking.lines.update(dict(enumerate(lines, 1)))
        room = self.site.rooms[stocktaking.room]
        for line in wrong:
            said = " → ".join(place for place in (line.expected, line.found) if place)
            more = {"record": line.record, "box": line.box, "code": line.code, "said": said}
            self.findings.add(line.result, room, stocktaking.id, self._responsible(line), **more)
        for code in unknown:  # whether or not it names something that the counter may not know of
            said = spaced(code) if self.labels.plain(code) else code
            self.findings.add("foreign", room, stocktaking.id, code=code, said=said)
        self.site.stocktakings.unarchived.insert(stocktaking.id)

    def _responsible(self, line: Line) -> str:
        """Who keeps the record, or the box; nobody in particular when that account is closed."""
        record, box = self.site.records.get(line.record), self.site.boxes.get(line.box)
        found = ""
        if record is not None and record.keeping in self.site.keepings:
            found = self.site.holder(record.keeping)
        elif box is not None:
            found = box.custodian
        person = self.site.people.get(found)
        return "" if person is None or person.closed else found


def _visible(line: Line, known: Callable[[str], bool]) -> Line | None:
    """A line as a reader may see it: what they may not know of is a code without a name."""
    if not line.record or known(line.record):
        return line
    return Line("foreign", code=line.code, found=line.found) if line.code else None


def factory(context: object, request: Request) -> Stocktakings:
    return Stocktakings(
        maker(request),
        request.find_service(ILabels),
        request.find_service(IFindings),
        request.find_service(ICatalog),
        request.find_service(IOutbox),
        request.identity is not None and request.identity.system,
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IStocktakings)
