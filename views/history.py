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
from schemas.hold import KINDS
from schemas.retention import TRIGGERS
from views import words

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
    "paper-destroyed": _("Destruction of paper noted"),
    "register-archived": _("Register archived"),
    "transfer-opened": _("Transfer opened"),
    "transfer-moved": _("Transfer led on"),
    "hold-placed": _("Hold placed"),
    "hold-lifted": _("Hold lifted"),
    "edition-proposed": _("Edition proposed"),
    "edition-confirmed": _("Edition confirmed"),
    "edition-refused": _("Edition refused"),
    "edition-passed": _("Edition in force"),
    "period-changed": _("Period changed by a new edition"),
    "period-extended": _("Period extended"),
}
WAYS = {
    "page": _("on a page"),
    "api": _("by the API"),
    "command": _("by a command"),
    "worker": _("by the worker"),
}
FIELDS = {  # those that no description has
    "state": _("State"),
    "type": _("Type"),
    "reference_code": _("Reference code"),
    "retention_starts": _("Start of the period"),
    "retention_due": _("End of the period"),
    "keeping": _("Custody"),
    "file": _("File"),
    "files": _("Files"),
    "items": _("Items"),
    "name": _("Name"),
    "roles": _("Roles"),
    "refused": _("Refused"),
    "occasion": _("Occasion"),
    "outcome": _("Outcome"),
    "mandate": _("Mandate"),
    "records": _("Records"),
    "question": _("Search"),
    "kind": _("What it covers"),
    "since": _("In force from"),
    "running": _("Running periods too"),
    "years": _("Number of years"),
    "trigger": _("The period starts with"),
    "action": _("At the end"),
    "basis": _("Legal basis"),
    "categories": _("Categories"),
    "matters": _("Matters"),
    "proposed_by": _("Proposed"),
    "appraised": _("Expiry appraisal"),
    "records_changed": _("Due days changed"),
    "records_shortened": _("Periods shortened"),
    "records_kept": _("Left as they were"),
    "batch": _("Batch"),
    "disposal": _("Batch"),
    "decision": _("Decision"),
    "digests": _("Digests"),
    "appraised_by": _("Appraised by"),
    "approved_by": _("Approved by"),
    "witnessed_by": _("Witnessed by"),
    "step": _("Step"),
    "rows": _("Rows"),
    "row": _("Row"),
    "side": _("Side"),
    "dropped": _("Taken out"),
    "number": _("Number"),
    "upheld": _("Upheld"),
    "method": _("Method"),
    "time": _("Time"),
    "receiver": _("Given to"),
    "record": _("Record"),
    "until": _("Until"),
}
APPRAISED = {"extended": _("Extended"), "permanent": _("Kept permanently")}
WORDS = {
    "state": words.STATES,
    "classification": words.GRADES,
    "data_category": words.DATA_CATEGORIES,
    "carrier": words.CARRIERS,
    "occasion": words.OCCASIONS,
    "outcome": words.OUTCOMES,
    "trigger": TRIGGERS,
    "action": words.ENDS,
    "kind": KINDS,
    "appraised": APPRAISED,
}
PEOPLE = frozenset(
    {"participants", "readers", "proposed_by", "appraised_by", "approved_by", "witnessed_by"}
)
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
        before = worded(request, name, _named(request, entry, entry.before.get(name)))
        after = worded(request, name, _named(request, entry, entry.after.get(name)))
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
    found = next((held.versions for held in files if held.id == value["id"]), ())
    names = {"name": version.name for version in found if version.number == value["version"]}
    return {**names, **value}


def label(request: Request, name: str) -> Any:
    """What a form calls the field."""
    if name in FIELDS:
        return FIELDS[name]
    descriptions = request.find_service(IDescriptions)
    schemas = (descriptions.schema(type) for type in descriptions.types())
    return next((schema[name].title for schema in schemas if name in schema), name)


def worded(request: Request, name: str, value: Any) -> Any:
    """A value in words where it is a code."""
    if name in PEOPLE:
        people = value if isinstance(value, list) else [value] if value else []
        return ", ".join(request.layout.name(person) for person in people)
    if isinstance(value, str):
        if name == "unit":
            return request.layout.unit(value)
        if name == "retention":
            return request.layout.retention(value)
        if name == "type" and value in request.registry.record_types:
            return request.layout.type_title(value)
        if name in WORDS:
            return WORDS[name].get(value, value)
        if name == "keeping" and value in request.site.keepings:
            return request.layout.name(request.site.holder(value))
    return shown(value)


def shown(value: Any) -> str:
    """A plain JSON value as one short text."""
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        text = ", ".join(shown(item) for item in value)
    elif isinstance(value, dict):
        text = ", ".join(f"{key} {shown(item)}" for key, item in value.items())
    else:
        text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
