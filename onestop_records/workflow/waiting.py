"""For whom a batch waits, and with which steps: what the desk and the API tell (design, *Frame*)."""

from collections.abc import Iterator
from datetime import date, datetime

from onestop_records.models.disposal import ARCHIVE, BUSINESS, Disposal
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.transfer import Transfer
from onestop_records.workflow.duties import proposers, side


def steps_wanted(site: Site, disposal: Disposal, person: Person, now: datetime, today: date) -> Iterator[str]:
    """The steps that a person should make, the most urgent first; to object or to cancel is nobody's duty.

    Asked of the batch, never of its rows: what a guard finds in them is told when the step is made.
    """
    own = side(site, disposal, person.id, today)
    state, leads = disposal.state, person.id == disposal.keeper
    if state in ("drafted", "returned") and leads:
        yield "appraise"
    if state == "appraising" and own in disposal.lacking and _speaks(site, disposal, person, own, today):
        yield "opine"
    if state == "appraising" and leads and not disposal.lacking:
        yield "propose"
    if state == "awaiting-approval" and _approves(disposal, person):
        yield "approve"
    if state == "approved":
        yield from _approved(site, disposal, person, own, now, today)
    if disposal.witness(person.id) is not None:
        yield from _witnessing(disposal, person)


def transfer_steps_wanted(transfer: Transfer, person: Person) -> Iterator[str]:
    """The same of a transfer."""
    proposed = transfer.moved("propose")
    own = {transfer.opened_by, proposed.person if proposed else ""}
    if transfer.state == "drafted" and person.id == transfer.opened_by:
        yield "propose"
    if transfer.state == "awaiting-approval" and "manager" in person.roles and person.id not in own:
        yield "approve"
    if transfer.state == "packed" and "archivist" in person.roles:
        yield "receive"


def _approved(
    site: Site, disposal: Disposal, person: Person, own: str, now: datetime, today: date
) -> Iterator[str]:
    if "manager" in person.roles and any(o.person != person.id for o in disposal.open_objections):
        yield "decide"
    sides = {witness.side for witness in disposal.witnesses}
    engaged = proposers(disposal) | {disposal.approved_by} | {w.person for w in disposal.witnesses}
    if own not in sides and person.id not in engaged and _speaks(site, disposal, person, own, today):
        yield "check"
    cooled = disposal.cooling_until is not None and disposal.cooling_until <= now
    ready = cooled and sides == {ARCHIVE, BUSINESS} and not disposal.open_objections
    if person.id == disposal.opened_by and ready:
        yield "execute"


def _witnessing(disposal: Disposal, person: Person) -> Iterator[str]:
    witness = disposal.witness(person.id)
    if disposal.state == "executing" and disposal.unmarked:
        yield "mark-paper"
    if disposal.state == "purging" and witness is not None and witness.signed_at is None:
        yield "sign"


def _speaks(site: Site, disposal: Disposal, person: Person, own: str, today: date) -> bool:
    """Of the business unit its head is asked, everybody in it where it has none."""
    if own != BUSINESS or "head" in person.roles:
        return bool(own)
    heads = (p for p in site.people.values() if "head" in p.roles and not p.closed)
    return not any(disposal.unit in head.units(today) for head in heads)


def _approves(disposal: Disposal, person: Person) -> bool:
    """Nobody approves what they proposed or appraised."""
    concerned = proposers(disposal) | set(disposal.appraisers)
    return "manager" in person.roles and person.id not in concerned
