"""Somebody acting on a complaint: what its steps share."""

from collections.abc import Mapping, Sequence
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.complaint import Answer, Complaint
from onestop_records.models.component import Received
from onestop_records.models.keeping import take_on
from onestop_records.models.person import Person
from onestop_records.services.batch import Maker
from onestop_records.services.complaintfile import ComplaintFiles
from onestop_records.services.complaintpeople import archivist, leaders, unfit

ACCEPT, SIMPLE, ANSWER, FOLLOW_UP = (
    "complaint-accept",
    "complaint-simple",
    "complaint-answer",
    "complaint-follow-up",
)
Values = Mapping[str, Any]
Files = Sequence[Received]


class Acting:
    """One person acting on one complaint."""

    def __init__(
        self, maker: Maker, complaint: Complaint, files: ComplaintFiles, deadlines: Any, notices: Any
    ) -> None:
        self.maker = maker
        self.site = maker.site
        self.folder = maker.site.complaints
        self.complaint = complaint
        self.files = files
        self.deadlines = deadlines
        self.notices = notices
        self.today = maker.clock.today()
        self.now = maker.clock.now()
        self.me = maker.actor.person

    # People.

    def entrust(self, person: Person | None) -> None:
        """Let somebody handle it from here on; None when nobody may, which the administrators are told."""
        complaint = self.complaint
        if person is None:
            complaint.handler = ""
            self.folder.unassigned.insert(complaint.id)
            admins = [p.id for p in self.site.people.values() if "admin" in p.roles]
            subject = _("Nobody may handle a complaint")
            text = _("Name a supervisor, or further handlers, in the settings of complaints.")
            self.notices.send(admins, subject, text, "/complaints/terms")
        else:
            take_on(self.site.keepings, person)
            complaint.handler = person.id
            complaint.helpers = tuple(each for each in complaint.helpers if each != person.id)
            if complaint.id in self.folder.unassigned:
                self.folder.unassigned.remove(complaint.id)
            self.tell([person.id], _("A complaint is yours to handle"))
        self.settle_lists()

    def pass_on(self, receiver: Person) -> None:
        """Somebody else answers for it, closed or not."""
        complaint = self.complaint
        if not complaint.ended:
            self.entrust(receiver)
        else:
            take_on(self.site.keepings, receiver)
            complaint.archivist = receiver.id
            self.settle_lists()
        if complaint.file:
            self.files.guard(complaint)

    def settle_lists(self) -> None:
        """List it under the people it concerns now."""
        complaint = self.complaint
        concerned = tuple(dict.fromkeys((*complaint.handlers, *complaint.leaders, *complaint.asked)))
        answering = complaint.archivist if complaint.ended else complaint.handler
        self.folder.list(complaint, concerned, answering)

    def fit(self, field: str, person_id: str) -> Person:
        """The person with this id, who may handle it. Raises Violations."""
        person = self.site.people.get(person_id)
        if person is None or unfit(self.site, person, self.complaint, self.today):
            raise Violations(Violation(field, _("Choose somebody who may handle this complaint")))
        return person

    def above(self) -> tuple[str, ...]:
        """The leaders who are told, from now on among those who know of it."""
        found = leaders(self.site, self.complaint, self.today)
        self.complaint.leaders = tuple(dict.fromkeys((*self.complaint.leaders, *found)))
        return found

    def tell(self, people: Sequence[str], subject: Any) -> None:
        """A notice names the number and nothing else of it."""
        text = _("Complaint ${number}", mapping={"number": self.complaint.number})
        self.notices.send(people, subject, text, f"/complaints/{self.complaint.id}")

    # Its file and its clocks.

    def keep(self, title: Any, kind: Any, files: Files = (), text: str | None = None) -> None:
        """Put something into the file."""
        say = self.files.speech.say
        self.files.add(self.complaint, say(title), say(kind), files, text)

    def stop(self, *names: str) -> None:
        for name in names:
            self.deadlines.stop(self.complaint, name)

    def answered(self, form: str, text: str) -> None:
        """The complainant has been told."""
        complaint = self.complaint
        if form == "oral" and (complaint.written or complaint.grave):
            message = _("A complaint in writing, and a grave one, is answered in writing")
            raise Violations(Violation("form", message))
        if not text.strip():
            raise Violations(Violation("text", _("Put down what the complainant was told")))
        complaint.answers = (*complaint.answers, Answer(form, text, self.me, self.now))
        self.keep(_("Answer to the complainant"), _("Answer"), text=text)

    def hand_in(self) -> None:
        """Choose who files it, say so when nobody may, and hand the file in."""
        complaint = self.complaint
        volume = self.site.records[complaint.file]
        complaint.archivist = archivist(self.site, complaint, volume.category, self.today)
        if not complaint.archivist:
            message = _("No archivist may file this complaint: name one who has nothing to do with it")
            raise Violations(Violation("archivist", message))
        take_on(self.site.keepings, self.site.people[complaint.archivist])
        self.files.describe(complaint)
        self.files.close(complaint)
