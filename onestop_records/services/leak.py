"""Leak reports: anybody reports, the security officer and the managers are told at once (C12 3.4.12)."""

from collections.abc import Iterator, Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import LeakMoved, LeakReported
from onestop_records.i18n import _
from onestop_records.interfaces import ILeaks, INotices
from onestop_records.models.identity import new_id
from onestop_records.models.leak import Leak
from onestop_records.services.batch import Maker, maker
from onestop_records.services.described import reason_given
from onestop_records.workflow.leak import PROCESS

MOST = 50  # records named by one report
TOLD = frozenset({"security", "manager"})


@implementer(ILeaks)
class Leaks:
    """For one actor."""

    def __init__(self, maker: Maker, notices: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.notices = notices

    def report(self, values: Mapping[str, Any]) -> Leak:
        what, measures = (reason_given(name, values.get(name) or "") for name in ("what", "measures"))
        records = tuple(dict.fromkeys(values.get("records") or ()))
        Violations.check(self._wrong(what, measures, records))
        now, person = self.maker.clock.now(), self.maker.actor.person
        leak = Leak(new_id(), person, what, measures, records, now)
        self.site.leaks.add(leak)
        self.maker.notify(LeakReported(self.maker.actor, leak.id, "leak", after={"records": list(records)}))
        people = [p.id for p in self.site.people.values() if p.roles & TOLD and not p.closed]
        subject, text = _("A leak was reported"), _("Somebody reports that a secret has leaked or may leak.")
        self.notices.send(people, subject, text, f"/leaks/{leak.id}", f"leak-{leak.id}")
        return leak

    def _wrong(self, what: str, measures: str, records: tuple[str, ...]) -> Iterator[Violation]:
        if not what:
            yield Violation("what", _("Say what has leaked, or may leak, and how it came to light"))
        if not measures:
            yield Violation("measures", _("Say what was done at once to limit it"))
        if len(records) > MOST:
            yield Violation("records", _("At most ${limit} entries, please", mapping={"limit": MOST}))
        for record in (self.site.records.get(record_id) for record_id in records[:MOST]):
            if record is None or not self.maker.knows(record):
                yield Violation("records", _("There is no such record"))

    def make(self, leak: Leak, name: str, reason: str) -> Leak:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, leak, name, making)
        if name not in PROCESS.allowed(leak, self.maker.roles()):
            raise Refused(Violation("approver", _("A manager closes a report")))
        if name == "close":
            leak.conclusion = making.reason
            self.site.leaks.closed(leak)
        self.maker.move(PROCESS, leak, name, making, LeakMoved)
        return leak

    def steps(self, leak: Leak) -> tuple[str, ...]:
        return PROCESS.allowed(leak, self.maker.roles())


def factory(context: object, request: Request) -> Leaks:
    return Leaks(maker(request), request.find_service(INotices))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ILeaks)
