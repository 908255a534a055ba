"""What is stored is listed here: a class added, moved or renamed wants an evolve step, or a good look."""

import importlib
import pkgutil

from persistent import Persistent

import onestop_records
import schemas
import views

STORED = """
catalog.bitmap.Chunk catalog.bitmap.ValueIndex catalog.data.CatalogData catalog.data.Rows
catalog.order.Leaves catalog.order.SortIndex catalog.order.SortKeys models.casework.Casework models.code.Series
models.entry.AuditTrail models.entry.Bundle models.entry.Seal models.entry.TrailPage
models.fonds.Category models.fonds.Fonds models.idempotency.KeptAnswer models.intent.Progress
models.intent.WriterLog models.keeping.Keeping models.pending.Pending models.pending.Slot
models.person.Person models.person.PersonFolder models.record.Record models.record.RecordFolder
models.refusal.RefusalTally models.rendition.Rendition models.report.CheckReport
models.retention.RetentionSchedule models.savedsearch.SavedSearch models.session.Session
models.site.FondsFolder models.site.Site models.token.ApiToken models.unit.Unit models.unit.UnitFolder
models.upload.Upload models.disposal.Disposal models.disposal.DisposalFolder models.gate.Gate
models.handover.Handover models.handover.HandoverFolder models.hold.Hold models.hold.HoldFolder models.purge.Erased models.purge.Purge models.retention.Proposal
models.calendar.HouseCalendar models.deadline.Clock models.deadline.DeadlineBook models.limit.LimitBook
models.matter.Matter models.matter.MatterFolder models.enterprise.Enterprise models.enterprise.EnterpriseFolder
models.complaint.Complaint models.complaintfolder.ComplaintFolder models.complaintfolder.ComplaintTerms
models.evaluation.Evaluation models.evaluation.EvaluationFolder models.notice.Letter models.notice.NoticeBox models.notice.Outgoing
models.box.Box models.box.BoxFolder models.finding.Finding models.finding.FindingFolder models.room.Key
models.room.KeyFolder models.room.Room models.room.RoomFolder models.round.Round models.round.RoundFolder
models.stocktaking.Stocktaking models.stocktaking.StocktakingFolder
models.alert.Alert models.alert.AlertFolder models.leak.Leak models.leak.LeakFolder models.loan.Loan
models.loan.LoanFolder models.permit.Permit models.permit.PermitFolder models.use.UseRegister
models.retention.RetentionLine models.transfer.Transfer models.transfer.TransferFolder
"""
HOMES = ("onestop_records.models.", "onestop_records.catalog.")


def stored() -> set[str]:
    """Every persistent class of ours, by module and name."""
    found = set()
    for package in (onestop_records, schemas, views):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("__main__"):
                continue
            for each in vars(importlib.import_module(module.name)).values():
                if isinstance(each, type) and issubclass(each, Persistent) and each.__module__ == module.name:
                    found.add(f"{each.__module__}.{each.__qualname__}")
    return found


def test_persistent_classes_live_in_models_and_catalog_alone():
    assert {name for name in stored() if not name.startswith(HOMES)} == set()


def test_exactly_these_classes_are_stored():
    assert {name.removeprefix("onestop_records.") for name in stored()} == set(STORED.split())
