"""Holds (处置冻结): placing, lifting, and what they cover (lifecycle, *Hold*)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Conflict, Violation, Violations
from onestop_records.events import Actor, Event, HoldLifted, HoldPlaced
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IHolds, INotifier
from onestop_records.models.enterprise import key
from onestop_records.models.gate import HOLDS, Gate
from onestop_records.models.hold import KINDS, NAMED_BY, Hold, HoldScope
from onestop_records.models.identity import new_id
from onestop_records.models.keeping import answer_for
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.search.judging import judge
from onestop_records.search.query import parse
from onestop_records.services.holdvalues import told, wrong_question, wrong_texts
from onestop_records.workflow.hold import PROCESS

MOST_RECORDS = 500  # named by one hold


@implementer(IHolds)
class Holds:
    """Of one archive, for one actor."""

    def __init__(self, site: Site, clock: Clock, actor: Actor, notifier: Callable[[Event], None]) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notifier

    def gate(self) -> Gate:
        gate: Gate = self.site.gates[HOLDS]
        return gate

    def place(self, values: Mapping[str, Any]) -> Hold:
        Violations.check(self._wrong(values))
        scope = HoldScope(
            values["kind"],
            self._living(values.get("records") or ()),
            values.get("question"),
            " ".join((values.get("name") or "").split()),
        )
        title, reason, mandate = (values[name].strip() for name in ("title", "reason", "mandate"))
        hold = Hold(new_id(), title, reason, mandate, scope, self.actor.person, self.clock.now())
        self.gate().change()
        for record in (self.site.records[record_id] for record_id in scope.records):
            if record._p_jar is not None:  # one that is destroyed meanwhile cannot be held
                record._p_jar.readCurrent(record)
        answer_for(self.site, self.actor.person)
        self.site.holds.add(hold)
        after = {"title": hold.title, "mandate": hold.mandate, **told(scope)}
        self.notify(HoldPlaced(self.actor, hold.id, "hold", reason=hold.reason, after=after))
        return hold

    def lift(self, hold: Hold, reason: str, mandate: str) -> Hold:
        if not hold.standing:
            raise Conflict(Violation("state", _("This hold has been lifted already")))
        Violations.check(wrong_texts({"reason": reason, "mandate": mandate}))
        hold.state = PROCESS.by_name["lift"].target
        hold.lifted_by, hold.lifted_at = self.actor.person, self.clock.now()
        hold.lift_reason, hold.lift_mandate = reason.strip(), mandate.strip()
        self.gate().change()
        self.site.holds.lifted(hold)
        after = {"state": hold.state, "mandate": hold.lift_mandate}
        before = {"state": "placed", "title": hold.title}
        self.notify(HoldLifted(self.actor, hold.id, "hold", hold.lift_reason, before, after))
        return hold

    def covering(self, record: Record) -> list[Hold]:
        standing = sorted(self.site.holds.standing(), key=lambda hold: (hold.placed_at, hold.id))
        if not standing:
            return []
        together = list(self._together(record))
        return [hold for hold in standing if any(self._covers(hold, one) for one in together)]

    def keep(self, record: Record, before: Sequence[Hold]) -> None:
        after = self.covering(record) if before else []
        for hold in before:
            if hold not in after:
                hold.pinned.insert(record.id)

    def _together(self, record: Record) -> Iterator[Record]:
        """What goes when the record goes, and what it goes with."""
        yield record
        for other in (record.volume, *record.items):
            found = self.site.records.get(other) if other else None
            if found is not None:
                yield found

    def _covers(self, hold: Hold, record: Record) -> bool:
        if hold.names(record) or self._concerns(hold, record):
            return True
        question = hold.scope.question
        return question is not None and hold.passes(record) and self._says(record, question.q)

    def _concerns(self, hold: Hold, record: Record) -> bool:
        """True for a record of the enterprise that is held, by any of its codes and names (S9.3)."""
        if hold.scope.kind != "enterprise":
            return False
        named = [str(record.get(field) or "") for field in NAMED_BY["enterprise"]]
        known = self.site.enterprises.keys(hold.scope.name)
        return any(key(name) in known for name in named if name)

    def _says(self, record: Record, words: str) -> bool:
        """True when the words are in it, or may be: what has not been read may hold them."""
        query = parse(words)
        if query.empty:
            return True
        versions = [version for file in record.files for version in file.versions]
        renditions = [self.site.renditions.get(version.sha256) for version in versions]
        if any(rendition is None for rendition in renditions):
            return True
        texts = [record.title, record.creator, record.reference_code or "", *_values(record.description)]
        texts += [version.name for version in versions]
        return judge(query, [*texts, *(found.plain_text for found in renditions if found is not None)])

    def _wrong(self, values: Mapping[str, Any]) -> Iterator[Violation]:
        yield from wrong_texts({name: values.get(name) or "" for name in ("title", "reason", "mandate")})
        kind = values.get("kind")
        if kind not in KINDS:
            yield Violation("kind", _("Choose what the hold covers"))
        elif kind in ("records", "volumes"):
            yield from self._wrong_records(kind, values.get("records") or ())
        elif kind == "filter":
            yield from wrong_question(values.get("question"))
        elif not (values.get("name") or "").strip():
            yield Violation("name", _("This is required"))

    def _living(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those of which more than a tombstone is left: what came too late must not keep the others out."""
        return tuple(name for name in dict.fromkeys(ids) if not self.site.records[name].gone)

    def _wrong_records(self, kind: str, ids: Iterable[str]) -> Iterator[Violation]:
        wanted = list(ids)
        if not 1 <= len(wanted) <= MOST_RECORDS:
            limits = {"most": MOST_RECORDS}
            yield Violation("records", _("Name 1 to ${most} records", mapping=limits))
        found = [self.site.records.get(record_id) for record_id in wanted[:MOST_RECORDS]]
        if found and all(record is not None and record.gone for record in found):
            yield Violation("records", _("Nothing but tombstones is left of them"))
        for record_id, record in zip(wanted, found, strict=False):
            if record is None:
                yield Violation("records", _("There is no record ${id}", mapping={"id": record_id}))
            elif kind == "volumes" and not record.items:
                yield Violation("records", _("${id} is no volume", mapping={"id": record_id}))


def _values(values: Mapping[str, Any]) -> Iterator[str]:
    for value in values.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from (str(part) for part in value)


def factory(context: object, request: Request) -> Holds:
    return Holds(request.site, request.find_service(IClock), request.actor, request.find_service(INotifier))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IHolds)
