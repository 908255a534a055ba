"""What of a complaint is shown to whom: the one place that pages and the API take it from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IClock, IComplaints
from onestop_records.models import complaintwords as words
from onestop_records.models.complaint import Complaint, Errand, Report
from onestop_records.models.deadline import Clock
from onestop_records.models.record import Record
from views.stepper import Step

WAY = (
    ("registered", ("register",)),
    ("accepted", ("accept", "settle")),
    ("investigating", ("investigate", "ask", "settle")),
    ("decided", ("decide", "settle")),
    ("answered", ("answer", "settle")),
    ("followed-up", ("follow-up",)),
    ("closed", ("close",)),
    ("archived", ("archive",)),
)
OFF = "not-accepted"
LEADING = ("accept", "investigate", "decide", "answer", "follow-up", "close", "review", "report-back", "join")


@dataclass(frozen=True)
class Shown:
    """A complaint as somebody may see it: ``all`` to its handlers, else only what is their business."""

    complaint: Complaint
    roles: frozenset[str]
    names: tuple[str, ...]
    due: datetime
    clocks: tuple[Clock, ...]
    errands: tuple[Errand, ...]
    reports: tuple[Report, ...]
    file: Record | None
    items: tuple[Record, ...]
    missing: tuple[Any, ...]
    steps: tuple[Step, ...]
    late: bool

    @property
    def all(self) -> bool:
        """The reader handles it."""
        return "handler" in self.roles

    @property
    def reviewing(self) -> bool:
        """The reader was told of it."""
        return "leader" in self.roles

    @property
    def leading(self) -> tuple[str, ...]:
        """The steps that lead it on, which stand first."""
        return tuple(name for name in self.names if name in LEADING)

    @property
    def address(self) -> str:
        return f"/complaints/{self.complaint.id}"


def shown(request: Request, complaint: Complaint) -> Shown:
    """As the present person may see it."""
    service, site = request.find_service(IComplaints), request.site
    roles, me = service.roles(complaint), request.identity.person
    handling = "handler" in roles
    volume = site.records.get(complaint.file) if complaint.file else None
    if not handling or volume is None or not request.knows(volume):
        volume = None
    leading = handling or "leader" in roles
    now = request.find_service(IClock).now()
    clocks = tuple(sorted(complaint.clocks.values(), key=lambda clock: clock.started)) if handling else ()
    return Shown(
        complaint,
        roles,
        tuple(sorted(service.steps(complaint), key=lambda name: name not in LEADING)),
        service.due(complaint),
        clocks,
        tuple(each for each in complaint.errands if handling or each.person == me),
        tuple(each for each in complaint.reports if handling or me in each.to) if leading else (),
        volume,
        tuple(site.records[item] for item in volume.items) if volume is not None else (),
        tuple(service.against(complaint)) if handling and _near_its_end(complaint) else (),
        tuple(_steps(complaint)),
        any(clock.running and clock.due < now for clock in complaint.clocks.values()),
    )


def _near_its_end(complaint: Complaint) -> bool:
    return complaint.state in ("not-accepted", "answered", "followed-up")


def _steps(complaint: Complaint) -> list[Step]:
    found = []
    here = next((place for place, (state, __) in enumerate(WAY) if state == complaint.state), None)
    for place, (state, names) in enumerate(WAY):
        if state == "followed-up" and not complaint.signed:
            continue
        move = next((m for name in names if (m := complaint.moved(name))), None)
        title = words.STATES[state]
        refused = complaint.refusal and not complaint.outcome
        if refused and state in ("investigating", "decided", "answered", "followed-up"):
            continue
        if refused and state == "accepted":
            move, title = complaint.moved("refuse"), words.STATES[OFF]
        person, at = (move.person, move.at) if move else ("", None)
        done = at is not None and (here is None or place <= here)
        now = place == here or (here is None and state == "accepted")
        found.append(Step(title, "now" if now else "done" if done else "ahead", person, at))
    return found
