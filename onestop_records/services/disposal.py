"""Batches of appraisal and destruction: opening them, leading them to their end (N70)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation, Violations
from onestop_records.events import DisposalMoved, DisposalOpened, RowsChanged
from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog, IDisposals, IFinding, IImpediments, ISettings
from onestop_records.models.access import may_see
from onestop_records.models.disposal import ACCOUNTING, GENERAL, Disposal, Row
from onestop_records.models.identity import new_id
from onestop_records.models.keeping import answer_for
from onestop_records.models.record import Record
from onestop_records.models.search import Question
from onestop_records.services.batch import Maker, maker
from onestop_records.services.candidates import MOST, accounting, fonds_of, together, undue, unfit, wanted
from onestop_records.settings import Settings
from onestop_records.workflow.disposal import PROCESS
from onestop_records.workflow.waiting import steps_wanted

MOST_TOLD = 20  # violations of records named one by one
LONGEST_TITLE = 200
FIELDS = ("category", "retention", "carrier")


@implementer(IDisposals)
class Disposals:
    """For one actor."""

    def __init__(
        self, maker: Maker, settings: Settings, impediments: Any, catalog: Any, finding: Any
    ) -> None:
        self.maker = maker
        self.site = maker.site
        self.settings = settings
        self.impediments = impediments
        self.catalog = catalog
        self.finding = finding

    def open(self, values: Mapping[str, Any]) -> Disposal:
        title, unit = (values.get("title") or "").strip(), values.get("unit") or ""
        found = list(self._wrong(title, unit))
        named = bool(values.get("records"))
        chosen = in_order(self._named(values, found)) if named else self.candidates(values)
        found += together(self.site, chosen, unit)
        if not chosen:
            found.append(Violation("records", _("Nothing of that is due")))
        if len(chosen) > MOST:
            found.append(Violation("records", _("At most ${most} records a batch", mapping={"most": MOST})))
        Violations.check(found)
        form = ACCOUNTING if accounting(chosen[0]) else GENERAL
        disposal = Disposal(new_id(), title, fonds_of(self.site, chosen[0]), unit, form)
        self._fill(disposal, chosen)
        return disposal

    def _wrong(self, title: str, unit: str) -> Iterator[Violation]:
        if not title or len(title) > LONGEST_TITLE or not title.isprintable():
            yield Violation("title", _("Give the batch a title of at most 200 characters"))
        if self.site.units.get(unit) is None:
            yield Violation("unit", _("Choose the unit whose records these are"))

    def _named(self, values: Mapping[str, Any], found: list[Violation]) -> list[Record]:
        """The records asked for by id; what stands against each goes into ``found``."""
        chosen, today = [], self.maker.clock.today()
        for record_id in dict.fromkeys(values["records"]):
            if len(found) >= MOST_TOLD:
                break
            record = self.site.records.get(record_id)
            if record is None or not self.maker.knows(record):
                found.append(Violation("records", _("There is no record ${id}", mapping={"id": record_id})))
                continue
            chosen.append(record)
            for violation in unfit(self.site, record, self.impediments, today):
                message = _(
                    "${code}: ${message}",
                    mapping={
                        "code": record.reference_code or record_id,
                        "message": self.maker.translate(violation.message),
                    },
                )
                found.append(Violation("records", message))
        return chosen

    def candidates(self, values: Mapping[str, Any]) -> list[Record]:
        today = self.maker.clock.today()
        records = (record for record in self._filed(values) if wanted(values, record))
        due = (r for r in records if self.maker.knows(r) and not any(undue(r, today)))
        fit = (r for r in due if not any(unfit(self.site, r, self.impediments, today)))
        return in_order(fit)

    def _filed(self, values: Mapping[str, Any]) -> Iterator[Record]:
        """What the catalogue believes to be filed and of that kind; each is then asked itself."""
        names = ("unit", "category", "year", "retention")
        filters = {name: (str(values[name]),) for name in names if values.get(name)}
        due = {"due": (f"..{self.maker.clock.today()}",)}
        numbers = self.catalog.select({**due, **filters}, self.catalog.numbers())
        records = (self.site.records.get(self.catalog.record_id(number)) for number in numbers)
        return (record for record in records if record is not None)

    def _fill(self, disposal: Disposal, records: Iterable[Record]) -> None:
        now, person = self.maker.clock.now(), self.maker.actor.person
        disposal.opened_by, disposal.opened_at = person, now
        answer_for(self.site, person)
        folder = self.site.disposals
        for sequence, record in enumerate(records, 1):
            known = (record.category, record.year, record.retention, record.carrier)
            disposal.add(Row(sequence, record.id, *known))
            folder.disposing[record.id] = disposal.id
            disposal.size = sequence
        folder.add(disposal)
        after = {"title": disposal.title, "unit": disposal.unit, "records": disposal.size}
        self.maker.notify(DisposalOpened(self.maker.actor, disposal.id, "disposal", after=after))

    def visible(self) -> list[Disposal]:
        principals = self.maker.principals
        found = [each for each in self.site.disposals.values() if may_see(each.unit, principals)]
        return sorted(found, key=lambda each: each.opened_at, reverse=True)

    def rows(
        self, disposal: Disposal, narrowed: Mapping[str, Any] | None = None, after: int = 0, limit: int = 50
    ) -> tuple[list[Row], int]:
        found = list(islice(self.narrow(disposal, narrowed or {}, after), limit + 1))
        return found[:limit], found[limit - 1].sequence if len(found) > limit else 0

    def narrow(self, disposal: Disposal, narrowed: Mapping[str, Any], after: int = 0) -> Iterator[Row]:
        """The rows that the person may know of and that pass."""
        ids = self._searched(disposal, narrowed["q"]) if narrowed.get("q") else None
        for row in disposal.rows(after):
            if (ids is None or row.record in ids) and passes(row, narrowed):
                record = self.site.records.get(row.record)
                if record is not None and self.maker.knows(record):
                    yield row

    def _searched(self, disposal: Disposal, words: str) -> frozenset[str]:
        question = Question(q=words, filters={"unit": (disposal.unit,)})
        return frozenset(record.id for record in self.finding.listed(question, MOST))

    def steps(self, disposal: Disposal) -> tuple[str, ...]:
        making = self.maker.making("-")
        names = PROCESS.allowed(disposal, self.maker.roles())
        heavy = {"propose", "approve"}  # read every row: told when they are made
        return tuple(n for n in names if n in heavy or not PROCESS.violations(disposal, n, making))

    def waits(self, disposal: Disposal) -> str:
        person, clock = self.site.people[self.maker.actor.person], self.maker.clock
        return next(steps_wanted(self.site, disposal, person, clock.now(), clock.today()), "")

    def drop(self, disposal: Disposal, sequences: Iterable[int], reason: str) -> None:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, disposal, "drop", making)
        dropped = []
        for row in self.chosen(disposal, sequences):
            disposal.drop(row)
            self.site.disposals.disposing.pop(row.record, None)
            dropped.append(row.record)
        disposal.note_lacking()
        disposal.size -= len(dropped)
        disposal.revision += 1
        after = {"dropped": dropped}
        self.maker.notify(
            RowsChanged(self.maker.actor, disposal.id, "disposal", reason=making.reason, after=after)
        )

    def chosen(self, disposal: Disposal, sequences: Iterable[int]) -> list[Row]:
        """The rows with these numbers; raises Violations for one that is not there."""
        rows = []
        for sequence in sorted(set(sequences)):
            try:
                rows.append(disposal.row(sequence))
            except KeyError:
                message = _("There is no row ${number}", mapping={"number": sequence})
                raise Violations(Violation("rows", message)) from None
        return rows

    def make(
        self, disposal: Disposal, name: str, reason: str = "", rows: Iterable[int] | None = None
    ) -> Disposal:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, disposal, name, making)
        if name == "approve":
            self._approve(disposal, self.chosen(disposal, rows or ()), making)
        elif name == "reject":
            self._reject(disposal, making)
        elif name == "execute":
            self._execute(disposal)
        elif name == "cancel":
            self._release(disposal)
        self.maker.move(PROCESS, disposal, name, making, DisposalMoved)
        return disposal

    def _approve(self, disposal: Disposal, refused: list[Row], making: Any) -> None:
        """Rows refused stay in the archive and are marked; so is what was not to be destroyed (step 4)."""
        if refused and not making.reason:
            raise Violations(Violation("reason", _("Say why these rows are refused")))
        out = {row.sequence for row in refused}
        electronic = False
        for row in list(disposal.rows()):
            if row.sequence in out:
                disposal.change(_refuse(row, making.reason))
            if row.sequence in out or row.decision != "destroy":
                disposal.todo.insert(row.sequence)
            else:
                disposal.destroyable.insert(row.sequence)
                electronic = electronic or row.carrier != "paper"
        days = self.settings.cooling_off_days if electronic else self.settings.cooling_off_days_paper
        disposal.approved_by, disposal.approved_at = making.person, making.now
        answer_for(self.site, making.person)
        disposal.cooling_until = making.now + timedelta(days=days)
        disposal.witnesses = ()

    def _reject(self, disposal: Disposal, making: Any) -> None:
        for row in list(disposal.rows()):
            disposal.change(_refuse(row, making.reason))
            disposal.todo.insert(row.sequence)

    def _execute(self, disposal: Disposal) -> None:
        """Everything approved goes to the worker, paper when the witnesses have marked it."""
        for sequence in list(disposal.destroyable):
            paper = disposal.row(sequence).on_paper
            (disposal.unmarked if paper else disposal.todo).insert(sequence)

    def _release(self, disposal: Disposal) -> None:
        """A cancelled batch lets go of its records."""
        disposal.todo.clear()
        disposal.destroyable.clear()
        for row in disposal.rows():
            if self.site.disposals.disposing.get(row.record) == disposal.id:
                del self.site.disposals.disposing[row.record]
        self.site.disposals.active.remove(disposal.id)


def _refuse(row: Row, why: str) -> Row:
    return replace(row, refused=why)


def in_order(records: Iterable[Record]) -> list[Record]:
    """By reference code, as registers list them."""
    return sorted(records, key=lambda record: record.reference_code or "")


def passes(row: Row, narrowed: Mapping[str, Any]) -> bool:
    """True when a row is what was asked for."""
    if any(narrowed.get(name) and getattr(row, name) != narrowed[name] for name in FIELDS):
        return False
    if narrowed.get("year") and row.year != int(narrowed["year"]):
        return False
    if narrowed.get("outcome") and (row.outcome or "none") != narrowed["outcome"]:
        return False
    return not narrowed.get("decision") or (row.decision or "none") == narrowed["decision"]


def factory(context: object, request: Request) -> Disposals:
    return Disposals(
        maker(request),
        request.find_service(ISettings),
        request.find_service(IImpediments),
        request.find_service(ICatalog),
        request.find_service(IFinding),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IDisposals)
