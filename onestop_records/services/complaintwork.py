"""Complaints in what waits for people, in what they answer for, and in what their clocks say."""

from collections.abc import Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IComplaints, IDeadlineListener, IPosts, IResponsibility
from onestop_records.models.complaint import Complaint
from onestop_records.models.duty import Duty
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.services.complaintpeople import unfit

TASKS = {
    "registered": _("Decide whether a complaint is accepted"),
    "not-accepted": _("Close a complaint that was not accepted"),
    "accepted": _("Investigate a complaint"),
    "investigating": _("Decide on a complaint"),
    "decided": _("Answer a complaint"),
    "answered": _("Follow up a complaint"),
    "followed-up": _("Close a complaint"),
}
REVIEW, REPORT = _("Review why a complaint was not accepted"), _("Report back on a complaint")
KIND = "complaint"


class ComplaintWork:
    """What waits for a person; to whom a complaint is shut, even as a deputy, nothing is said of it."""

    def __init__(self, request: Request) -> None:
        self.site: Site = request.site
        self.complaints = request.find_service(IComplaints)
        self.posts = request.find_service(IPosts)
        self.today = request.find_service(IClock).today()

    def __call__(self, person: Person) -> Iterator[Waiting]:
        for complaint in self.site.complaints.open_of(person.id):
            for task in self._tasks(complaint, person):
                yield self._waiting(complaint, person, task)

    def _tasks(self, complaint: Complaint, person: Person) -> Iterator[Any]:
        if unfit(self.site, person, complaint, self.today):
            return
        if person.id in complaint.handlers:
            yield TASKS[complaint.state]
        if person.id in complaint.leaders and complaint.state == "not-accepted" and not complaint.review:
            yield REVIEW
        if any(errand.open and errand.person == person.id for errand in complaint.errands):
            yield REPORT

    def _waiting(self, complaint: Complaint, person: Person, task: Any) -> Waiting:
        deputies = (self.site.people.get(each) for each in self.posts.deputies(person))
        fit = {p.id for p in deputies if p is not None and not unfit(self.site, p, complaint, self.today)}
        clocks = [clock for clock in complaint.clocks.values() if clock.running]
        nearest = min(clocks, key=lambda clock: clock.due, default=None)
        return Waiting(
            KIND,
            task,
            complaint.number,
            f"/complaints/{complaint.id}",
            person.id,
            due=nearest.due if nearest else None,
            provisional=bool(nearest and nearest.provisional),
            warned=bool(nearest and nearest.warned),
            urgent=complaint.grave,
            record=complaint.file,
            only=frozenset({person.id, *fit}),
        )


@implementer(IResponsibility)
class ComplaintDuties:
    """Open complaints and closed files that a person answers for (N71)."""

    kind = KIND
    title = _("Complaints")

    def __init__(self, request: Request) -> None:
        self.site: Site = request.site
        self.complaints = request.find_service(IComplaints)

    def of(self, person: Person) -> Iterator[Duty]:
        for complaint in self.site.complaints.answered_for(person.id):
            # Lists are read by others too; they name a record to who may know of it, anything else to all.
            named = _("Complaint ${number}", mapping={"number": complaint.number})
            title = named if complaint.file else _("A complaint")
            address = f"/complaints/{complaint.id}" if complaint.file else ""
            yield Duty(KIND, complaint.id, title, address, complaint.file, complaint.state)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        self.complaints.pass_on(self.site.complaints[duty_id], receiver)


@implementer(IDeadlineListener)
class ComplaintDeadlines:
    """What complaints say of themselves to their clocks; escalation tells leaders who may know."""

    def __init__(self, request: Request) -> None:
        self.site: Site = request.site
        self.posts = request.find_service(IPosts)
        self.today = request.find_service(IClock).today()

    def find(self, subject_id: str) -> Complaint | None:
        return self.site.complaints.get(subject_id)

    def title(self, subject: Complaint) -> Any:
        return _("Complaint ${number}", mapping={"number": subject.number})

    def address(self, subject: Complaint) -> str:
        return f"/complaints/{subject.id}"

    def handlers(self, subject: Complaint, name: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for handler in subject.handlers:
            acting = self.site.people.get(self.posts.acting(self.site.people[handler]))
            fit = acting is not None and not unfit(self.site, acting, subject, self.today)
            found[acting.id if acting is not None and fit else handler] = None
        return tuple(found)

    def superiors(self, subject: Complaint, name: str, step: int) -> tuple[str, ...]:
        from_settings = (self.site.people.get(each) for each in self.site.complaints.terms.leaders)
        fit = (p.id for p in from_settings if p and not unfit(self.site, p, subject, self.today))
        return tuple(dict.fromkeys((*subject.leaders, *fit)))

    def told(self, subject: Complaint, name: str, what: str) -> None:
        return None


def includeme(config: Configurator) -> None:
    config.add_waiting(ComplaintWork)
    config.add_responsibility(ComplaintDuties)
    config.add_deadline_listener(KIND, ComplaintDeadlines)
