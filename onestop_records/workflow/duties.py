"""Separation of duties in a destruction: who speaks for which side, who may approve, who may witness.

Two sides give opinions and two watch: the archive and the business unit whose records they are. Where there
is one archivist only, the head of the archivist's office stands in (lifecycle, *Appraisal and destruction*).
"""

from collections.abc import Iterator
from datetime import date

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.disposal import ARCHIVE, BUSINESS, Disposal
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.unit import absorbed
from onestop_records.workflow.process import Making

OFFICES = frozenset({"auditor", "security", "admin"})


def side(site: Site, disposal: Disposal, person_id: str, day: date) -> str:
    """``archive``, ``unit`` or empty: for whom a person speaks in this batch."""
    person = site.people.get(person_id)
    if person is None or person.closed or person.roles <= OFFICES:
        return ""
    if "archivist" in person.roles or _stands_in(site, person, day):
        return ARCHIVE
    return BUSINESS if disposal.unit in absorbed(site.units, person.units(day)) else ""


def _stands_in(site: Site, person: Person, day: date) -> bool:
    """The head of the office of the only archivist."""
    if "head" not in person.roles:
        return False
    archivists = [p for p in site.people.values() if "archivist" in p.roles and not p.closed]
    return len(archivists) == 1 and bool(archivists[0].units(day) & person.units(day))


def proposers(disposal: Disposal) -> frozenset[str]:
    """Who opened the batch and who put it before the approver."""
    proposed = disposal.moved("propose")
    return frozenset({disposal.opened_by} | ({proposed.person} if proposed else set()))


def impartial(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """Nobody approves what they proposed or appraised."""
    if making.person in proposers(disposal):
        yield Violation("approver", _("Nobody approves what they proposed"))
    if making.person in disposal.appraisers:
        yield Violation("approver", _("Nobody approves what they appraised"))


def may_appraise(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """The group are people of the archive and of the business unit."""
    if not side(making.site, disposal, making.person, making.today):
        message = _("Opinions are given by the archive and by the business unit whose records these are")
        yield Violation("appraiser", message)


def may_witness(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """Two different people, one of each side; neither the proposer nor the approver."""
    own = side(making.site, disposal, making.person, making.today)
    if not own:
        message = _("Witnesses are one person of the archive and one of the business unit")
        yield Violation("witness", message)
    if making.person in proposers(disposal):
        yield Violation("witness", _("Who proposed the destruction cannot witness it"))
    if making.person == disposal.approved_by:
        yield Violation("witness", _("Who approved the destruction cannot witness it"))
    if disposal.witness(making.person):
        yield Violation("witness", _("The two witnesses are different people"))
    if own and any(w.side == own and w.person != making.person for w in disposal.witnesses):
        yield Violation(
            "witness", _("There is a witness of this side already; the other is of the other side")
        )


def is_witness(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """Only who checked before signs after, and marks the paper."""
    if disposal.witness(making.person) is None:
        yield Violation("witness", _("Only a witness who has checked the register may do this"))


def witnessed(disposal: Disposal) -> Iterator[Violation]:
    """Both sides have a witness who checked the register against the records."""
    if {w.side for w in disposal.witnesses} != {ARCHIVE, BUSINESS}:
        message = _("Two witnesses, of the archive and of the business unit, check the register before")
        yield Violation("witness", message)
    people = {w.person for w in disposal.witnesses}
    if people & proposers(disposal) or disposal.approved_by in people:
        yield Violation("witness", _("Who proposed or approved the destruction cannot witness it"))
