"""What is stored is listed here: a class added, moved or renamed wants an evolve step, or a good look."""

import importlib
import pkgutil

from persistent import Persistent

import onestop_records
import schemas
import views

STORED = """
catalog.bitmap.Chunk catalog.bitmap.ValueIndex catalog.data.CatalogData catalog.data.Rows
catalog.order.Leaves catalog.order.SortIndex catalog.order.SortKeys models.alert.Alert
models.alert.AlertFolder models.booking.Booking models.bookingfolder.BookingFolder
models.box.Box models.box.BoxFolder models.calendar.HouseCalendar
models.case.Case models.caseagency.Agency models.caseagency.AgencyStep models.caseagency.AgentTask
models.casefolder.CaseFolder models.casejoint.Joint models.casejoint.JointTask
models.casematching.Attempt models.casematching.Contacting models.casematching.Matching
models.casematching.MatchingTask
models.casepart.CasePart models.casepart.CaseTask models.casework.Casework models.code.Series
models.complaint.Complaint models.complaintfolder.ComplaintFolder
models.complaintfolder.ComplaintTerms models.deadline.Clock models.deadline.DeadlineBook
models.disposal.Disposal models.disposal.DisposalFolder models.enterprise.Enterprise
models.enterprise.EnterpriseFolder models.entry.AuditTrail models.entry.Bundle models.entry.Seal
models.entry.TrailPage models.evaluation.Evaluation models.evaluation.EvaluationFolder
models.finding.Finding models.finding.FindingFolder models.fonds.Category models.fonds.Fonds
models.gate.Gate models.handover.Handover models.handover.HandoverFolder models.hold.Hold
models.hold.HoldFolder models.idempotency.KeptAnswer models.improvement.ImprovementBook
models.intent.Progress models.intent.WriterLog models.keeping.Keeping
models.knownanswer.AnswerFolder models.knownanswer.KnownAnswer models.leak.Leak
models.leak.LeakFolder models.limit.LimitBook models.loan.Loan models.loan.LoanFolder
models.matter.Matter models.matter.MatterFolder models.notice.Letter models.notice.NoticeBox
models.notice.Outgoing models.pending.Pending models.pending.Slot models.permit.Permit
models.permit.PermitFolder models.person.Person models.person.PersonFolder models.purge.Erased
models.purge.Purge models.provider.Provider
models.provider.ProviderFolder models.record.Record models.record.RecordFolder
models.refusal.RefusalTally
models.rendition.Rendition models.report.CheckReport models.retention.Proposal
models.retention.RetentionLine models.retention.RetentionSchedule models.room.Key
models.room.KeyFolder models.room.Room models.room.RoomFolder models.round.Round
models.round.RoundFolder models.savedsearch.SavedSearch models.session.Session
models.site.FondsFolder models.site.Site models.specialtask.SpecialItem
models.specialtask.SpecialTask models.specialtask.Timed
models.specialtaskfolder.SpecialTaskFolder models.specialtaskfolder.SpecialTaskTerms
models.stocktaking.Stocktaking
models.stocktaking.StocktakingFolder models.token.ApiToken models.transfer.Transfer
models.transfer.TransferFolder models.unit.Unit models.unit.UnitFolder models.upload.Upload
models.use.UseRegister
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
