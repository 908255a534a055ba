"""Records and their parts as plain JSON values."""

from collections.abc import Iterator
from datetime import date, datetime
from html import escape
from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IDescriptions, IFiling, IHolds, IRecordWorkflow
from onestop_records.models.component import Component, Version
from onestop_records.models.record import Record
from onestop_records.models.retention import runs_from
from onestop_records.models.search import Hit
from onestop_records.permissions import Permission


def plain(value: Any) -> Any:
    """A stored value as JSON has it: dates as ISO text, tuples as lists."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (tuple, list, set, frozenset)):
        return [plain(inner) for inner in value]
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    return value


def version_json(version: Version) -> dict[str, Any]:
    """One version of a file."""
    return {
        "version": version.number,
        "name": version.name,
        "media_type": version.media_type,
        "size": version.size,
        "sha256": version.sha256,
        "added_at": version.added_at.isoformat(),
        "added_by": version.added_by,
        "reason": version.reason,
    }


def file_json(component: Component, request: Request, opened: bool) -> dict[str, Any]:
    """A file: its newest version and the list of all; what was read from it when its content is open."""
    newest = version_json(component.current)
    rendition = request.site.renditions.get(component.current.sha256)
    return {
        "id": component.id,
        **{name: newest[name] for name in ("name", "media_type", "size", "sha256", "version")},
        "extraction": rendition.status if rendition is not None else None,
        "technical": dict(rendition.technical) if rendition is not None and opened else {},
        "versions": [version_json(version) for version in component.versions],
    }


def custodian(record: Record, request: Request) -> str | None:
    """The person who answers for the record."""
    return request.site.holder(record.keeping) if record.keeping in request.site.keepings else None


def warnings(record: Record, request: Request) -> Iterator[dict[str, Any]]:
    """Files that are archived already, with those holders that the person may know of."""
    for file_id, record_ids in request.find_service(IFiling).duplicates(record).items():
        yield {"kind": "duplicate", "file": file_id, "records": list(record_ids)}


def record_json(record: Record, request: Request) -> dict[str, Any]:
    """Everything the API says of a record."""
    described = request.find_service(IDescriptions).values(record)
    described.pop("retention", None)
    allowed = request.find_service(IRecordWorkflow).allowed(record, request.identity.principals)
    opened = bool(request.has_permission(Permission.READ, record))
    return {
        **plain(described),
        "id": record.id,
        "type": record.type,
        "state": record.state,
        "revision": record.revision,
        "reference_code": record.reference_code,
        "retention": {
            "code": record.retention or None,
            "starts": plain(record.retention_starts and runs_from(record.retention_starts)),
            "due": plain(record.retention_due),
        },
        "held": bool(request.find_service(IHolds).covering(record)),
        "custodian": custodian(record, request),
        "items": [item for item in record.items if request.knows(request.site.records[item])],
        "files": [file_json(component, request, opened) for component in record.files],
        "transitions": sorted(allowed),
        "warnings": list(warnings(record, request)),
        "captured_at": plain(record.captured_at),
        "captured_by": record.captured_by,
        "changed_at": plain(record.changed_at),
        "changed_by": record.changed_by,
        "filed_at": plain(record.filed_at),
        "filed_by": record.filed_by,
    }


def hit_json(hit: Hit, request: Request) -> dict[str, Any]:
    """A record in a list of hits; the snippet's matches are ``mark`` elements, all else is escaped."""
    record = hit.record
    pieces = (f"<mark>{escape(text)}</mark>" if match else escape(text) for text, match in hit.snippet)
    return {
        "id": record.id,
        "type": record.type,
        "title": record.title,
        "date": record.date,
        "year": record.year,
        "category": record.category,
        "unit": record.unit,
        "classification": record.classification.code,
        "state": record.state,
        "reference_code": record.reference_code,
        "custodian": custodian(record, request),
        "held": hit.held,
        "snippet": "".join(pieces),
    }
