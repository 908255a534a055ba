"""The objects that ``SAMPLES`` of the permission table names, besides those of the world."""

from datetime import timedelta

from onestop_records.models.alert import Alert
from onestop_records.models.booking import Booking
from onestop_records.models.box import Box
from onestop_records.models.case import Case
from onestop_records.models.casefacts import Applicant, Notice
from onestop_records.models.classification import Classification
from onestop_records.models.complaint import Complaint, Errand
from onestop_records.models.component import Received
from onestop_records.models.disposal import Disposal
from onestop_records.models.enterprise import Enterprise
from onestop_records.models.evaluation import Evaluation
from onestop_records.models.finding import Finding
from onestop_records.models.handover import Handover, HandoverRow
from onestop_records.models.hold import Hold, HoldScope
from onestop_records.models.knownanswer import KnownAnswer
from onestop_records.models.leak import Leak
from onestop_records.models.loan import Loan
from onestop_records.models.matter import Matter
from onestop_records.models.permit import Permit
from onestop_records.models.provider import Provider
from onestop_records.models.record import Record
from onestop_records.models.room import Key, Room
from onestop_records.models.round import Round
from onestop_records.models.specialtask import SpecialItem, SpecialTask
from onestop_records.models.stocktaking import Stocktaking
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
    site.matters.add(Matter("JL-99"))
    site.enterprises.add(Enterprise("91330203MA2AAA001U", {"name": "某企业"}))
    provider = Provider("pr1")
    provider.name, provider.domains, provider.since = "检测中心", ("testing",), now.date()
    site.providers.add(provider)
    add_handover(site, now)
    add_storage(site, now)
    add_complaint(site, now)
    add_case(site, now)
    add_booking(site, now)
    add_specialtask(site, now)


def add_complaint(site, now):
    """One that ``clerk`` handles, of which ``manager`` was told and about which ``staff2`` was asked."""
    complaint = Complaint("c1", now)
    complaint.number, complaint.channel, complaint.facts = "TS2026-SAMPLE22", "telephone", "态度生硬"
    complaint.handler, complaint.leaders = "clerk", ("manager",)
    complaint.errands = (Errand(1, "staff2", "当天谁在窗口？", "clerk", now),)
    complaint.complained = ("clerk2",)
    site.complaints.add(complaint)
    site.complaints.list(complaint, ("clerk", "manager", "staff2"), "clerk")


def add_storage(site, now):
    """A room with a box and a key, a round, a finding, a stock-taking."""
    site.rooms.add(Room("room", "101", "archivist", now.date()))
    site.keys.add(Key("key", "K-01", "room", "archivist"))
    site.boxes.add(Box("box", "room", ("101", "1柜", "1层", "1盒"), 5, "archivist"))
    site.rounds.add(Round("round", "room", "archivist", now, 200, 500, {}))
    site.findings.add(Finding("finding", "damp", "room", "round", "archivist", now.date(), now))
    site.stocktakings.add(Stocktaking("st1", "清点", "room", "archivist", now))


def add_handover(site, now):
    """One in which ``staff`` gives."""
    handover = Handover("ho1", "staff", "leaving", None, "archivist", now)
    handover.add(HandoverRow(1, "hold", "hold", title="冻结", address="/holds/hold"))
    site.handovers.add(handover)
    add_lending(site, now)


def add_lending(site, now):
    """A loan, a permit and a leak report of staff, an alert about staff."""
    site.loans.add(Loan("l1", next(iter(site.records), ""), "staff", "taken", "查阅", now))
    site.permits.add(Permit("p1", "staff", "查阅", ("view",), now + timedelta(hours=4), now))
    site.leaks.add(Leak("k1", "staff", "文件遗失", "已报告", (), now))
    site.alerts.add(Alert("a1", "hours", "staff", now, {"count": 1}))


def add_booking(site, now):
    """One at the window of the unit QYB, on that day."""
    booking = Booking("b1", "QYB", now)
    booking.number, booking.name, booking.phone = "YY1123-SAMPL", "李先生", "13800001234"
    booking.set_time(
        now.replace(tzinfo=None) + timedelta(hours=9), now + timedelta(hours=1), now + timedelta(hours=2)
    )
    site.bookings.add(booking)


def add_case(site, now):
    """One of the unit QYB that ``clerk`` handles, with its file."""
    volume = Record("f1case".ljust(26, "x"), "case_file")
    volume.title, volume.unit, volume.keeping = "李先生：咨询", "QYB", "keeping-clerk"
    volume.classification = Classification.INTERNAL
    volume.casework, volume.growing = "cases/bj1", True
    site.records.add(volume)
    case = Case("bj1", now)
    case.number, case.title, case.kind, case.state = "BJ2026-00001", "咨询", "consultation", "received"
    case.applicant, case.file, case.unit = Applicant("李先生"), volume.id, "QYB"
    case.handler = case.first_responder = "clerk"
    case.notices = (Notice("consultation", "咨询〔2026〕0001号", "clerk", now, volume.id),)
    site.cases.add(case)
    site.answers.add(KnownAnswer("qa1", "何处办理？", "一号窗口。", "clerk", now))
    evaluation = Evaluation(case.id, case.number, case.unit, case.matter, now, "2026-11")
    evaluation.answers = {"overall": "satisfied"}
    site.evaluations.add(evaluation)


def add_specialtask(site, now):
    """One that ``archivist`` registered, with an item of the unit QYB, and its file."""
    volume = Record("f1task".ljust(26, "x"), "task_file")
    volume.title, volume.unit, volume.keeping = "质量月活动", "QYB", "keeping-archivist"
    volume.classification = Classification.INTERNAL
    volume.casework, volume.growing = "specialtasks/zx1", True
    site.records.add(volume)
    task = SpecialTask("zx1", now)
    task.number, task.title, task.state = "ZX2026-001", "质量月活动", "divided"
    task.source, task.file, task.unit = "市市场监督管理局", volume.id, "QYB"
    task.registered_by = task.handler = "archivist"
    task.items = (SpecialItem(task, 1, "走访", "QYB", "head"),)
    site.specialtasks.add(task)
