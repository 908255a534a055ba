"""Permits and assistance as one table (lifecycle, *Loans and permits*; C12 3.4.2 and 3.4.5).

Who approves goes by the highest grade in the request: public and internal records of other units an
archivist opens; for 秘密 and above it is a manager who is cleared for that grade.
"""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.classification import Classification
from onestop_records.models.permit import Permit
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from onestop_records.workflow.process import WORKER, Making, Process, Step, reasoned

ARCHIVIST, MANAGER, SECURITY = "role:archivist", "role:manager", "role:security"
HOUSE = tuple(f"role:{name}" for name in ("staff", "clerk", "archivist", "head", "manager"))


def highest(site: Site, permit: Permit) -> Classification:
    """The highest grade among the records and the items of volumes."""
    found = Classification.PUBLIC
    for record_id in permit.records:
        record = site.records[record_id]
        grades = [record.classification, *(site.records[item].classification for item in record.items)]
        found = max(found, *grades)
    return found


def chosen(permit: Permit, making: Making) -> Iterator[Violation]:
    """There are records in it, all of them there, and known to whoever decides."""
    if not permit.records:
        yield Violation("records", _("Choose the records"))
    found = [making.site.records.get(record_id) for record_id in permit.records]
    if any(record is None or not making.knows(record) for record in found):
        yield Violation("records", _("There are records in it that you may not know of"))
    elif any(record is not None and record.gone for record in found):
        yield Violation("records", _("Nothing but a tombstone is left of one of them"))


def running(permit: Permit, making: Making) -> Iterator[Violation]:
    """The term asked for is not over."""
    if permit.until <= making.now:
        yield Violation("until", _("The term that was asked for is over"))


def impartial(permit: Permit, making: Making) -> Iterator[Violation]:
    """Nobody decides on what they asked for."""
    if permit.person == making.person:
        yield Violation("approver", _("Nobody approves their own request"))


def by_grade(permit: Permit, making: Making) -> Iterator[Violation]:
    """Classified records are opened by a manager alone (C12 3.4.5)."""
    person = making.site.people.get(making.person)
    known = all(record_id in making.site.records for record_id in permit.records)
    if (
        known
        and highest(making.site, permit).classified
        and (person is None or "manager" not in person.roles)
    ):
        yield Violation("approver", _("A manager approves permits for classified records"))


def own(permit: Permit, making: Making) -> Iterator[Violation]:
    """Only the person it is for."""
    if permit.person != making.person:
        yield Violation("person", _("This is for the person it was made out to"))


def over(permit: Permit, making: Making) -> Iterator[Violation]:
    """It ends at its instant and not before."""
    if making.now < permit.until:
        yield Violation("until", _("Its term is not over"))


PROCESS = Process(
    name="permit",
    initial="sought",  # assistance; who names the records begins with requested
    states=("sought", "requested", "granted", "finished", "ended", "revoked", "refused", "withdrawn"),
    steps=(
        Step(
            "assemble",
            ("sought",),
            "requested",
            (ARCHIVIST, MANAGER),
            Permission.PERMIT_LEAD,
            (impartial, chosen),
        ),
        Step(
            "grant",
            ("requested",),
            "granted",
            (ARCHIVIST, MANAGER),
            Permission.PERMIT_DECIDE,
            (chosen, running, impartial, by_grade),
        ),
        Step(
            "refuse",
            ("sought", "requested"),
            "refused",
            (ARCHIVIST, MANAGER),
            Permission.PERMIT_DECIDE,
            (reasoned, impartial),
        ),
        Step("withdraw", ("sought", "requested"), "withdrawn", HOUSE, Permission.PERMIT_OWN, (own,)),
        Step("finish", ("granted",), "finished", HOUSE, Permission.PERMIT_OWN, (own,)),
        Step(
            "revoke",
            ("granted",),
            "revoked",
            (ARCHIVIST, MANAGER, SECURITY),
            Permission.PERMIT_REVOKE,
            (reasoned,),
        ),
        Step("end", ("granted",), "ended", (WORKER,), guards=(over,)),
    ),
)
