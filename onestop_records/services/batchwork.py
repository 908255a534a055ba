"""What disposals and transfers wait for, and from whom: asked of open batches, never of their rows."""

from collections.abc import Callable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from onestop_records.clock import Clock
from onestop_records.i18n import _
from onestop_records.interfaces import IClock
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.workflow.waiting import steps_wanted, transfer_steps_wanted

# Step → kind of work, and what it is called.
DISPOSALS = {
    "appraise": ("disposal-appraise", _("Put before the appraisal group")),
    "opine": ("disposal-opine", _("Give an opinion")),
    "propose": ("disposal-propose", _("Put before the approver")),
    "approve": ("disposal-approve", _("Approve or refuse")),
    "decide": ("objection", _("Decide an objection")),
    "check": ("disposal-check", _("Check the register as a witness")),
    "execute": ("disposal-execute", _("Carry out the destruction")),
    "mark-paper": ("disposal-paper", _("Note how the paper was destroyed")),
    "sign": ("disposal-sign", _("Sign the destruction")),
}
TRANSFERS = {
    "propose": ("transfer-propose", _("Put before the approver")),
    "approve": ("transfer-approve", _("Approve or refuse")),
    "receive": ("transfer-receive", _("Enter the receipt of the institution")),
}
BEFORE_COOLED = ("decide", "check")  # done before the cooling-off period is over


class BatchWork:
    """Batches to lead, appraise, approve, witness and sign; objections; transfers."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self.site = site
        self.clock = clock

    def __call__(self, person: Person) -> Iterator[Waiting]:
        now, today = self.clock.now(), self.clock.today()
        for disposal in self._open(self.site.disposals):
            for step in steps_wanted(self.site, disposal, person, now, today):
                kind, task = DISPOSALS[step]
                due = disposal.cooling_until if step in BEFORE_COOLED else None
                address = f"/disposals/{disposal.id}"
                yield Waiting(kind, task, disposal.title, address, person.id, due, shared=True)
        for transfer in self._open(self.site.transfers):
            for step in transfer_steps_wanted(transfer, person):
                kind, task = TRANSFERS[step]
                yield Waiting(kind, task, transfer.title, f"/transfers/{transfer.id}", person.id, shared=True)

    def _open(self, folder: Any) -> Iterator[Any]:
        for batch_id in folder.active:
            yield folder[batch_id]


def factory(request: Request) -> Callable[[Person], Iterator[Waiting]]:
    return BatchWork(request.site, request.find_service(IClock))


def includeme(config: Configurator) -> None:
    config.add_waiting(factory)
