"""The house's calendar: imported official years, closures, opening hours from a day on."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.calendars.reading import Days, read
from onestop_records.clock import Clock
from onestop_records.errors import Missing, Refused, Violation, Violations
from onestop_records.events import Actor, Event, SettingsChanged
from onestop_records.i18n import _
from onestop_records.interfaces import ICalendar, IClock, INotifier, IWorkingDays
from onestop_records.models.calendar import Closure, Hours, OfficialYear, Period
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.services.described import plain, reason_given

LONGEST = timedelta(days=60)  # of a closure
YEARS = range(2000, 2101)
SPAN = {"least": YEARS.start, "most": YEARS.stop - 1}
LEAST_OFF = 11  # days off by law in a year (2024; 13 since 2025)
ALWAYS_OFF = ((1, 1), (5, 1), (10, 1))  # what no official calendar leaves out


@implementer(ICalendar)
class Calendar:
    """Of one archive. Every change makes running clocks be computed anew."""

    def __init__(self, site: Site, clock: Clock, actor: Actor, notifier: Callable[[Event], None]) -> None:
        self.site = site
        self.calendar = site.calendar
        self.clock = clock
        self.actor = actor
        self.notify = notifier

    def read(self, name: str, content: bytes) -> dict[int, Days]:
        return read(name, content)

    def publish(self, year: int, days: Mapping[date, bool], source: str) -> OfficialYear:
        Violations.check(_wrong_year(year, days))
        known = self.calendar.official(year)
        published = OfficialYear(
            year, dict(sorted(days.items())), source, self.actor.person, self.clock.now()
        )
        if known is not None and known.days == published.days:
            return known
        self.calendar.publish(published)
        worked = sorted(day.isoformat() for day, works in days.items() if works)
        off = sorted(day.isoformat() for day, works in days.items() if not works)
        self._tell(str(year), after={"worked": worked, "off": off, "source": source})
        return published

    def close(self, values: Mapping[str, Any]) -> Closure:
        closure = Closure(
            values["since"],
            values.get("until") or values["since"],
            (values.get("title") or "").strip(),
            bool(values.get("worked")),
        )
        Violations.check(self._wrong_closure(closure))
        self.calendar.set_closures((*self.calendar.closures, closure))
        self._tell(closure.name, after={"title": closure.title, "worked": closure.worked})
        return closure

    def reopen(self, name: str, reason: str) -> None:
        found = next((one for one in self.calendar.closures if one.name == name), None)
        if found is None:
            raise Missing(name)
        reason = reason_given("reason", reason)
        if not reason:
            raise Violations(Violation("reason", _("Give a reason")))
        self.calendar.set_closures(tuple(one for one in self.calendar.closures if one is not found))
        self._tell(name, reason, before={"title": found.title, "worked": found.worked})

    def set_hours(self, values: Mapping[str, Any]) -> Hours:
        hours = Hours(values["since"], tuple(values["periods"]), (values.get("rule") or "").strip())
        Violations.check(_wrong_hours(hours, self.clock.today()))
        before = next((one for one in self.calendar.hours if one.since == hours.since), None)
        others = tuple(one for one in self.calendar.hours if one.since != hours.since)
        self.calendar.set_hours((*others, hours))
        self._tell(
            f"hours {hours.since}",
            before={"hours": words(before.periods)} if before else {},
            after={"hours": words(hours.periods), "rule": hours.rule},
        )
        return hours

    def drop_hours(self, since: date) -> None:
        found = next((one for one in self.calendar.hours if one.since == since), None)
        if found is None:
            raise Missing(str(since))
        if found.since <= self.clock.today():
            raise Refused(Violation("since", _("These hours have begun: set others from a day on")))
        self.calendar.set_hours(tuple(one for one in self.calendar.hours if one is not found))
        self._tell(f"hours {since}", before={"hours": words(found.periods), "rule": found.rule})

    def _wrong_closure(self, closure: Closure) -> Iterator[Violation]:
        if not closure.title:
            yield Violation("title", _("This is required"))
        if closure.until < closure.since:
            yield Violation("until", _("The last day is before the first."))
        elif closure.until - closure.since >= LONGEST:
            most = {"days": LONGEST.days}
            yield Violation("until", _("At most ${days} days", mapping=most))
        if closure.since.year not in YEARS or closure.until.year not in YEARS:
            yield Violation("since", _("Between ${least} and ${most}, please", mapping=SPAN))
        if any(one.name == closure.name for one in self.calendar.closures):
            yield Violation("since", _("There is an entry for just these days already"))

    def _tell(
        self,
        what: str,
        reason: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        subject = f"calendar:{what}"
        sides = plain(before or {}), plain(after or {})
        self.notify(SettingsChanged(self.actor, subject, "settings", reason, *sides))


def words(periods: tuple[Period, ...]) -> str:
    """Opening hours as one writes them: ``08:30-12:00 13:30-17:30``."""
    return " ".join(f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in periods)


def _wrong_year(year: int, days: Mapping[date, bool]) -> Iterator[Violation]:
    if year not in YEARS:
        yield Violation("year", _("Between ${least} and ${most}, please", mapping=SPAN))
        return
    for day in sorted(days):
        if day.year != year and (day.year, day.month) != (year - 1, 12):
            yield Violation("days", _("${day} is not of that year", mapping={"day": day.isoformat()}))
    off = [day for day, worked in days.items() if not worked]
    missing = [date(year, *day).isoformat() for day in ALWAYS_OFF if date(year, *day) not in off]
    if missing or len(off) < LEAST_OFF:
        told = {"year": year, "days": ", ".join(missing) or "–"}
        yield Violation("days", _("The calendar of ${year} is not complete (${days})", mapping=told))


def _wrong_hours(hours: Hours, today: date) -> Iterator[Violation]:
    if hours.since < today:
        yield Violation("since", _("Hours begin today or later: what has passed stays as it was"))
    if not 1 <= len(hours.periods) <= 6:
        yield Violation("periods", _("Write the hours as 08:30-12:00 13:30-17:30"))
    edges = [edge for period in hours.periods for edge in period]
    if edges != sorted(set(edges)):
        yield Violation("periods", _("The hours of a day follow one another"))
    if not hours.rule:
        yield Violation("rule", _("Name the rule or decision that the hours come from"))


def waiting(request: Request) -> Callable[[Person], Iterator[Waiting]]:
    """From December on the administrators are asked for the calendar of next year, while it is missing."""
    today, days = request.find_service(IClock).today(), request.find_service(IWorkingDays)

    def of(person: Person) -> Iterator[Waiting]:
        if "admin" in person.roles and today.month == 12 and not days.published(today.year + 1):
            task, title = _("Bring in the official calendar"), str(today.year + 1)
            yield Waiting("calendar", task, title, "/calendar/official", person.id, shared=True)

    return of


def factory(context: object, request: Request) -> Calendar:
    now, notifier = request.find_service(IClock), request.find_service(INotifier)
    return Calendar(request.site, now, request.actor, notifier)


def includeme(config: Configurator) -> None:
    config.add_waiting(waiting)
    config.register_service_factory(factory, ICalendar)
