"""What a person may do next with a record, and what stands against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IDescriptions, IFiling, IRecordWorkflow, IReferenceCodes
from onestop_records.models.record import Record
from onestop_records.permissions import Permission

PERMISSIONS = {
    "submit": Permission.SUBMIT,
    "accept": Permission.ACCEPT,
    "file": Permission.FILE,
    "return": Permission.RETURN,
    "withdraw": Permission.WITHDRAW,
}
DUPLICATES = "duplicates_accepted"
WAITING = {
    "captured": _("Its keeper has not handed it in yet."),
    "submitted": _("The archivist looks at it next."),
    "accepted": _("It waits for arrangement and its number."),
    "filed": _("It is archived: its content is fixed."),
    "withdrawn": _("Its keeper has taken it back."),
    "destroyed": _("It was destroyed; this is what remains."),
    "transferred": _("It was given to an archives institution; this is what remains."),
}


@dataclass(frozen=True)
class NextSteps:
    """``names`` of transitions; for filing the ``code`` it would get, ``problems`` and ``duplicates``."""

    names: tuple[str, ...]
    waiting: Any
    code: str = ""
    problems: tuple[Violation, ...] = ()
    duplicates: tuple[Record, ...] = ()


def next_steps(request: Request, record: Record) -> NextSteps:
    """For the part ``macros/filing.pt``."""
    allowed = request.find_service(IRecordWorkflow).allowed(record, request.identity.principals)
    names = tuple(name for name in allowed if request.has_permission(PERMISSIONS[name], record))
    waiting = _("It goes with its volume.") if record.volume and not record.filed else WAITING[record.state]
    if "file" not in names:
        return NextSteps(names, waiting)
    filing = request.find_service(IFiling)
    code = request.find_service(IReferenceCodes).preview([record])[0]
    problems = [v for v in filing.problems(record) if v.field != DUPLICATES]
    same = known_duplicates(request, record)
    return NextSteps(names, waiting, code, tuple(labelled(request, record, problems)), same)


def known_duplicates(request: Request, record: Record) -> tuple[Record, ...]:
    """Archived records with the same bytes the person may know of; of others nothing is said."""
    same = {held for ids in request.find_service(IFiling).duplicates(record).values() for held in ids}
    return tuple(request.site.records[held] for held in sorted(same))


def labelled(request: Request, record: Record, violations: Iterable[Violation]) -> list[Violation]:
    """The violations with the title of the field before the message, for a summary that shows no fields."""
    titles = {node.name: node.title for node in request.find_service(IDescriptions).schema(record.type)}
    translate = request.localizer.translate
    found = []
    for violation in violations:
        __, __, name = violation.field.rpartition(".")
        if name not in titles:
            found.append(violation)
            continue
        title = f"{violation.field.removesuffix(name).replace('.', ' ')}{translate(titles[name])}"
        message = _("${field}: ${message}", mapping={"field": title, "message": translate(violation.message)})
        found.append(Violation(violation.field, message))
    return found
