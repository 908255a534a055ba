"""Alerts: what is counted of a person, against thresholds of the store (security, *Classification*).

Requests leave marks under keys of their own; the worker adds them up within a second, tells the security
officer and, where the rules say so, shuts the account.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime, time, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Conflict, Refused, Violation, Violations
from onestop_records.events import (
    AccountBlocked,
    AccountUnblocked,
    AlertRaised,
    AlertSettled,
    SettingsChanged,
)
from onestop_records.i18n import _
from onestop_records.interfaces import IAlerts, INotices, IWorkingDays
from onestop_records.models.alert import DOWNLOADS, HOURS, KINDS, OVERRUN, REFUSALS, Alert, UseRules
from onestop_records.models.identity import new_id
from onestop_records.models.person import Person
from onestop_records.security import sessions
from onestop_records.services.batch import Maker, maker
from onestop_records.services.described import reason_given

OFFICES = frozenset({"security", "admin", "auditor"})
NUMBERS = {  # of the rules: from, to
    "loan_days": (1, 366),
    "renewals": (0, 20),
    "permit_days": (1, 366),
    "handback_hours": (1, 240),
    "refusals": (1, 10_000),
    "refusal_minutes": (1, 1440),
    "downloads": (1, 100_000),
    "download_minutes": (1, 1440),
    "overruns": (1, 1000),
}
HOURS_OF_RULES = ("work_begins", "work_ends")
DAY = timedelta(days=1)


@implementer(IAlerts)
class Alerts:
    """For one actor; ``watch`` is the worker's."""

    def __init__(self, maker: Maker, notices: Any, working_days: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.folder = maker.site.alerts
        self.notices = notices
        self.working_days = working_days

    def mark(self, kind: str, amount: int = 1, person: str = "") -> None:
        self.folder.mark(person or self.maker.actor.person, kind, self.maker.clock.now(), amount)

    def used(self) -> None:
        """Classified content was used just now: outside of the hours of work that is an alert."""
        if not self._at_work(self.maker.clock.now()):
            self.mark(HOURS)

    def _at_work(self, instant: datetime) -> bool:
        rules, local = self.folder.rules, self.maker.clock.local(instant)
        begins, ends = (time.fromisoformat(getattr(rules, name)) for name in HOURS_OF_RULES)
        return bool(self.working_days.is_working(local.date())) and begins <= local.time() < ends

    def watch(self) -> int:
        raised, counted = 0, self._counted()
        for (person, kind), amount in counted.items():
            limit = self._limit(kind)[0]
            if amount >= limit and person in self.site.people:
                self._forget(person, kind)
                self.raise_(person, kind, {"count": amount})
                raised += 1
        return raised

    def _counted(self) -> dict[tuple[str, str], int]:
        """Marks within their windows by person and kind; older ones are dropped."""
        now, found = self.maker.clock.now(), dict[tuple[str, str], int]()
        for key, amount in list(self.folder.marks.items()):
            person, kind, at, __ = key
            if now - at >= self._limit(kind)[1]:
                del self.folder.marks[key]
            else:
                found[person, kind] = found.get((person, kind), 0) + amount
        return found

    def _limit(self, kind: str) -> tuple[int, timedelta]:
        """So much within so long a time."""
        rules = self.folder.rules
        limits = {
            REFUSALS: (rules.refusals, timedelta(minutes=rules.refusal_minutes)),
            DOWNLOADS: (rules.downloads, timedelta(minutes=rules.download_minutes)),
            OVERRUN: (rules.overruns, DAY),
            HOURS: (1, DAY),
        }
        return limits[kind]

    def _forget(self, person: str, kind: str) -> None:
        for key in [key for key in self.folder.marks if key[:2] == (person, kind)]:
            del self.folder.marks[key]

    def raise_(self, person: str, kind: str, detail: Mapping[str, Any]) -> Alert:
        now, alert = self.maker.clock.now(), self.folder.open_for(person, kind)
        if alert is None:
            alert = Alert(new_id(), kind, person, now, dict(detail))
            self.folder.add(alert)
            self._tell(alert)
        else:
            alert.count += 1
            alert.last_at, alert.detail = now, dict(detail)
        after = {"alert": kind, "person": person, **detail}
        self.maker.notify(AlertRaised(self.maker.actor, alert.id, "alert", after=after))
        found = self.site.people[person]
        if kind in self.folder.rules.blocking and not found.blocked and not found.roles & OFFICES:
            alert.blocked = True
            self._block(found, self.maker.translate(_("Blocked by an alert")))
        return alert

    def _tell(self, alert: Alert) -> None:
        officers = [p.id for p in self.site.people.values() if "security" in p.roles and not p.closed]
        subject, text = _("An alert"), _("Somebody's use of records has crossed a threshold.")
        self.notices.send(officers, subject, text, f"/alerts/{alert.id}", f"alert-{alert.id}")

    def settle(self, alert: Alert, conclusion: str) -> None:
        conclusion = reason_given("reason", conclusion)
        if alert.state != "open":
            raise Conflict(Violation("state", _("This alert has been settled already")))
        if not conclusion:
            raise Violations(Violation("reason", _("Say what came out")))
        if alert.person == self.maker.actor.person:
            raise Refused(Violation("", _("Nobody settles an alert about themselves")))
        alert.state, alert.conclusion = "settled", conclusion
        alert.settled_by, alert.settled_at = self.maker.actor.person, self.maker.clock.now()
        self.folder.settled(alert)
        after = {"state": alert.state}
        self.maker.notify(AlertSettled(self.maker.actor, alert.id, "alert", conclusion, after=after))

    def block(self, person: Person, reason: str) -> None:
        found = list(self._wrong_block(person, reason_given("reason", reason)))
        if found:
            raise Refused(*found)
        self._block(person, reason.strip())

    def _wrong_block(self, person: Person, reason: str) -> Iterator[Violation]:
        if not reason:
            yield Violation("reason", _("Give a reason"))
        if person.id == self.maker.actor.person:
            yield Violation("", _("Nobody blocks their own account"))
        if person.blocked or person.closed:
            yield Violation("", _("The account is blocked or closed already"))

    def _block(self, person: Person, reason: str) -> None:
        person.blocked = True
        sessions.end_all(person)
        self.maker.notify(AccountBlocked(self.maker.actor, person.id, "person", reason=reason))

    def unblock(self, person: Person, reason: str) -> None:
        reason = reason_given("reason", reason)
        if not person.blocked:
            raise Conflict(Violation("", _("The account is not blocked")))
        if not reason:
            raise Violations(Violation("reason", _("Give a reason")))
        person.blocked = False
        self.maker.notify(AccountUnblocked(self.maker.actor, person.id, "person", reason=reason))

    def change_rules(self, values: Mapping[str, Any]) -> UseRules:
        Violations.check(_wrong_rules(values))
        before = asdict(self.folder.rules)
        rules = replace(self.folder.rules, **{**values, "blocking": tuple(values.get("blocking") or ())})
        changed = {name: value for name, value in asdict(rules).items() if value != before[name]}
        self.folder.rules = rules
        if changed:
            earlier = {name: before[name] for name in changed}
            event = SettingsChanged(self.maker.actor, "use-rules", "setting", before=earlier, after=changed)
            self.maker.notify(event)
        return rules


def _wrong_rules(values: Mapping[str, Any]) -> Iterator[Violation]:
    for name, (least, most) in NUMBERS.items():
        value = values.get(name, least)
        if not isinstance(value, int) or not least <= value <= most:
            limits = {"least": least, "most": most}
            yield Violation(name, _("Between ${least} and ${most}, please", mapping=limits))
    hours = []
    for name in HOURS_OF_RULES:
        try:
            hours.append(time.fromisoformat(values.get(name, "00:00")))
        except ValueError:
            yield Violation(name, _("Write the time as 08:30"))
    given = all(name in values for name in HOURS_OF_RULES)
    if given and len(hours) == len(HOURS_OF_RULES) and hours[0] >= hours[1]:
        yield Violation("work_ends", _("The day ends before it begins"))
    if not set(values.get("blocking") or ()) <= set(KINDS):
        yield Violation("blocking", _("There is no such alert"))


def factory(context: object, request: Request) -> Alerts:
    return Alerts(maker(request), request.find_service(INotices), request.find_service(IWorkingDays))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IAlerts)
