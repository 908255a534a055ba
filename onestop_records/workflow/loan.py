"""Loans as one table (lifecycle, *Loans and permits*; C12 3.4.5)."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.loan import Loan
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from onestop_records.workflow.process import Making, Process, Step, reasoned

ARCHIVIST, MANAGER = "role:archivist", "role:manager"
HOUSE = tuple(f"role:{name}" for name in ("staff", "clerk", "archivist", "head", "manager"))


def lendable(loan: Loan, making: Making) -> Iterator[Violation]:
    """Paper on file, in its place, that whoever acts may know of."""
    record = making.site.records.get(loan.record)
    if record is None or not making.knows(record):
        yield Violation("record", _("There is no such record"))
    else:
        yield from unfit(record)


def unfit(record: Record) -> Iterator[Violation]:
    """What keeps a record from being lent at all."""
    if record.gone:
        yield Violation("record", _("Nothing but a tombstone is left of it"))
    elif not record.filed:
        yield Violation("record", _("It is not on file"))
    elif record.carrier == "electronic":
        yield Violation("record", _("It is electronic: ask for a permit instead"))


def not_for_oneself(loan: Loan, making: Making) -> Iterator[Violation]:
    """Nobody approves their own request."""
    if loan.person == making.person:
        yield Violation("approver", _("Nobody approves their own request"))


def by_grade(loan: Loan, making: Making) -> Iterator[Violation]:
    """A classified record is lent on the manager's approval alone (C12 3.4.5)."""
    record = making.site.records.get(loan.record)
    if record is not None and record.classification.classified and not manages(making):
        yield Violation("approver", _("A manager approves the lending of a classified record"))


def manages(making: Making) -> bool:
    """Who acts has the manager's office."""
    person = making.site.people.get(making.person)
    return person is not None and "manager" in person.roles


def still_approved(loan: Loan, making: Making) -> Iterator[Violation]:
    """What was classified after an archivist approved its lending wants a manager."""
    record = making.site.records.get(loan.record)
    approver = making.site.people.get(loan.approved_by)
    managed = approver is not None and "manager" in approver.roles
    if record is not None and record.classification.classified and not managed:
        yield Violation("approver", _("It was classified since: a manager has to approve it"))


def handed_over(loan: Loan, making: Making) -> Iterator[Violation]:
    """Paper passes from one person to another: nobody lends to, or takes back from, themselves."""
    if loan.person == making.person:
        yield Violation("borrower", _("Another archivist has to do this for you"))


def free(loan: Loan, making: Making) -> Iterator[Violation]:
    """It is in its place: neither it, nor the volume it stands in, nor an item of it is out."""
    record = making.site.records.get(loan.record)
    if record is not None and any(each in making.site.loans.out for each in together(record)):
        yield Violation("record", _("It is out on loan"))


def together(record: Record) -> tuple[str, ...]:
    """What goes out when the record goes out, and what it goes out with."""
    return (record.id, *record.items, *((record.volume,) if record.volume else ()))


def own(loan: Loan, making: Making) -> Iterator[Violation]:
    """Only who asked for it may take it back."""
    if loan.person != making.person:
        yield Violation("borrower", _("This is for the borrower to do"))


def renewable(loan: Loan, making: Making) -> Iterator[Violation]:
    """So often as the rules say, before it is overdue; what is classified never (C12: back the same day)."""
    record = making.site.records.get(loan.record)
    person = making.site.people.get(making.person)
    if loan.person != making.person and (person is None or "archivist" not in person.roles):
        yield Violation("borrower", _("This is for the borrower or an archivist to do"))
    if record is not None and record.classification.classified:
        yield Violation("renewals", _("A classified record is back the same day; it is not renewed"))
    elif loan.renewals >= making.site.alerts.rules.renewals:
        most = {"most": making.site.alerts.rules.renewals}
        yield Violation("renewals", _("It can be renewed ${most} times at most", mapping=most))
    if loan.overdue(making.now):
        yield Violation("due", _("It is overdue: bring it back first"))


PROCESS = Process(
    name="loan",
    initial="requested",
    states=("requested", "approved", "lent", "returned", "refused", "withdrawn"),
    steps=(
        Step(
            "approve",
            ("requested",),
            "approved",
            (ARCHIVIST, MANAGER),
            Permission.LOAN_DECIDE,
            (lendable, not_for_oneself, by_grade),
        ),
        Step(
            "refuse",
            ("requested", "approved"),
            "refused",
            (ARCHIVIST, MANAGER),
            Permission.LOAN_DECIDE,
            (reasoned,),
        ),
        Step(
            "lend",
            ("approved",),
            "lent",
            (ARCHIVIST,),
            Permission.LOAN_LEND,
            (lendable, still_approved, handed_over, free),
        ),
        Step("renew", ("lent",), "", HOUSE, Permission.LOAN_OWN, (renewable,)),
        Step("return", ("lent",), "returned", (ARCHIVIST,), Permission.LOAN_LEND, (handed_over,)),
        Step("withdraw", ("requested", "approved"), "withdrawn", HOUSE, Permission.LOAN_OWN, (own,)),
    ),
)
