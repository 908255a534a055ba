"""The root of the archive: what stands under it and who may write where."""

from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.alert import AlertFolder
from onestop_records.models.bookingfolder import BookingFolder
from onestop_records.models.box import BoxFolder
from onestop_records.models.calendar import HouseCalendar
from onestop_records.models.casefolder import CaseFolder
from onestop_records.models.complaintfolder import ComplaintFolder
from onestop_records.models.deadline import DeadlineBook
from onestop_records.models.disposal import DisposalFolder
from onestop_records.models.enterprise import EnterpriseFolder
from onestop_records.models.entry import AuditTrail
from onestop_records.models.evaluation import EvaluationFolder
from onestop_records.models.finding import FindingFolder
from onestop_records.models.fonds import Category, Fonds
from onestop_records.models.gate import GATES, Gate
from onestop_records.models.handover import HandoverFolder
from onestop_records.models.hold import HoldFolder
from onestop_records.models.keeping import Keeping
from onestop_records.models.knownanswer import AnswerFolder
from onestop_records.models.leak import LeakFolder
from onestop_records.models.limit import LimitBook
from onestop_records.models.loan import LoanFolder
from onestop_records.models.matter import MatterFolder
from onestop_records.models.notice import Outgoing
from onestop_records.models.permit import PermitFolder
from onestop_records.models.person import Person, PersonFolder
from onestop_records.models.provider import ProviderFolder
from onestop_records.models.record import RecordFolder
from onestop_records.models.retention import RetentionSchedule
from onestop_records.models.room import KeyFolder, RoomFolder
from onestop_records.models.round import RoundFolder
from onestop_records.models.specialtaskfolder import SpecialTaskFolder
from onestop_records.models.stocktaking import StocktakingFolder
from onestop_records.models.transfer import TransferFolder
from onestop_records.models.unit import UnitFolder
from onestop_records.models.use import UseRegister

ROOT_KEY = "site"
PLACES = frozenset(
    {
        "fonds",
        "records",
        "cases",
        "complaints",
        "people",
        "units",
        "retention",
        "holds",
        "disposals",
        "transfers",
        "calendar",
        "matters",
        "enterprises",
        "handovers",
        "loans",
        "permits",
        "leaks",
        "alerts",
        "uses",
        "rooms",
        "keys",
        "boxes",
        "rounds",
        "findings",
        "stocktakings",
        "answers",
        "bookings",
        "providers",
        "specialtasks",
    }
)


class FondsFolder(Persistent):
    """All fonds by number."""

    __name__ = "fonds"
    __parent__: Any = None

    def __init__(self) -> None:
        self._fonds = OOBTree()

    def __getitem__(self, number: str) -> Fonds:
        return self._fonds[number]

    def __iter__(self) -> Any:
        return iter(self._fonds)

    def __contains__(self, number: str) -> bool:
        return number in self._fonds

    def values(self) -> Any:
        return self._fonds.values()

    def category(self, code: str) -> Category | None:
        """The category with this code; ``Z109/WS`` names one of a certain fonds, ``WS`` the first such."""
        number, slash, name = code.rpartition("/")
        found = self._fonds.get(number) if slash else None
        if slash:
            return None if found is None else found.get(name)
        return next((fonds[code] for fonds in self._fonds.values() if code in fonds), None)

    def add(self, fonds: Fonds) -> None:
        fonds.__parent__ = self
        self._fonds[fonds.number] = fonds


