"""Lending paper (借阅): asking, approving, handing out, taking back (lifecycle, *Loans and permits*; C12)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import LoanMoved, LoanRequested, RecordGivenBack, RecordLent
from onestop_records.i18n import _
from onestop_records.interfaces import ILoans, INotices, IResponsibility
from onestop_records.models.duty import Duty
from onestop_records.models.gate import LOANS
from onestop_records.models.identity import new_id
from onestop_records.models.keeping import take_on
from onestop_records.models.loan import CONDITIONS, KINDS, Loan
from onestop_records.models.person import Person
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.security.principals import clearance
from onestop_records.services.batch import Maker, maker
from onestop_records.services.described import reason_given
from onestop_records.services.impediment import Impediment
from onestop_records.workflow.loan import PROCESS, together, unfit

MOST = 200  # records asked for in one act
TOLD = {  # steps of which the borrower is told
    "approve": (_("Loan approved"), _("The paper you asked for is ready to be handed out.")),
    "refuse": (_("Loan refused"), _("The loan you asked for was refused; the page says why.")),
}


@implementer(ILoans)
class Loans:
    """For one actor."""

    def __init__(self, maker: Maker, notices: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.notices = notices

    def request(self, record_ids: Iterable[str], kind: str, purpose: str) -> list[Loan]:
        wanted = [self.site.records.get(record_id) for record_id in dict.fromkeys(record_ids)]
        Violations.check(self._wrong(wanted, kind, purpose))
        records = [record for record in wanted if record is not None]
        now, person = self.maker.clock.now(), self.site.people[self.maker.actor.person]
        take_on(self.site.keepings, person)
        loans = []
        for record in records:
            loan = Loan(new_id(), record.id, person.id, kind, purpose.strip(), now)
            self.site.loans.add(loan)
            after = {"record": loan.record, "kind": kind}
            event = LoanRequested(self.maker.actor, loan.id, "loan", reason=loan.purpose, after=after)
            self.maker.notify(event)
            loans.append(loan)
        return loans

    def _wrong(self, records: list[Record | None], kind: str, purpose: str) -> Iterator[Violation]:
        if not records or len(records) > MOST:
            yield Violation("records", _("Choose the records"))
        if kind not in KINDS:
            yield Violation("kind", _("Say whether it is read here or taken along"))
        if not reason_given("purpose", purpose):
            yield Violation("purpose", _("Say what it is for"))
        mine = {loan.record for loan in self.site.loans.of(self.maker.actor.person)}
        for record in records:
            if record is None or not self.maker.knows(record):
                yield Violation("records", _("There is no such record"))
                continue
            if record.id in mine:
                yield Violation("records", _("You have asked for it, or have it, already"))
            for violation in unfit(record):
                yield Violation("records", violation.message)

    def make(self, loan: Loan, name: str, reason: str = "", condition: str = "") -> Loan:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, loan, name, making)
        record = self.site.records.get(loan.record)
        if name == "approve":
            self._check_cleared(record)
            loan.approved_by = making.person
        elif name == "lend":
            self._lend(loan, self.site.records[loan.record])
        elif name == "renew":
            loan.due = self._due(record, later_than=loan.due)
            loan.renewals += 1
            loan.reminded = ()
        elif name == "return":
            self._give_back(loan, condition, making.reason)
        self.maker.move(PROCESS, loan, name, making, LoanMoved)
        if not loan.open:
            self.site.loans.ended(loan)
        if name in TOLD:
            self.notices.send([loan.person], *TOLD[name], f"/loans/{loan.id}")
        return loan

    def _check_cleared(self, record: Record | None) -> None:
        """Who knows of a record by a permit alone does not approve its lending."""
        person = self.site.people[self.maker.actor.person]
        grade = clearance(person, self.maker.clock.today())
        if record is not None and (grade is None or grade < record.classification):
            raise Refused(Violation("approver", _("You are not cleared for a record in it")))

    def _lend(self, loan: Loan, record: Record) -> None:
        borrower = self.site.people[loan.person]
        take_on(self.site.keepings, borrower)
        self.site.gates[LOANS].change()
        if record._p_jar is not None:  # one that is destroyed meanwhile cannot be lent
            record._p_jar.readCurrent(record)
        now = self.maker.clock.now()
        loan.lent_by, loan.lent_at, loan.due = self.maker.actor.person, now, self._due(record)
        loan.reminded = ()
        self.site.loans.lent(loan)
        after = {"loan": loan.id, "borrower": loan.person, "due": loan.due.isoformat()}
        self.maker.notify(RecordLent(self.maker.actor, record.id, after=after))

    def _due(self, record: Record | None, later_than: datetime | None = None) -> datetime:
        """The end of the working day on which it is due: this one for what is classified or read here."""
        rules = self.site.alerts.rules
        start = later_than or self.maker.clock.now()
        today = self.maker.clock.local(start)
        same_day = record is not None and record.classification.classified
        day = today.date() if same_day else today.date() + timedelta(days=rules.loan_days)
        ends = time.fromisoformat(rules.work_ends)
        due = datetime.combine(day, ends, today.tzinfo)
        if due <= today:  # lent after hours: until the day itself is over
            due = datetime.combine(day, time(23, 59, 59), today.tzinfo)
        return due.astimezone(start.tzinfo)

    def _give_back(self, loan: Loan, condition: str, remarks: str) -> None:
        if condition not in CONDITIONS:
            raise Violations(Violation("condition", _("Say in which condition it came back")))
        if condition != "intact" and not remarks:
            raise Violations(Violation("reason", _("Say what is damaged or missing")))
        loan.returned_at, loan.received_by = self.maker.clock.now(), self.maker.actor.person
        loan.condition, loan.remarks = condition, remarks
        self.site.gates[LOANS].change()
        after = {"loan": loan.id, "borrower": loan.person, "condition": condition}
        self.maker.notify(RecordGivenBack(self.maker.actor, loan.record, reason=remarks, after=after))

    def on_loan(self, record: Record) -> Loan | None:
        for record_id in together(record):
            loan_id = self.site.loans.out.get(record_id)
            if loan_id is not None:
                return self.site.loans[loan_id]
        return None

    def by_code(self, code: str) -> Loan | None:
        record = self.site.records.get(self.site.codes.get(code, code))
        loan_id = self.site.loans.out.get(record.id) if record is not None else None
        return None if loan_id is None else self.site.loans[loan_id]

    def history(self, record: Record) -> list[Loan]:
        found: list[Loan] = self.site.loans.history(record.id)
        return found

    def overdue(self) -> list[Loan]:
        now = self.maker.clock.now()
        found = [loan for loan in self.site.loans.opened() if loan.overdue(now)]
        return sorted(found, key=lambda loan: loan.due)

    def steps(self, loan: Loan) -> tuple[str, ...]:
        making = self.maker.making("-")
        names = PROCESS.allowed(loan, self.maker.roles())
        return tuple(name for name in names if not PROCESS.violations(loan, name, making))

    def pass_on(self, loan: Loan, giver: Person, receiver: Person) -> None:
        if loan.person != giver.id or not loan.open:
            raise Refused(Violation("loan", _("This loan is not theirs")))
        before = {"borrower": giver.id}
        if not loan.out:
            loan.state = PROCESS.by_name["withdraw"].target
            self.site.loans.ended(loan)
            after = {"state": loan.state}
        else:
            record = self.site.records[loan.record]
            grade = clearance(receiver, self.maker.clock.today())
            if grade is None or grade < record.classification:
                raise Refused(Violation("receiver", _("The receiver is not cleared for what is on loan")))
            take_on(self.site.keepings, receiver)
            self.site.loans.passed(loan, receiver.id)
            after = {"borrower": receiver.id}
        loan.revision += 1
        self.maker.notify(LoanMoved(self.maker.actor, loan.id, "loan", before=before, after=after))


def factory(context: object, request: Request) -> Loans:
    return Loans(maker(request), request.find_service(INotices))


def lent_out(request: Request) -> Impediment:
    """What is on loan is not destroyed; the gate is read first, so that one lent now is not passed by."""
    loans = request.find_service(ILoans)

    def violations(record: Record) -> Iterator[Violation]:
        request.site.gates[LOANS].read()
        if loans.on_loan(record) is not None:
            yield Violation("loan", _("It is out on loan"))

    return violations


@implementer(IResponsibility)
class LoanResponsibility:
    """What somebody has borrowed or asked for (N71)."""

    kind = "loan"
    title = _("Loans")

    def __init__(self, site: Site, loans: Any) -> None:
        self.site = site
        self.loans = loans

    def of(self, person: Person) -> Iterator[Duty]:
        for loan in self.site.loans.of(person.id):
            record = self.site.records[loan.record]
            title = record.reference_code or _("A record")
            yield Duty(self.kind, loan.id, title, f"/loans/{loan.id}", loan.record, loan.state)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        self.loans.pass_on(self.site.loans[duty_id], giver, receiver)


def responsibility(request: Request) -> LoanResponsibility:
    return LoanResponsibility(request.site, request.find_service(ILoans))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ILoans)
    config.add_impediment(lent_out)
    config.add_responsibility(responsibility)
