"""The objects that ``SAMPLES`` of the permission table names, besides those of the world."""

from onestop_records.models.component import Received
from onestop_records.models.disposal import Disposal
from onestop_records.models.hold import Hold, HoldScope
from onestop_records.models.transfer import Transfer


def add_samples(site, now, package=None):
    """A hold, a disposal and a transfer, the last with its package where there is one."""
    scope = HoldScope("enterprise", name="某企业")
    site.holds.add(Hold("hold", "冻结", "", "", scope, "manager", now))
    site.retention["D30"].use()
    disposal = Disposal("d1", "批次", "Z109", "QYB", "general")
    disposal.opened_by, disposal.opened_at = "archivist", now
    if package is not None:
        disposal.scans = (Received("scan.pdf", "application/pdf", 4, "a" * 64, package),)
    site.disposals.add(disposal)
    transfer = Transfer("t1", "移交", "Z109", "市档案馆")
    transfer.opened_by, transfer.opened_at = "archivist", now
    transfer.package, transfer.package_size, transfer.package_sha256 = package, 4, "a" * 64
    site.transfers.add(transfer)
