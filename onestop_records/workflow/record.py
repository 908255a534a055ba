"""The life of a record from captured to filed (records, *Filing*)."""

from collections.abc import Iterator
from datetime import date

from onestop_records.errors import Violation
from onestop_records.events import (
    RecordAccepted,
    RecordFiled,
    RecordReturned,
    RecordSubmitted,
    RecordWithdrawn,
)
from onestop_records.i18n import _
from onestop_records.models.code import unusable
from onestop_records.models.record import Record
from onestop_records.models.retention import period_start
from onestop_records.permissions import Permission
from onestop_records.workflow.engine import HOLDER, Act, Transition, Workflow

REQUIRED = ("title", "date", "creator", "category", "year", "unit", "retention")
ARCHIVIST = "role:archivist"
COMPLAINTS = "complaints"  # where the cases stand whose files are kept by name


def alone(record: Record, act: Act) -> Iterator[Violation]:
    """Items of a volume go with it."""
    if record.volume and not act.within:
        yield Violation("volume", _("It stands in a volume and goes with it"))


def grown(record: Record, act: Act) -> Iterator[Violation]:
    """The file of a case or complaint is handed in when that is closed, and by nothing else."""
    if record.growing:
        yield Violation("case", _("Its case is open: the file is handed in when that is closed"))


def final(record: Record, act: Act) -> Iterator[Violation]:
    """The file of a closed case is complete: it goes forward only."""
    if record.casework:
        yield Violation("case", _("The file of a case is complete and is not given back"))


def reasoned(record: Record, act: Act) -> Iterator[Violation]:
    """A capturer is told why."""
    if not act.reason.strip():
        yield Violation("reason", _("Give a reason"))


def described(record: Record, act: Act) -> Iterator[Violation]:
    """What is filed is fully described; paper has a place and a number of pages (DA/T 18-2022)."""
    for name in REQUIRED:
        if not record.get(name):
            yield Violation(name, _("This must be known before filing"))
    if record.carrier != "electronic":
        if not record.place:
            yield Violation("place", _("Say where the paper stands"))
        if not record.get("pages"):
            yield Violation("pages", _("Say how many pages or pieces there are"))


def period_known(record: Record, act: Act) -> Iterator[Violation]:
    """The retention class exists and its period can start (N70)."""
    line = act.site.retention.get(record.retention)
    if record.retention and line is None:
        yield Violation("retention", _("There is no such retention class"))
    elif line is not None and record.date is not None:
        __, field = period_start(line.at(act.today), record)
        if field:
            yield Violation(field, _("The retention period runs from this date"))


def direct(record: Record, act: Act) -> Iterator[Violation]:
    """Filing at once (随办随归) is a setting of the category; otherwise arrangement comes first."""
    category = act.site.fonds.category(record.category)
    arranged = record.state == "accepted" or act.within
    if not arranged and category is not None and not category.direct_filing:
        yield Violation("category", _("Records of this category are accepted and arranged first"))


def numberable(record: Record, act: Act) -> Iterator[Violation]:
    """A reference code can be built, or the one it brings along can be kept."""
    if act.code:
        yield from (Violation("reference_code", problem) for problem in unusable(act.code))
        return
    missing = {name for name in REQUIRED if not record.get(name)}
    yield from (found for found in act.codes.problems(record) if found.field not in missing)


def not_on_file(record: Record, act: Act) -> Iterator[Violation]:
    """Exactly the same bytes are on file where the actor may look: warn, say where, let them decide."""
    if act.duplicates_accepted or act.duplicates is None:
        return
    held = sorted({other for ids in act.duplicates(record).values() for other in ids})
    if held:
        codes = "、".join(act.site.records[other].reference_code or other for other in held)
        message = _(
            "The same file is already archived as ${codes}: confirm to file it again",
            mapping={"codes": codes},
        )
        yield Violation("duplicates_accepted", message)


def in_sight(record: Record, act: Act) -> Iterator[Violation]:
    """What is handed in reaches an archivist: one at least could know of it and of its items."""
    if act.in_sight is None:
        return
    if not all(act.in_sight(one) for one in (record, *(act.site.records[item] for item in record.items))):
        message = _(
            "No archivist could see it: name one who is cleared for it among the readers or participants"
        )
        yield Violation("readers", message)


def wait(record: Record, act: Act) -> None:
    """Accepted records wait for arrangement; items go with their volume."""
    if not record.volume:
        act.site.accepted[record.id] = None


def wait_no_more(record: Record, act: Act) -> None:
    """Filed, returned or withdrawn: nothing is left to arrange."""
    act.site.accepted.pop(record.id, None)


def start_period(record: Record, act: Act) -> None:
    """Fix when the period started and when it ends (lifecycle, *Retention schedule*)."""
    retention_class = act.site.retention[record.retention].at(act.today)
    starts, __ = period_start(retention_class, record)
    record.retention_starts = starts or date(record.year, 1, 1)
    record.retention_due = retention_class.due(record.retention_starts)


def number(record: Record, act: Act) -> None:
    """Give the reference code, or take over the one it brings along."""
    if act.code:
        record.reference_code, record.sequence = act.code, act.codes.adopt(record, act.code)
        return
    record.reference_code, record.sequence = act.codes.give(record)


def take_custody(record: Record, act: Act) -> None:
    """Custody passes to the archivist of the category; capturer and keeper stay participants."""
    category = act.site.fonds.category(record.category)
    assert category is not None  # a guard has asked
    record.filed_by, record.filed_at = act.actor.person, act.now
    if record.casework.startswith(f"{COMPLAINTS}/"):
        return  # its archivist, who has nothing to do with it, keeps it already, and nobody else may know
    before = act.site.holder(record.keeping)
    people = (*record.participants, record.captured_by, before)
    record.participants = tuple(dict.fromkeys(p for p in people if p in act.site.people))
    act.site.keepings[category.keeping].enter()  # the gate: a handover being signed now meets it
    record.keeping = category.keeping


WORKFLOW = Workflow(
    name="record",
    initial="captured",
    states=("captured", "submitted", "accepted", "filed", "withdrawn"),
    transitions=(
        Transition(
            "submit",
            ("captured", "withdrawn"),
            "submitted",
            (HOLDER,),
            Permission.SUBMIT,
            RecordSubmitted,
            guards=(alone, grown, in_sight),
        ),
        Transition(
            "accept",
            ("submitted",),
            "accepted",
            (ARCHIVIST,),
            Permission.ACCEPT,
            RecordAccepted,
            guards=(alone, grown),
            effects=(wait,),
        ),
        Transition(
            "file",
            ("captured", "submitted", "accepted"),
            "filed",
            (ARCHIVIST,),
            Permission.FILE,
            RecordFiled,
            guards=(alone, grown, described, period_known, direct, numberable, not_on_file),
            effects=(start_period, number, take_custody, wait_no_more),
        ),
        Transition(
            "return",
            ("submitted", "accepted"),
            "captured",
            (ARCHIVIST,),
            Permission.RETURN,
            RecordReturned,
            guards=(alone, final, reasoned),
            effects=(wait_no_more,),
            undoing=True,
        ),
        Transition(
            "withdraw",
            ("captured", "submitted", "accepted"),
            "withdrawn",
            (HOLDER,),
            Permission.WITHDRAW,
            RecordWithdrawn,
            guards=(alone, final),
            effects=(wait_no_more,),
            undoing=True,
        ),
    ),
)
