"""Information packages: records with files, description, trail and checks, for other archives and years.

Below ``data/records/ID`` each record has ``record.json`` and ``record.xml`` (the same in two forms),
``audit.jsonl``, ``checks.json`` and ``files/FILE/VERSION/NAME``. ``package.json`` names the records in order,
volumes before their items; ``list.csv`` is for people.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from lxml import etree
from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.interfaces import IAudit, IClock, IDescriptions, IHolds, IPackages, IStorage
from onestop_records.models.component import Component
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from onestop_records.storage.bag import Bag

FORMAT = "onestop-records-package 1"
NAMESPACE = "urn:onestop-records:package:1"
KEPT = ("type", "state", "reference_code", "captured_at", "captured_by", "filed_at", "filed_by")
PERIOD = ("retention_starts", "retention_due")
COLUMNS = ("reference_code", "title", "date", "creator", "document_number", "year", "unit", "retention")


@dataclass(frozen=True)
class Package:
    """What was written: how many records and files, bytes of the payload."""

    records: int
    files: int
    size: int


@implementer(IPackages)
class Packages:
    """Of one archive."""

    def __init__(
        self,
        site: Site,
        clock: Clock,
        storage: Any,
        descriptions: Any,
        audit: Any,
        holds: Any,
        telling: bool = True,
    ) -> None:
        """``telling``: the reader of the package may learn what a hold is about."""
        self.holds = holds
        self.telling = telling
        self.site = site
        self.clock = clock
        self.storage = storage
        self.descriptions = descriptions
        self.audit = audit

    def write(self, records: Iterable[Record], target: BinaryIO, title: str = "") -> Package:
        """See IPackages."""
        at = self.clock.local(self.clock.now())
        bag = Bag(target, "package", at)
        chosen = list(self._with_items(records))
        rows = []
        for record in chosen:
            about = self._about(record)
            self._record(bag, record, about)
            rows.append(about)
        about = {"format": FORMAT, "title": title, "archive": self.site.title, "made": at.isoformat()}
        bag.json("package.json", {**about, "records": [record.id for record in chosen]})
        bag.text("list.csv", _listed(rows))
        bag.close({"Source-Organization": self.site.title, "External-Description": title or FORMAT})
        files = sum(len(component.versions) for record in chosen for component in record.files)
        return Package(len(chosen), files, bag.size)

    def _with_items(self, records: Iterable[Record]) -> Iterator[Record]:
        """Each once, a volume before its items."""
        given = {record.id: record for record in records}
        order: dict[str, Record] = {}
        for record in given.values():
            if record.volume in given:
                continue  # comes with its volume
            order[record.id] = record
            order.update((item_id, self.site.records[item_id]) for item_id in record.items)
        yield from order.values()

    def _record(self, bag: Bag, record: Record, about: Mapping[str, Any]) -> None:
        folder = f"records/{record.id}"
        for component in record.files:
            for version in component.versions:
                with self.storage.open(version) as stream:
                    bag.put(f"{folder}/{_path(component, version.number)}", stream)
        bag.json(f"{folder}/record.json", about)
        bag.text(f"{folder}/record.xml", _xml(about))
        entries = (json.dumps(e.values(), ensure_ascii=False) for e in self.audit.entries(record.id))
        bag.text(f"{folder}/audit.jsonl", "".join(f"{line}\n" for line in entries))
        bag.json(f"{folder}/checks.json", [_check(report) for report in self.site.reports.get(record.id, ())])

    def _about(self, record: Record) -> dict[str, Any]:
        kept = {name: plain(getattr(record, name)) for name in (*KEPT, *PERIOD)}
        return {
            "id": record.id,
            **kept,
            "custodian": self.site.holder(record.keeping) if record.keeping in self.site.keepings else "",
            "volume": record.volume,
            "items": list(record.items),
            "description": plain(self.descriptions.values(record)),
            "holds": [self._hold(hold) for hold in self.holds.covering(record)],
            "files": [_file(component) for component in record.files],
        }

    def _hold(self, hold: Any) -> dict[str, Any]:
        """Whoever reads a record sees that it is held; why is for archivists and managers."""
        title = hold.title if self.telling else ""
        return {"id": hold.id, "placed_at": hold.placed_at.isoformat(), "title": title}


def _path(component: Component, number: int) -> str:
    return f"files/{component.id}/{number}/{component.version(number).name}"


def _file(component: Component) -> dict[str, Any]:
    return {
        "id": component.id,
        "versions": [
            {
                "number": version.number,
                "name": version.name,
                "path": _path(component, version.number),
                "media_type": version.media_type,
                "size": version.size,
                "sha256": version.sha256,
                "added_by": version.added_by,
                "added_at": version.added_at.isoformat(),
                "reason": version.reason,
            }
            for version in component.versions
        ],
    }


def _check(report: Any) -> dict[str, Any]:
    return {
        "occasion": report.occasion,
        "at": report.at.isoformat(),
        "by": report.by,
        "outcome": str(report.outcome),
        "items": [
            {"property": str(i.kind), "name": i.name, "outcome": str(i.outcome), "text": i.text.interpolate()}
            for i in report.items
        ],
    }


def plain(value: Any) -> Any:
    """A value as JSON knows it; dates as ISO 8601."""
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _xml(about: Mapping[str, Any]) -> str:
    root = etree.Element(f"{{{NAMESPACE}}}record", nsmap={"p": NAMESPACE})
    _put(root, about)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def _put(parent: Any, value: Any) -> None:
    """Names become elements, lists repeat ``entry``; what XML cannot hold is replaced."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            _put(etree.SubElement(parent, f"{{{NAMESPACE}}}{name}"), part)
    elif isinstance(value, list):
        for part in value:
            _put(etree.SubElement(parent, f"{{{NAMESPACE}}}entry"), part)
    elif value is not None:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        parent.text = "".join(
            c if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text
        )


def _listed(rows: Iterable[Mapping[str, Any]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(("id", *COLUMNS, "files"))
    for about in rows:
        found = {**about["description"], **{k: v for k, v in about.items() if k != "description"}}
        cells = [str(found.get(name) or "") for name in COLUMNS]
        safe = [f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells]
        writer.writerow([about["id"], *safe, len(about["files"])])
    return "\ufeff" + target.getvalue()


def packages_factory(context: object, request: Request) -> Packages:
    return Packages(
        request.site,
        request.find_service(IClock),
        request.find_service(IStorage),
        request.find_service(IDescriptions),
        request.find_service(IAudit),
        request.find_service(IHolds),
        telling=request.identity is None or bool(request.has_permission(Permission.HOLDS, request.site)),
    )


def includeme(config: Configurator) -> None:
    """Register packages."""
    config.register_service_factory(packages_factory, IPackages)
