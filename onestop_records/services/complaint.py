"""Complaints (投诉): registering, who sees which, every step of the table (N 8章, C2, C10)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Missing, Refused, Violation, Violations
from onestop_records.events import ComplaintMoved, ComplaintRegistered, RecordFiled
from onestop_records.i18n import _
from onestop_records.interfaces import ICaseFiles, IComplaints, IDeadlines, INotices
from onestop_records.models.complaint import (
    Attested,
    Complainant,
    Complaint,
    new_code,
    new_number,
    plain_code,
)
from onestop_records.models.component import Received
from onestop_records.models.disposal import Move
from onestop_records.models.identity import new_id
from onestop_records.models.person import Person
from onestop_records.security.complaint import roles_in
from onestop_records.security.digest import digest
from onestop_records.services import complaintdoor as door
from onestop_records.services.batch import Maker, maker
from onestop_records.services.casehistory import speech
from onestop_records.services.casereference import set_references
from onestop_records.services.complaintacting import ACCEPT, ANSWER, SIMPLE, Acting
from onestop_records.services.complaintacts import EFFECTS
from onestop_records.services.complaintfile import ComplaintFiles
from onestop_records.services.complaintpeople import choose, resolve, unfit
from onestop_records.services.complaintterms import change_terms
from onestop_records.services.complaintvalues import instant_of, wrong
from onestop_records.workflow.complaint import PROCESS
from onestop_records.workflow.process import WORKER, Making

PAST = 50


@implementer(IComplaints)
class Complaints:
    """Of one archive, for one actor."""

    def __init__(
        self, maker: Maker, identity: Any, files: ComplaintFiles, deadlines: Any, notices: Any
    ) -> None:
        self.maker = maker
        self.site = maker.site
        self.folder = maker.site.complaints
        self.identity = identity
        self.files = files
        self.deadlines = deadlines
        self.notices = notices
        self.door = door.Door(self.site, self.maker.clock)

    def register(self, values: Mapping[str, Any], files: Sequence[Received] = ()) -> tuple[Complaint, str]:
        complaint, code = self._made(values)
        complaint.registered_by = self.maker.actor.person
        spot = values.get("settle")
        registrar = self.site.people.get(self.maker.actor.person)
        if registrar is None or unfit(self.site, registrar, complaint, self.maker.clock.today()):
            self.folder.forget_code(complaint)
            code = ""  # whoever it is about does not see how it goes on
        self._entrust_first(complaint, mine=bool(spot))
        self._tell(ComplaintRegistered, complaint, {"state": complaint.state, "channel": complaint.channel})
        if complaint.handler:
            self.files.begin(complaint)
            if files:
                self._add_received(complaint, files)
        elif files:
            raise Refused(Violation("files", _("Nobody may handle this yet: register it without files")))
        if spot:
            self.make(complaint, "settle", spot)
            if not PROCESS.violations(complaint, "close", self._making("")):
                self.make(complaint, "close", {})
        return complaint, code

    def register_publicly(self, values: Mapping[str, Any], address: str) -> tuple[Complaint, str]:
        self.door.note(door.COMPLAINING, address)
        complaint, code = self._made({**values, "channel": "online"})
        self._entrust_first(complaint)
        self._tell(ComplaintRegistered, complaint, {"state": complaint.state, "channel": "online"})
        return complaint, code

    def _made(self, values: Mapping[str, Any]) -> tuple[Complaint, str]:
        """The complaint with its clocks running, and the code to ask for its progress."""
        clock, today = self.maker.clock, self.maker.clock.today()
        received = instant_of(clock, values.get("received"))
        Violations.check(wrong(self.site, values, received, clock.now()))
        complaint, code = Complaint(new_id(), received), new_code()
        complaint.number, complaint.code = new_number(today.year), digest(plain_code(code))
        for name in ("channel", "facts", "evidence", "enterprise"):
            setattr(complaint, name, values.get(name) or "")
        complaint.signed = bool(values.get("name"))
        complaint.complainant = Complainant(
            *(values.get(name) or "" for name in ("name", "telephone", "email", "address"))
        )
        complaint.scope = tuple(values.get("scope") or ())
        complaint.grave = bool(values.get("grave"))
        complaint.complained_unit = values.get("unit") or ""
        complaint.complained_post = values.get("post") or ""
        complaint.complained_name = values.get("person") or ""
        named = (complaint.complained_unit, complaint.complained_post, complaint.complained_name)
        complaint.complained = resolve(self.site, *named, today)
        if values.get("signed_as"):
            complaint.attested = Attested(values["signed_as"], self.maker.actor.person, clock.now())
        complaint.moves = (Move("register", self.maker.actor.person, clock.now(), ""),)
        self.folder.add(complaint)
        if values.get("records"):
            set_references(self.site, complaint, values["records"], self.maker.knows)
        for name in (ACCEPT, ANSWER, *((SIMPLE,) if values.get("simple") else ())):
            self.deadlines.start(complaint, name, received)
        return complaint, code

    def _entrust_first(self, complaint: Complaint, mine: bool = False) -> None:
        """Give it to somebody who may handle it; whoever answers at once handles it themselves."""
        today = self.maker.clock.today()
        person = self.site.people[self.maker.actor.person] if mine else choose(self.site, complaint, today)
        if mine and person is not None and unfit(self.site, person, complaint, today):
            message = _("You may not handle this complaint: register it without an answer")
            raise Refused(Violation("settle", message))
        self.acting(complaint).entrust(person)

    def _add_received(self, complaint: Complaint, files: Sequence[Received]) -> None:
        say = self.files.speech.say
        self.files.add(complaint, say(_("Material received")), say(_("Material")), files)

    def assign_waiting(self) -> int:
        done = 0
        for complaint_id in list(self.folder.unassigned):
            complaint = self.folder[complaint_id]
            person = choose(self.site, complaint, self.maker.clock.today())
            if person is not None:
                self.acting(complaint).entrust(person)
                done += 1
        return done

    def mine(self) -> list[Complaint]:
        person = self.maker.actor.person
        found = [complaint for complaint in self.folder.open_of(person) if self.roles(complaint)]
        return sorted(found, key=lambda each: (not each.signed, self.due(each), each.number))

    def past(self) -> list[Complaint]:
        found = self.folder.past_of(self.maker.actor.person, PAST)
        return [complaint for complaint in found if self.roles(complaint)]

    def due(self, complaint: Complaint) -> datetime:
        running = [clock.due for clock in complaint.clocks.values() if clock.running]
        return min(running, default=complaint.received_at)

    def roles(self, complaint: Complaint) -> frozenset[str]:
        return roles_in(self.site, complaint, self.identity, self.maker.clock.today())

    def steps(self, complaint: Complaint) -> tuple[str, ...]:
        names = PROCESS.allowed(complaint, self.roles(complaint))
        making = self._making("-")
        return tuple(name for name in names if not PROCESS.violations(complaint, name, making))

    def eligible(self, complaint: Complaint) -> list[Person]:
        today, people = self.maker.clock.today(), self.site.people.values()
        found = [p for p in people if not unfit(self.site, p, complaint, today)]
        return sorted((p for p in found if p.id != complaint.handler), key=lambda p: p.name)

    def against(self, complaint: Complaint) -> list[Violation]:
        return PROCESS.violations(complaint, "close", self._making("-"))

    def make(
        self,
        complaint: Complaint,
        name: str,
        values: Mapping[str, Any],
        files: Sequence[Received] = (),
    ) -> Complaint:
        step = PROCESS.by_name.get(name)
        if step is None or step.who == (WORKER,):
            raise Missing(name)
        making = self._making(values.get("reason") or "")
        self.maker.check(PROCESS, complaint, name, making)
        if not complaint.file:
            self.files.begin(complaint)
        acting = self.acting(complaint)
        before = complaint.state
        told = EFFECTS[name](acting, values, files)
        complaint.moves = (*complaint.moves, Move(name, making.person, making.now, told or ""))
        complaint.revision += 1
        if name == "close":
            acting.hand_in()
        complaint.state = step.target or before
        acting.settle_lists()
        if name != "close":
            self.files.describe(complaint)
        after = {"state": complaint.state, "step": name}
        self._tell(ComplaintMoved, complaint, after, {"state": before})
        return complaint

    def progress(self, code: str, address: str) -> Complaint | None:
        found: Complaint | None = self.folder.by_code(digest(plain_code(code)))
        if found is None:
            self.door.note(door.ASKING, address)
        return found

    def wait(self, what: str, address: str) -> int:
        return self.door.wait(what, address)

    def repeated(self, once: str) -> bool:
        return self.door.repeated(once)

    def pass_on(self, complaint: Complaint, receiver: Person) -> None:
        """Let somebody else answer for it: its handling, or the closed file. Raises Refused."""
        reason = unfit(self.site, receiver, complaint, self.maker.clock.today())
        if reason:
            raise Refused(Violation("receiver", _("This person may not have this complaint")))
        self.acting(complaint).pass_on(receiver)
        complaint.moves = (
            *complaint.moves,
            Move("assign", self.maker.actor.person, self.maker.clock.now(), ""),
        )
        complaint.revision += 1
        self._tell(ComplaintMoved, complaint, {"state": complaint.state, "step": "assign"})

    def change_terms(self, values: Mapping[str, Any]) -> None:
        change_terms(self.maker, values)
        self.assign_waiting()

    def acting(self, complaint: Complaint) -> Acting:
        """What acts on a complaint need."""
        return Acting(self.maker, complaint, self.files, self.deadlines, self.notices)

    def _making(self, reason: str) -> Making:
        return self.maker.making(reason)

    def _tell(
        self,
        event: type[ComplaintMoved] | type[ComplaintRegistered],
        complaint: Complaint,
        after: Mapping[str, Any],
        before: Mapping[str, Any] | None = None,
    ) -> None:
        """Who did what and when, never why: words of a complaint stay in its file."""
        told = event(self.maker.actor, complaint.id, "complaint", "", before or {}, after)
        self.maker.notify(told)


def archived(site: Any, clock: Any) -> Any:
    """What the notifier tells: when the file of a complaint is filed, the complaint is archived."""

    def listen(event: Any) -> None:
        complaint = site.complaints.of_file(event.subject) if isinstance(event, RecordFiled) else None
        if complaint is not None and complaint.state == "closed":
            complaint.state = PROCESS.by_name["archive"].target
            complaint.moves = (*complaint.moves, Move("archive", event.actor.person, clock.now(), ""))

    return listen


def factory(context: object, request: Request) -> Complaints:
    making = maker(request)
    files = ComplaintFiles(making, request.find_service(ICaseFiles), speech(request))
    return Complaints(
        making,
        request.identity,
        files,
        request.find_service(IDeadlines),
        request.find_service(INotices),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IComplaints)
    config.add_event_listener(archived)
