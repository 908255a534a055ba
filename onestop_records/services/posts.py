"""Absences, and the deputies who act meanwhile (AB 岗; security, *People and roles*)."""

from collections.abc import Iterator
from datetime import date, timedelta

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Conflict, Violation, Violations
from onestop_records.events import AbsenceEnded, AbsenceNoted, Actor
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, INotifier, IPosts
from onestop_records.models.absence import Absence, deputies, is_away, stands_in_for
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.services.notifier import Notifier

LONGEST = 500  # characters of a reason


@implementer(IPosts)
class Posts:
    """Of one archive, on behalf of ``actor``."""

    def __init__(self, site: Site, clock: Clock, notify: Notifier, actor: Actor) -> None:
        self.site = site
        self.clock = clock
        self.notify = notify
        self.actor = actor

    def away(self, person: Person, since: date, until: date | None, reason: str) -> Absence:
        reason = reason.strip()
        Violations.check(self._wrong(person, since, until, reason))
        self._forget_past()
        absence = Absence(since, until, reason, self.actor.person)
        person.absences = (*person.absences, absence)
        self.site.people.away.insert(person.id)
        after = {"since": since.isoformat(), "until": until.isoformat() if until else None}
        self.notify(AbsenceNoted(self.actor, person.id, "person", reason=reason, after=after))
        return absence

    def back(self, person: Person) -> None:
        today = self.clock.today()
        present = [absence for absence in person.absences if absence.in_force(today)]
        if not present:
            raise Conflict(Violation("person", _("This person is not away")))
        yesterday = today - timedelta(days=1)
        ended = tuple(
            Absence(a.since, yesterday, a.reason, a.noted_by) if a in present else a
            for a in person.absences
            if a not in present or a.since <= yesterday
        )
        person.absences = ended
        if all(absence.over(today) for absence in ended):
            self.site.people.away.remove(person.id)
        after = {"until": yesterday.isoformat()}
        self.notify(AbsenceEnded(self.actor, person.id, "person", after=after))

    def absence(self, person: Person) -> Absence | None:
        today = self.clock.today()
        return next((absence for absence in person.absences if absence.in_force(today)), None)

    def absent(self) -> list[Person]:
        today = self.clock.today()
        people = (self.site.people[person_id] for person_id in self.site.people.away)
        return [person for person in people if not all(a.over(today) for a in person.absences)]

    def deputies(self, person: Person) -> tuple[str, ...]:
        return deputies(self.site.people, person, self.clock.today())

    def stands_in_for(self, person: Person) -> tuple[str, ...]:
        return stands_in_for(self.site.people, person, self.clock.today())

    def acting(self, person: Person) -> str:
        today = self.clock.today()
        if not is_away(person, today):
            return person.id
        return next(iter(deputies(self.site.people, person, today)), person.id)

    def _wrong(self, person: Person, since: date, until: date | None, reason: str) -> Iterator[Violation]:
        if person.closed:
            yield Violation("person", _("The account is closed."))
        if not reason or len(reason) > LONGEST or not reason.isprintable():
            yield Violation("reason", _("Give a reason"))
        if until is not None and until < since:
            yield Violation("until", _("The last day is before the first."))
        elif until is not None and until < self.clock.today():
            yield Violation("until", _("The last day is past"))
        elif any(_meet(absence, since, until) for absence in person.absences):
            yield Violation("since", _("An absence is noted already for one of these days"))

    def _forget_past(self) -> None:
        """Who has come back without a word stands among the absent no longer."""
        today = self.clock.today()
        for person_id in list(self.site.people.away):
            if all(absence.over(today) for absence in self.site.people[person_id].absences):
                self.site.people.away.remove(person_id)


def _meet(absence: Absence, since: date, until: date | None) -> bool:
    """True when the two have a day in common."""
    return (until is None or absence.since <= until) and (absence.until is None or since <= absence.until)


def factory(context: object, request: Request) -> Posts:
    return Posts(request.site, request.find_service(IClock), request.find_service(INotifier), request.actor)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IPosts)
