"""Finding: a question becomes hits, totals and facets of what one reader may know of, and nothing else."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyroaring import BitMap
from zope.interface import implementer

from onestop_records.errors import Damaged
from onestop_records.events import Actor, ClassifiedFound
from onestop_records.interfaces import (
    ICatalog,
    IFinding,
    IFullText,
    INotifier,
    IOutbox,
    ISettings,
)
from onestop_records.models.access import may_know, may_use, reading
from onestop_records.models.ahead import read_values
from onestop_records.models.record import Record
from onestop_records.models.search import Hit, Question, Results
from onestop_records.models.site import Site
from onestop_records.search.query import Query, parse
from onestop_records.services.cursor import Cursor
from onestop_records.services.question import check, order
from onestop_records.services.snippet import marked_title, snippet_of

POLL = 0.01  # seconds between looks at the outbox


@implementer(IFinding)
class Finding:
    """Search for one reader."""

    def __init__(
        self,
        site: Site,
        actor: Actor,
        principals: frozenset[str],
        catalog: Any,
        outbox: Any,
        fulltext: Any,
        notify: Any,
        manager: Any,
        write_wait: float,
    ) -> None:
        self.site = site
        self.actor = actor
        self.principals = principals
        self.catalog = catalog
        self.outbox = outbox
        self.fulltext = fulltext
        self.notify = notify
        self.manager = manager
        self.write_wait = write_wait

    def search(self, question: Question) -> Results:
        return self.search_all((question,))[0]

    def search_all(self, questions: Sequence[Question]) -> list[Results]:
        cursors = [check(question) for question in questions]
        self._await_own_writes()
        within = self._within()
        found = [self._results(*asked, within) for asked in zip(questions, cursors, strict=True)]
        self._note_classified(hit.record for results in found for hit in results.items)
        return found

    def _results(self, question: Question, cursor: Cursor, within: BitMap) -> Results:
        query = parse(question.q)
        found = self._found(question, query, within)
        numbers = self._page(found, cursor, question.limit + 1)
        more = len(numbers) > question.limit
        numbers = numbers[: question.limit]
        records = self._known(numbers)
        held = self.catalog.select({"held": ("yes",)}, BitMap(records))
        if question.passages:
            read_values(self.site.renditions, _contents(records.values()))
        return Results(
            total=len(found.matches),
            items=tuple(
                self._hit(record, query, number in held)
                if question.passages
                else Hit(record, held=number in held)
                for number, record in records.items()
            ),
            facets=self.catalog.facets(found.matches, question.facets),
            lagging=self.lagging(),
            cursor=self._next(cursor, found, numbers[-1], len(numbers)).text() if more else None,
            degraded=found.degraded,
        )

    def listed(self, question: Question, most: int) -> list[Record]:
        """The first ``most`` records in the order asked for, as lists and bulk acts want them."""
        cursor = check(question)
        self._await_own_writes()
        found = self._found(question, parse(question.q), self._within())
        records = list(self._known(self._page(found, cursor, most)).values())
        self._note_classified(records)
        return records

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        within = self._within()
        if not within or not prefix.strip():
            return []
        try:
            codes = self._codes(prefix, within, limit) if any(c.isdigit() for c in prefix) else []
            return [*codes, *self.fulltext.suggest(prefix, within, limit)][:limit]
        except Damaged:
            return []

    def _codes(self, part: str, within: BitMap, limit: int) -> list[str]:
        """Reference codes that hold this part, of which some digit was typed."""
        words = part.replace('"', " ").strip()
        hits = self.fulltext.search(parse(f'reference_code:"{words}"'), within)
        records = self._known(hits.top(0, limit)).values()
        return sorted(record.reference_code for record in records if record.reference_code)

    def lagging(self) -> bool:
        return bool(self.outbox.waiting())

    def _await_own_writes(self) -> None:
        """Everybody reads their own writes: wait, with fresh snapshots, until the worker has passed them."""
        if not self.actor.person:
            return
        deadline = time.monotonic() + self.write_wait
        while self.outbox.waiting_for(self.actor.person) and time.monotonic() < deadline:
            self.outbox.hurry()
            time.sleep(POLL)
            self.manager.abort()
            self.manager.begin()

    def _within(self) -> BitMap:
        """What the reader may know of, but for records whose access is changing."""
        within: BitMap = self.catalog.allowed(self.principals)
        changing = (self.catalog.number(record_id) for record_id in self.outbox.hidden())
        within -= BitMap([number for number in changing if number is not None])
        return within

    def _found(self, question: Question, query: Query, known: BitMap) -> "Found":
        filters = {**question.filters, "from": (question.since,), "to": (question.until,)}
        within = self.catalog.select(filters, known)
        if query.empty or not within:
            return Found(within)
        try:
            hits = self._hits(query, within)
            return Found(hits.numbers, hits)
        except Damaged:
            return Found(within, degraded=True)

    def _hits(self, query: Query, within: BitMap) -> Any:
        """What is known of and not read is found by its description alone: no hit tells what it says."""
        always, unfiled = reading(self.principals)
        if within <= (readable := self.catalog.allowed(always)):
            return self.fulltext.search(query, within)
        if unfiled:
            drafts = self.catalog.allowed(unfiled | _denials(always))
            readable |= drafts - self.catalog.select({"state": ("filed",)}, drafts)
        hits = self.fulltext.search(query, within & readable)
        known = self.fulltext.search(query.described(), within - readable)
        return Joined(hits, known.numbers)

    def _page(self, found: "Found", cursor: Cursor, limit: int) -> list[int]:
        if cursor.sort == "relevance" and found.hits is not None:
            top: list[int] = found.hits.top(cursor.offset, limit)
            return top
        field, reverse = order(cursor.sort)
        page: list[int] = self.catalog.sort(found.matches, field, reverse, cursor.offset, limit, cursor.after)
        return page

    def _next(self, cursor: Cursor, found: "Found", last: int, count: int) -> Cursor:
        if cursor.sort == "relevance" and found.hits is not None:
            return Cursor(cursor.sort, cursor.offset + count)
        return Cursor(cursor.sort, after=self.catalog.place(order(cursor.sort)[0], last))

    def _known(self, numbers: Sequence[int]) -> dict[int, Record]:
        """The records by number, asked once more whether the reader may know of them."""
        ids = self.catalog.record_ids(numbers)
        records = self.site.records.several(ids)
        found = ((number, records.get(each)) for number, each in zip(numbers, ids, strict=True))
        return {
            number: record
            for number, record in found
            if record is not None and may_know(record, self.principals)
        }

    def _hit(self, record: Record, query: Query, held: bool) -> Hit:
        content = may_use(record, self.principals)
        return Hit(record, snippet_of(self.site, record, query, content), marked_title(record, query), held)

    def _note_classified(self, records: Iterable[Record]) -> None:
        ids = list(dict.fromkeys(record.id for record in records if record.classification.classified))
        if ids:
            person = self.actor.person
            self.notify(ClassifiedFound(self.actor, person, kind="person", after={"records": ids}))


@dataclass(frozen=True)
class Found:
    """What matched, and its ranking when there was something to rank by."""

    matches: BitMap
    hits: Any = None
    degraded: bool = False


class Joined:
    """Hits in what may be read, then the newest of what is only known of."""

    def __init__(self, hits: Any, known: BitMap) -> None:
        self.hits = hits
        self.known = known
        self.numbers = hits.numbers | known

    def top(self, offset: int, limit: int) -> list[int]:
        page: list[int] = self.hits.top(offset, limit)
        rest = max(0, offset - len(self.hits.numbers))
        return page + list(self.known)[::-1][rest : rest + limit - len(page)]


def _contents(records: Iterable[Record]) -> Iterator[str]:
    return (component.current.sha256 for record in records for component in record.files[:1])


def _denials(principals: Iterable[str]) -> frozenset[str]:
    return frozenset(principal for principal in principals if principal.startswith("deny:"))


def finding_factory(context: object, request: Request) -> Finding:
    """For whoever asks; nobody signed in finds nothing."""
    identity = request.identity
    return Finding(
        site=request.site,
        actor=request.actor,
        principals=identity.principals if identity else frozenset(),
        catalog=request.find_service(ICatalog),
        outbox=request.find_service(IOutbox),
        fulltext=request.find_service(IFullText),
        notify=request.find_service(INotifier),
        manager=request.tm,
        write_wait=request.find_service(ISettings).write_wait,
    )


def includeme(config: Configurator) -> None:
    """Register finding."""
    config.register_service_factory(finding_factory, IFinding)
