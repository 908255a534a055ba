"""Entries of the audit trail in words: acts, ways in, changed fields."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyramid.request import Request

from onestop_records.events import SYSTEM
from onestop_records.i18n import _
from onestop_records.interfaces import IDescriptions
from onestop_records.models.entry import ANONYMOUS, Entry
from views.eventwords import FIELDS, PEOPLE, codes

ACTS = {
    "record-captured": _("Captured"),
    "record-described": _("Description changed"),
    "record-classified": _("Classification set"),
    "component-added": _("File added"),
    "component-removed": _("File taken out"),
    "record-submitted": _("Handed to the archivist"),
    "record-accepted": _("Passed the filing appraisal"),
    "record-filed": _("Filed"),
    "record-returned": _("Returned"),
    "record-withdrawn": _("Taken back"),
    "record-extracted": _("Text read from the files"),
    "record-checked": _("Four-property check"),
    "record-viewed": _("Looked at"),
    "file-downloaded": _("File delivered"),
    "list-exported": _("List exported"),
    "classified-found": _("Classified records listed by a search"),
    "act-refused": _("Refused"),
    "signed-in": _("Signed in"),
    "sign-in-failed": _("Sign-in failed"),
    "signed-out": _("Signed out"),
    "person-added": _("Account made"),
    "person-changed": _("Account, roles or posts changed"),
    "password-changed": _("Password set"),
    "account-closed": _("Account closed"),
    "token-issued": _("API token issued"),
    "evaluation-invited": _("Client asked for an evaluation"),
    "evaluation-given": _("Evaluated by the client"),
    "evaluation-improved": _("Measure on a low grade"),
    "calendar-opened": _("Address for the own calendar made"),
    "calendar-ended": _("Address for the own calendar ended"),
    "token-revoked": _("API token ended"),
    "unit-changed": _("Unit changed"),
    "settings-changed": _("Setting changed"),
    "records-imported": _("Import ended"),
    "search-saved": _("Search saved"),
    "record-destroyed": _("Destroyed"),
    "record-transferred": _("Transferred to an archives institution"),
    "record-appraised": _("Expiry appraisal decided"),
    "disposal-opened": _("Batch opened"),
    "disposal-moved": _("Batch led on"),
    "rows-changed": _("Rows of the batch changed"),
    "opinion-given": _("Opinion given"),
    "objection-raised": _("Objection raised"),
    "objection-settled": _("Objection decided"),
    "witness-checked": _("Register checked by a witness"),
    "witness-signed": _("Register signed by a witness"),
    "register-scanned": _("Scan of what was signed on paper attached"),
    "paper-destroyed": _("Destruction of paper noted"),
    "register-archived": _("Register archived"),
    "transfer-opened": _("Transfer opened"),
    "transfer-moved": _("Transfer led on"),
    "absence-noted": _("Absence noted"),
    "absence-ended": _("Back from an absence"),
    "record-entrusted": _("Custody of the record passed"),
    "duty-passed": _("Somebody else answers for it"),
    "handover-opened": _("Handover opened"),
    "handover-moved": _("Handover led on"),
    "handover-listed": _("List of the handover changed"),
    "handover-checked": _("Checked by the receiver"),
    "handover-decided": _("Discrepancy decided"),
    "handover-signed": _("Handover signed"),
    "custody-passed": _("Custody of everything on the list passed"),
    "batch-purged": _("Nothing of the batch is left: proved"),
    "backup-made": _("Backup made"),
    "instance-restored": _("Archive restored from a backup"),
    "package-exported": _("Information package exported"),
    "loan-requested": _("Loan asked for"),
    "loan-moved": _("Loan led on"),
    "record-lent": _("Paper handed out"),
    "record-given-back": _("Paper given back"),
    "permit-requested": _("Permit asked for"),
    "permit-moved": _("Permit led on"),
    "record-opened": _("Opened by a permit"),
    "material-noted": _("Copy or excerpt noted"),
    "material-settled": _("Work material settled"),
    "leak-reported": _("Leak reported"),
    "leak-moved": _("Leak report led on"),
    "alert-raised": _("Alert raised"),
    "alert-settled": _("Alert settled"),
    "account-blocked": _("Account blocked"),
    "account-unblocked": _("Account opened again"),
    "matter-changed": _("Matter changed"),
    "enterprise-added": _("Enterprise file opened"),
    "enterprise-changed": _("Enterprise file changed"),
    "enterprises-merged": _("Enterprise files merged"),
    "enterprises-split": _("Merging of enterprise files undone"),
    "provider-added": _("Agency or expert taken in"),
    "provider-changed": _("Data of the agency or expert changed"),
    "provider-refused": _("Refused a need that was passed on"),
    "deadline-started": _("Clock started"),
    "deadline-paused": _("Clock paused"),
    "deadline-resumed": _("Clock goes on"),
    "deadline-met": _("Time limit kept"),
    "deadline-missed": _("Time limit missed"),
    "deadline-warned": _("Warned of the deadline"),
    "deadline-chased": _("Chased"),
    "deadline-moved": _("Deadline moved with the calendar"),
    "hold-placed": _("Hold placed"),
    "hold-lifted": _("Hold lifted"),
    "storage-changed": _("Storage changed"),
    "key-handed": _("Key handed over or withdrawn"),
    "round-made": _("Round made"),
    "finding-made": _("Finding noted"),
    "finding-moved": _("Finding led on"),
    "stocktaking-moved": _("Stock-taking led on"),
    "edition-proposed": _("Edition proposed"),
    "edition-confirmed": _("Edition confirmed"),
    "edition-refused": _("Edition refused"),
    "edition-passed": _("Edition in force"),
    "period-changed": _("Period changed by a new edition"),
    "period-extended": _("Period extended"),
    "case-received": _("A case was entered"),
    "case-moved": _("A step of a case"),
    "complaint-registered": _("Complaint registered"),
    "complaint-moved": _("Complaint led on"),
    "booking-made": _("Appointment booked"),
    "booking-moved": _("A step of an appointment"),
    "booking-linked": _("Appointment led to a case"),
    "booking-erased": _("Names of an appointment erased"),
    "special-task-registered": _("Special task registered"),
    "special-task-moved": _("Special task led on"),
    "answer-kept": _("Question and answer kept"),
    "answer-moved": _("Question and answer published or withdrawn"),
}
WAYS = {
    "page": _("on a page"),
    "api": _("by the API"),
    "command": _("by a command"),
    "worker": _("by the worker"),
}
LONGEST = 300  # characters of a value


@dataclass(frozen=True)
class Change:
    """A field with what it was and is."""

    field: Any
    before: Any
    after: Any


@dataclass(frozen=True)
class Moment:
    """One entry in words; ``at`` is the local time, ``instant`` the exact one."""

    at: str
    instant: datetime
    act: Any
    who: str
    way: Any
    entry: Entry
    changes: tuple[Change, ...]


def moments(request: Request, entries: Iterable[Entry]) -> list[Moment]:
    """What a timeline or a list shows of entries, in their order."""
    return [_moment(request, entry) for entry in entries]


def _moment(request: Request, entry: Entry) -> Moment:
    return Moment(
        request.layout.local(entry.instant),
        entry.instant,
        ACTS.get(entry.act, entry.act),
        who(request, entry),
        WAYS.get(entry.way, entry.way),
        entry,
        tuple(_changes(request, entry)),
    )


def who(request: Request, entry: Entry) -> Any:
    """The name of who acted."""
    if entry.person == SYSTEM or (not entry.person and entry.way in ("command", "worker")):
        return _("the system")
    if entry.person in ("", ANONYMOUS):
        return _("nobody signed in")
    return request.layout.name(entry.person)


def _changes(request: Request, entry: Entry) -> Iterator[Change]:
    for name in dict.fromkeys((*entry.before, *entry.after)):
        before = worded(request, entry, name, _named(request, entry, entry.before.get(name)))
        after = worded(request, entry, name, _named(request, entry, entry.after.get(name)))
        if before or after:
            yield Change(label(request, name), before, after)


def _named(request: Request, entry: Entry, value: Any) -> Any:
    """What an entry says of a file, with its name as long as there is the file: the trail keeps none."""
    if isinstance(value, list):
        return [_named(request, entry, part) for part in value]
    if not (isinstance(value, dict) and value.keys() >= {"id", "version"}):
        return value
    record = request.site.records.get(entry.subject)
    files = () if record is None else record.files
    found = next((held for held in files if held.id == value["id"]), None)
    return value if found is None else {"name": found.version(value["version"]).name, **value}


def label(request: Request, name: str) -> Any:
    """What a form calls the field."""
    if name in FIELDS:
        return FIELDS[name]
    descriptions = request.find_service(IDescriptions)
    schemas = (descriptions.schema(type) for type in descriptions.types())
    return next((schema[name].title for schema in schemas if name in schema), name)


def worded(request: Request, entry: Entry, name: str, value: Any) -> str:
    """A plain JSON value as one short text, in words where it is a code."""
    text = request.localizer.translate(_worded(request, entry, name, value))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _worded(request: Request, entry: Entry, name: str, value: Any) -> Any:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(worded(request, entry, name, part) for part in value)
    if isinstance(value, dict):
        return "，".join(_pair(request, entry, name, key, part) for key, part in value.items())
    return _word(request, entry, name, value) if isinstance(value, str) else str(value)


def _pair(request: Request, entry: Entry, name: str, key: str, value: Any) -> str:
    """A part of a mapping; one of files is by their ids, which say nothing to a reader."""
    inner = key if key in FIELDS else name
    return f"{request.localizer.translate(label(request, key))} {worded(request, entry, inner, value)}"


def _word(request: Request, entry: Entry, name: str, value: str) -> Any:
    if name in PEOPLE:
        return request.layout.name(value)
    if name == "unit" or name == "parent":
        return request.layout.unit(value)
    if name == "retention":
        return request.layout.retention(value)
    if name == "type" and value in request.registry.record_types:
        return request.layout.type_title(value)
    if name == "keeping" and value in request.site.keepings:
        return request.layout.name(request.site.holder(value))
    return codes(entry, name).get(value, value)