class Site(Persistent):
    """The archive. Traversal reaches what ``PLACES`` names.

    Everything else is reached by services only: BTrees keyed so that no two writers share a key.
    """

    __name__: str | None = None
    __parent__: Any = None
    catalog: Any = None  # the indexes of ``catalog``, made by the worker
    check_place: str = ""  # the record id up to which the scheduled check has come

    def __init__(self, title: str) -> None:
        self.title = title
        self.fonds = self._place(FondsFolder())
        self.records = self._place(RecordFolder())
        self.people = self._place(PersonFolder())
        self.units = self._place(UnitFolder())
        self.retention = self._place(RetentionSchedule())
        self.holds = self._place(HoldFolder())
        self.cases = self._place(CaseFolder())
        self.complaints = self._place(ComplaintFolder())
        self.answers = self._place(AnswerFolder())
        self.bookings = self._place(BookingFolder())
        self.specialtasks = self._place(SpecialTaskFolder())
        self.numbers = OOBTree()  # key of a series of numbers → Series
        self.referred = OOTreeSet()  # "record id/address of an open case that refers to it"
        self.gates = OOBTree({name: Gate() for name in GATES})
        self.disposals = self._place(DisposalFolder())
        self.transfers = self._place(TransferFolder())
        self.handovers = self._place(HandoverFolder())
        self.loans = self._place(LoanFolder())
        self.permits = self._place(PermitFolder())
        self.leaks = self._place(LeakFolder())
        self.alerts = self._place(AlertFolder())
        self.uses = self._place(UseRegister())
        self.rooms = self._place(RoomFolder())
        self.keys = self._place(KeyFolder())
        self.boxes = self._place(BoxFolder())
        self.rounds = self._place(RoundFolder())
        self.findings = self._place(FindingFolder())
        self.stocktakings = self._place(StocktakingFolder())
        self.stored = OOBTree()  # (person, kind, id) → None: rooms, keys, boxes, findings they answer for
        self.calendar = self._place(HouseCalendar())
        self.limits = self._place(LimitBook())
        self.deadlines = DeadlineBook()
        self.matters = self._place(MatterFolder())
        self.enterprises = self._place(EnterpriseFolder())
        self.providers = self._place(ProviderFolder())
        self.unarchived = OOTreeSet()  # ids of finished batches whose register is not archived yet
        self.keepings = OOBTree()  # keeping id → Keeping
        self.codes = OOBTree()  # reference code → record id; never removed
        self.series = OOBTree()  # series key → Series
        self.accepted = OOBTree()  # record id → None: what waits for arrangement
        self.arrangements = OOBTree()  # "category/year/unit" → order, a tuple of record ids
        self.batches = OOBTree()  # batch id → Batch
        self.scope = OOBTree()  # code → ScopeEntry
        self.deliveries = OOBTree()  # "year/unit/scope entry/record id" → None
        self.digests = OOBTree()  # sha256 → OOTreeSet of record ids
        self.outbox = OOBTree()  # writer → WriterLog
        self.renditions = OOBTree()  # sha256 → Rendition
        self.reports = OOBTree()  # record id → tuple of CheckReport, oldest first
        self.check_tasks = OOBTree()  # record id → None: failed a check after filing, to be looked after
        self.use_marks = OOBTree()  # "hour/person/what" of classified content used → None
        self.sessions = OOBTree()
        self.tokens = OOBTree()
        self.throttle_marks = OOBTree()
        self.idempotency_keys = OOBTree()
        self.uploads = OOBTree()
        self.import_ledger = OOBTree()
        self.audit = AuditTrail()
        self.saved_searches = OOBTree()  # (person, id) → SavedSearch
        self.evaluations = EvaluationFolder()
        self.notices = OOBTree()  # person id → NoticeBox
        self.letters = Outgoing()  # Letter: e-mail that waits to be sent
        self.purges = OOBTree()  # batch id → Purge
        self.evolved = OOBTree()  # step name → when

    def _place(self, child: Any) -> Any:
        child.__parent__ = self
        return child

    def __getitem__(self, name: str) -> Any:
        if name in PLACES:
            return getattr(self, name)
        raise KeyError(name)

    def held(self, person: Person) -> tuple[str, ...]:
        """Ids of the keepings that a person holds."""
        return tuple(k for k in person.keepings if k in self.keepings and self.holder(k) == person.id)

    def holder(self, keeping_id: str) -> str:
        """The id of the person who answers for a keeping."""
        keeping: Keeping = self.keepings[keeping_id]
        return keeping.holder
