"""What the papers of a matching say, and the record of it in the file of the case (S6.2.2, S6.4.2, S6.5)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from onestop_records.clock import Clock
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.casefacts import Notice
from onestop_records.models.casematching import Attempt, Matching, Summary
from onestop_records.models.casematchingwords import MATCHING_STANCES, MET_WORDS, SIDE_WORDS, WAY_WORDS
from onestop_records.models.needs import PARTS, TABLES, TRAINING
from onestop_records.models.paper import Paper, Table
from onestop_records.models.site import Site
from onestop_records.services.needspaper import table_of, ticked

Say = Callable[[Any], str]
Time = Callable[[datetime], str]
Name = Callable[[str], str]


def passed_on(case: Case, notice: Notice) -> Attempt | None:
    """The attempt that a sheet of needs is of; that without a number while it is being issued."""
    part: Any = case.matching
    if notice.kind != "needs" or part is None:
        return None
    found = [attempt for attempt in part.attempts if attempt.provider]
    return next((a for a in found if a.paper == notice.number), next((a for a in found if not a.paper), None))


def ended_by(case: Case, notice: Notice) -> Summary | None:
    """The same for the summary of a service; None for a summary of the case itself."""
    part: Any = case.matching
    if notice.kind != "summary" or part is None:
        return None
    return next((each for each in part.summaries if each.number in (notice.number, "")), None)


def matching_pairs(case: Case, notice: Notice, say: Say, time: Time, name: Name) -> Iterator[tuple[Any, str]]:
    """Pairs (label, value)."""
    attempt = passed_on(case, notice)
    if attempt is not None:
        yield _("Client"), "、".join(attempt.client) or say(_("Told when the client has agreed"))
        yield _("What is needed"), attempt.need
        yield from _form(attempt.passed, say)
        yield _("To be answered by"), time(attempt.clock.due) if attempt.clock else ""
    summary = ended_by(case, notice)
    if summary is not None:
        part: Any = case.matching
        served: Any = part.task(summary.attempt)
        yield _("Served by"), who(served, name)
        yield from _agreed(served, say)
        yield _("How the need was met"), say(MET_WORDS[summary.met])
        yield (
            _("Parts of the form that were met"),
            "、".join(say(PARTS[part].title) for part in summary.parts),
        )
        yield _("Summary"), summary.text


def matching_tables(case: Case, notice: Notice, say: Say, time: Time, name: Name) -> Iterator[Table]:
    """Tables under them."""
    attempt = passed_on(case, notice)
    if attempt is not None:
        for table in TABLES:
            if attempt.passed.get(table):
                yield _filled(table_of(say, table, attempt.passed[table]))


def _filled(table: Table) -> Table:
    """The columns that say something: nobody asks a provider to fill in the others."""
    kept = [place for place in range(len(table.heads)) if any(row[place] for row in table.rows)]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return Table(table.title, tuple(table.heads[place] for place in kept), rows)


def record_page(part: Matching, site: Site, say: Say, clock: Clock) -> str:
    """Assessments, who was asked, consents, contacts, problems: one page of plain HTML."""

    def time(instant: datetime) -> str:
        return f"{clock.local(instant):%Y-%m-%d %H:%M}"

    def name(person_id: str) -> str:
        person = site.people.get(person_id)
        return person.name if person else ""

    case: Case = part.case
    pairs = ((say(_("Case number")), case.number), (say(_("Client")), case.applicant.name))
    tables = tuple(table for table in _record(part, site, say, time, name) if table.rows)
    title = say(_("Record of matching and tracking"))
    return Paper(title, case.number, case.applicant.name, pairs, tables).page()


def _record(part: Matching, site: Site, say: Say, time: Time, name: Name) -> Iterator[Table]:
    def heads(*words: Any) -> tuple[str, ...]:
        return tuple(say(word) for word in words)

    yield Table(
        say(_("Assessment")),
        heads(_("Who can meet it"), _("Why"), _("Person"), _("Time")),
        tuple((say(WHOSE[a.own]), a.text, name(a.by), time(a.at)) for a in part.assessments),
    )
    yield Table(
        say(_("Who was asked")),
        heads(_("Asked"), _("What is needed"), _("Answer"), _("Reason or agreement"), _("Number"), _("Time")),
        tuple(_asked(attempt, say, time, name) for attempt in part.attempts),
    )
    yield Table(
        say(_("Consent to pass on personal data")),
        heads(_("To whom"), _("Answer"), _("Said by"), _("Way"), _("In these words"), _("Time")),
        tuple(
            (
                site.providers[c.provider].name,
                say(_("agrees") if c.given else _("does not agree")),
                c.said_by,
                say(WAY_WORDS[c.way]),
                c.text,
                time(c.at),
            )
            for c in part.consents
        ),
    )
    yield Table(
        say(_("Contacts")),
        heads(_("Day"), _("With whom"), _("Way"), _("What was said"), _("Person")),
        tuple(
            (str(c.day), _sides(c.sides, say), say(WAY_WORDS[c.way]), c.text, name(c.by))
            for c in part.contacts
        ),
    )
    yield Table(
        say(_("Problems")),
        heads(_("No."), _("Problem"), _("Cause"), _("Who was told what"), _("Time")),
        tuple(
            (
                str(p.number),
                p.text,
                p.cause,
                "；".join(f"{say(SIDE_WORDS[f.side])}：{f.text}" for f in p.feedback),
                time(p.at),
            )
            for p in part.problems
        ),
    )


UNJUSTIFIED = _("without good reason")
WHOSE = {True: _("The house itself"), False: _("An agency or expert")}


def who(attempt: Attempt, name: Name) -> str:
    """Who was asked: the name that the provider had, or that of the colleague."""
    return attempt.title if attempt.provider else name(attempt.responsible)


def _asked(attempt: Attempt, say: Say, time: Time, name: Name) -> tuple[str, ...]:
    agreed = "；".join(f"{say(label)}：{value}" for label, value in _agreed(attempt, say) if value)
    stance = say(MATCHING_STANCES[attempt.stance])
    if not attempt.justified:
        stance = f"{stance}（{say(UNJUSTIFIED)}）"
    at = time(attempt.asked_at) if attempt.asked_at else ""
    return who(attempt, name), attempt.need, stance, attempt.text or agreed, attempt.paper, at


def _agreed(attempt: Attempt, say: Say) -> Iterator[tuple[Any, str]]:
    agreed = attempt.agreed
    if agreed is not None:
        yield _("Service project"), agreed.project
        yield _("Service begins on"), str(agreed.begins)
        yield _("Period of the service"), say(_("${number} working days", mapping={"number": agreed.days}))


def _form(passed: Any, say: Say) -> Iterator[tuple[Any, str]]:
    for part, definition in PARTS.items():
        if passed.get(part):
            yield definition.title, "；".join(ticked(say, definition.ticks, passed[part]))
    if passed.get("training"):
        yield _("Training of operators"), say(TRAINING[passed["training"]])


def _sides(sides: tuple[str, ...], say: Say) -> str:
    return "、".join(say(SIDE_WORDS[side]) for side in sides)
