"""What cases ask of people: what waits for them, what they answer for, whom their clocks tell."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Missing, Refused, Violation
from onestop_records.events import Actor, CaseMoved
from onestop_records.i18n import _
from onestop_records.interfaces import (
    ICaseFiles,
    IClock,
    IDeadlineListener,
    INotifier,
    IPosts,
    IResponsibility,
)
from onestop_records.models.case import Case
from onestop_records.models.disposal import Move
from onestop_records.models.duty import Duty
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting

REMINDED = timedelta(days=30)  # how long before its day a reminder shows
TASKS = {
    "received": _("Accept, or tell what is missing"),
    "supplement": _("The client owes material"),
    "referred": _("Referred: a colleague has not confirmed yet"),
    "accepted": _("Begin the work"),
    "in-progress": _("Decide"),
    "decided": _("Deliver the result"),
    "delivered": _("Ask for an evaluation, or close"),
    "evaluated": _("Close"),
    "returned": _("Close when the return has been reviewed"),
}


def waiting(request: Request) -> Callable[[Person], Iterable[Waiting]]:
    """Cases to handle, to take over, reported on; refusals to review; days that come near."""
    site: Site = request.site
    clock: Clock = request.find_service(IClock)

    def of(person: Person) -> Iterator[Waiting]:
        for case in site.cases.of(person.id):
            if person.id in case.handling:
                yield _waiting(case, person.id, _task(case, person.id))
        for unit in _reviewed_units(site, person, clock):
            for case in site.cases.reviewing(unit):
                if person.id not in (case.unreviewed[0].by, *case.reported):
                    yield _waiting(case, person.id, _("Review a refusal or return"), "review")
        yield from _reminders(site, person, clock)

    return of


def _task(case: Case, person: str) -> Any:
    if case.offer is not None and case.offer.to == person:
        return _("Confirm taking over, or say why not")
    if case.entrusted == person:
        return _("You are entrusted with it: act and report back")
    return TASKS[case.state]


def _waiting(case: Case, person: str, task: Any, kind: str = "case") -> Waiting:
    running = case.running
    due = running.due if running is not None and not running.paused else None
    return Waiting(
        kind,
        task,
        " ".join(word for word in (case.number, case.asker, case.title) if word),
        f"/{case.address}",
        person,
        due,
        bool(running is not None and running.provisional),
        bool(running is not None and running.warned),
        "urgent" in case.marks or "green" in case.marks,
        record=case.file,
    )


def _reviewed_units(site: Site, person: Person, clock: Clock) -> list[str]:
    if "manager" in person.roles:
        return list(site.units)
    return sorted(person.units(clock.today())) if "head" in person.roles else []


def _reminders(site: Site, person: Person, clock: Clock) -> Iterator[Waiting]:
    until = clock.today() + REMINDED
    found = site.cases.reminders.values(f"{person.id}/", f"{person.id}/{until}0")
    for reminder in found:
        at = datetime.combine(reminder.day, time(), clock.local(clock.now()).tzinfo)
        case = site.cases[reminder.case]
        yield Waiting(
            "reminder",
            _("Ask the enterprise: a day of its form comes near"),
            reminder.title,
            f"/{case.address}",
            person.id,
            at,
            record=case.file,
        )


@implementer(IResponsibility)
class CasesHeld:
    """Open cases that a person answers for."""

    kind = "case"
    title = _("Cases")

    def __init__(
        self, site: Site, clock: Clock, actor: Actor, notify: Callable[[Any], None], files: Callable[[], Any]
    ) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notify
        self.files = files

    def of(self, person: Person) -> Iterator[Duty]:
        for case in self.site.cases.of(person.id):
            if case.handler == person.id:
                title = f"{case.number} {case.title}"
                yield Duty(self.kind, case.id, title, f"/{case.address}", case.file, case.state)
        for case in self.site.cases.reminding(person.id):
            title = f"{case.number} {case.asker}".rstrip()
            yield Duty(self.kind, case.id, title, f"/{case.address}", case.file, case.state)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        case = self.site.cases.get(duty_id)
        if case is None:
            raise Missing(duty_id)
        if case.ended:  # its reminders are all that is left of it
            if case not in self.site.cases.reminding(giver.id):
                raise Missing(duty_id)
            self.site.cases.pass_reminders(case, receiver.id)
            return
        if case.handler != giver.id:
            raise Refused(Violation("", _("Somebody else handles this case")))
        before = case.people
        case.handler = receiver.id
        if case.offer is not None and case.offer.to == receiver.id:
            case.offer = None
            if case.state == "referred":
                case.state = "received"
        if case.entrusted == receiver.id:
            case.entrusted = ""
        case.moves = (*case.moves, Move("handover", self.actor.person, self.clock.now()))
        case.revision += 1
        self.site.cases.concern(case, before)
        self.site.cases.pass_reminders(case)
        files = self.files()
        volume = self.site.records[case.file]
        files.describe(case, {"readers": tuple(dict.fromkeys((*volume.readers, receiver.id)))})
        files.entrust(case)
        told = CaseMoved(
            self.actor,
            case.id,
            "case",
            "",
            {"handler": giver.id},
            {"handler": receiver.id, "step": "handover"},
        )
        self.notify(told)


@implementer(IDeadlineListener)
class CaseClocks:
    """Whom the clocks of a case tell; what is overdue says so in its file, where it is counted."""

    def __init__(self, site: Site, posts: Any, files: Callable[[], Any]) -> None:
        self.site = site
        self.posts = posts
        self.files = files

    def find(self, subject_id: str) -> Case | None:
        return self.site.cases.get(subject_id)

    def title(self, subject: Case) -> Any:
        return _("Case ${number}", mapping={"number": subject.number})

    def address(self, subject: Case) -> str:
        return f"/{subject.address}"

    def handlers(self, subject: Case, name: str) -> list[str]:
        people = [p for p in (subject.handler, subject.entrusted) if p]
        return list(dict.fromkeys(self.posts.acting(self.site.people[person]) for person in people))

    def superiors(self, subject: Case, name: str, step: int) -> list[str]:
        day = self.posts.clock.today()
        found = [p for p in self.site.people.values() if not p.closed]
        heads = [p.id for p in found if "head" in p.roles and subject.unit in p.units(day)]
        managers = [p.id for p in found if "manager" in p.roles]
        told = heads if step == 2 and heads else [*heads, *managers]
        return [person for person in told if person not in subject.reported]

    def told(self, subject: Case, name: str, what: str) -> None:
        if what == "overdue" and name == subject.clock_name and not subject.ended:
            self.files().describe(subject, {"in_time": "no"})


def includeme(config: Configurator) -> None:
    config.add_waiting(waiting)
    config.add_responsibility(
        lambda request: CasesHeld(
            request.site,
            request.find_service(IClock),
            request.actor,
            request.find_service(INotifier),
            lambda: request.find_service(ICaseFiles),
        )
    )
    config.add_deadline_listener(
        "case",
        lambda request: CaseClocks(
            request.site, request.find_service(IPosts), lambda: request.find_service(ICaseFiles)
        ),
    )
