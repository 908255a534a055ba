"""What disposals and transfers wait for, and from whom: asked of open batches, never of their rows."""

from collections.abc import Callable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from translationstring import TranslationString

from onestop_records.clock import Clock
from onestop_records.i18n import _
from onestop_records.interfaces import IClock
from onestop_records.models.disposal import ARCHIVE, BUSINESS, Disposal
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.transfer import Transfer
from onestop_records.models.waiting import Waiting
from onestop_records.workflow.duties import proposers, side

Kind = Callable[[Person], Iterator[Waiting]]
Tasks = Iterator[tuple[str, TranslationString]]
BEFORE_COOLED = ("objection", "disposal-check")  # done before the cooling-off period is over


class BatchWork:
    """Batches to lead, appraise, approve, witness and sign; objections; transfers."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self.site = site
        self.clock = clock

    def __call__(self, person: Person) -> Iterator[Waiting]:
        for disposal in self._open(self.site.disposals):
            for name, task in self._disposal(disposal, person):
                due = disposal.cooling_until if name in BEFORE_COOLED else None
                address = f"/disposals/{disposal.id}"
                yield Waiting(name, task, disposal.title, address, person.id, due, shared=True)
        for transfer in self._open(self.site.transfers):
            for name, task in _transfer(transfer, person):
                yield Waiting(name, task, transfer.title, f"/transfers/{transfer.id}", person.id, shared=True)

    def _open(self, folder: Any) -> Iterator[Any]:
        for batch_id in folder.active:
            yield folder[batch_id]

    def _disposal(self, disposal: Disposal, person: Person) -> Tasks:
        own = side(self.site, disposal, person.id, self.clock.today())
        state, leads = disposal.state, person.id == disposal.keeper
        if state in ("drafted", "returned") and leads:
            yield "disposal-appraise", _("Put before the appraisal group")
        if (
            state == "appraising"
            and self._speaks(disposal, person, own)
            and not self._appraised(disposal, person)
        ):
            yield "disposal-opine", _("Give an opinion")
        if state == "appraising" and leads and self._appraised(disposal, person):
            yield "disposal-propose", _("Put before the approver")
        if state == "awaiting-approval" and self._approves(disposal, person):
            yield "disposal-approve", _("Approve or refuse")
        if state == "approved":
            yield from self._approved(disposal, person, own)
        if disposal.witness(person.id) is not None:
            yield from self._witnessing(disposal, person)

    def _approved(self, disposal: Disposal, person: Person, own: str) -> Tasks:
        others = [each for each in disposal.open_objections if each.person != person.id]
        if "manager" in person.roles and others:
            yield "objection", _("Decide an objection")
        sides = {witness.side for witness in disposal.witnesses}
        engaged = proposers(disposal) | {disposal.approved_by} | {w.person for w in disposal.witnesses}
        if own not in sides and person.id not in engaged and self._speaks(disposal, person, own):
            yield "disposal-check", _("Check the register as a witness")
        cooled = disposal.cooling_until is not None and disposal.cooling_until <= self.clock.now()
        ready = cooled and sides == {ARCHIVE, BUSINESS} and not disposal.open_objections
        if person.id == disposal.opened_by and ready:
            yield "disposal-execute", _("Carry out the destruction")

    def _witnessing(self, disposal: Disposal, person: Person) -> Tasks:
        witness = disposal.witness(person.id)
        if disposal.state == "executing" and disposal.unmarked:
            yield "disposal-paper", _("Note how the paper was destroyed")
        if disposal.state == "purging" and witness is not None and witness.signed_at is None:
            yield "disposal-sign", _("Sign the destruction")

    def _speaks(self, disposal: Disposal, person: Person, own: str) -> bool:
        """Of the business unit its head is asked, everybody in it where it has none."""
        if own != BUSINESS or "head" in person.roles:
            return bool(own)
        today = self.clock.today()
        heads = (p for p in self.site.people.values() if "head" in p.roles and not p.closed)
        return not any(disposal.unit in head.units(today) for head in heads)

    def _appraised(self, disposal: Disposal, person: Person) -> bool:
        return person.id in disposal.appraisers

    def _approves(self, disposal: Disposal, person: Person) -> bool:
        """Nobody approves what they proposed or appraised."""
        concerned = proposers(disposal) | set(disposal.appraisers)
        return "manager" in person.roles and person.id not in concerned


def _transfer(transfer: Transfer, person: Person) -> Tasks:
    proposed = transfer.moved("propose")
    own = {transfer.opened_by, proposed.person if proposed else ""}
    if transfer.state == "drafted" and person.id == transfer.opened_by:
        yield "transfer-propose", _("Put before the approver")
    if transfer.state == "awaiting-approval" and "manager" in person.roles and person.id not in own:
        yield "transfer-approve", _("Approve or refuse")
    if transfer.state == "packed" and "archivist" in person.roles:
        yield "transfer-receive", _("Enter the receipt of the institution")


def factory(request: Request) -> Kind:
    return BatchWork(request.site, request.find_service(IClock))


def includeme(config: Configurator) -> None:
    config.add_waiting(factory)
