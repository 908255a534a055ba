"""Bringing many records in (records, *In and out*): a batch of rows in one transaction."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from ZODB.blob import Blob
from zope.interface import implementer

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import (
    ICapture,
    IDescriptions,
    IFiling,
    IHolds,
    IImporting,
    ISettings,
    IStorage,
)
from onestop_records.models import ledger
from onestop_records.models.component import Received
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.services.manifest import PACKAGED, Row
from onestop_records.services.source import Source

CODE = "reference_code"  # a column that is no field: the number given elsewhere, kept by filing
CHUNK = 1024 * 1024
# What people write in a column instead of the code; titles of units, classes and categories work too.
WORDS = {
    "classification": {
        "公开": "public",
        "内部": "internal",
        "秘密": "confidential",
        "机密": "secret",
        "绝密": "top_secret",
    },
    "type": {"文书": "document", "文件": "document", "照片": "photo", "录像": "video", "录音": "audio"},
    "carrier": {"电子": "electronic", "纸质": "paper", "双套": "both", "电子和纸质": "both"},
}
UNREADABLE = (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError)


@dataclass
class Outcome:
    """What became of a row: ``imported``, ``present`` (it came in before), ``filed`` or ``refused``.

    A row that came in and could not be filed stays ``imported`` (or ``present``) and says why.
    """

    row: Row
    status: str = "refused"
    record: str = ""
    code: str = ""
    violations: Sequence[Violation] = field(default_factory=tuple)


@implementer(IImporting)
class Importing:
    """Acts for one person, in the running transaction."""

    def __init__(
        self,
        site: Site,
        capture: Any,
        filing: Any,
        storage: Any,
        descriptions: Any,
        limit: int,
        holds: Any,
        translate: Callable[[Any], str],
    ) -> None:
        self.holds = holds
        self.translate = translate
        self.site = site
        self.capture = capture
        self.filing = filing
        self.storage = storage
        self.descriptions = descriptions
        self.limit = limit
        self.titles = titles(site)

    def take(
        self, rows: Iterable[Row], source: Source, trial: bool = False, filing: bool = False
    ) -> list[Outcome]:
        outcomes = [self._take(row, source, trial, filing) for row in rows]
        if not trial:
            self._hold([outcome for outcome in outcomes if outcome.status == "imported"])
        return outcomes

    def _hold(self, outcomes: Sequence[Outcome]) -> None:
        """What was held where it comes from is held here too (lifecycle, *Hold*)."""
        covered: dict[tuple[str, str], list[str]] = {}
        for outcome in outcomes:
            for hold in outcome.row.holds:
                covered.setdefault(hold, []).append(outcome.record)
        for (hold_id, title), records in covered.items():
            words = {
                "title": title or self.translate(_("Held where it came from")),
                "reason": self.translate(_("It came in an information package of records that are held")),
                "mandate": self.translate(
                    _("Hold ${id} of the archive it came from", mapping={"id": hold_id})
                ),
            }
            self.holds.place({**words, "kind": "records", "records": records})

    def file(self, outcomes: Sequence[Outcome]) -> None:
        waiting = [outcome for outcome in outcomes if self._unfiled(outcome)]
        numbered = [self.site.records[o.record] for o in waiting if not o.row.values.get(CODE)]
        self.filing.reserve(numbered)
        for outcome in waiting:
            try:
                code = outcome.row.values.get(CODE, "")
                record = self.filing.file(self.site.records[outcome.record], code=code)
            except Refused as refused:
                outcome.violations = refused.violations
            else:
                outcome.status, outcome.code = "filed", record.reference_code

    def _unfiled(self, outcome: Outcome) -> bool:
        record = self.site.records.get(outcome.record)
        return record is not None and record.state == "captured"

    def _take(self, row: Row, source: Source, trial: bool, filing: bool) -> Outcome:
        outcome = Outcome(row)
        paths = (*row.paths, *(path for _, path, _ in row.corrections))
        found = [*row.problems, *(v for path in paths for v in source.problems(path))]
        values = self._values(row)
        if values.pop(CODE, "") and not filing:
            message = _("A reference code is kept only by filing: import with --file, or leave it out")
            found.append(Violation(CODE, message))
        if found:
            outcome.violations = (*found, *self._against(values))
            return outcome
        try:
            self._bring_in(outcome, values, source, trial, filing)
        except Refused as refused:
            outcome.violations = refused.violations
        except UNREADABLE:
            message = _("A file of this row cannot be read")
            outcome.violations = (Violation("path", message), *self._against(values))
        return outcome

    def _values(self, row: Row) -> dict[str, Any]:
        """Words become codes; a package brings its people and volume along only where they are known."""
        values = {
            name: self.titles.get(name, {}).get(value, value) if isinstance(value, str) else value
            for name, value in row.values.items()
        }
        if row.key:
            for name in ("participants", "readers"):
                known = [person for person in values.pop(name, ()) if person in self.site.people]
                values.update({name: known} if known else {})
        if row.within:
            values["volume"] = next(
                (found.record for found in ledger.known(self.site, row.within)), row.within
            )
        return values

    def _bring_in(
        self, outcome: Outcome, values: Mapping[str, Any], source: Source, trial: bool, filing: bool
    ) -> None:
        row = outcome.row
        key = row.key or ledger.identity(row.paths, row.values)
        if row.key or ledger.known(self.site, key):
            digests = [hashed(source, path)[0] for path in row.paths]
            present = ledger.find(self.site, key, digests) or self._original(row, digests)
            if present:
                record = self.site.records.get(present)
                outcome.status, outcome.record = "present", present
                outcome.code = (record.reference_code if record else None) or ""
                return
        files = self._files(row, values, source, trial)
        record = self.capture.capture(values, files)
        if not trial:
            self._correct(record, row, source)
        ledger.note(self.site, key, [received.sha256 for received in files], record.id)
        outcome.status, outcome.record = "imported", record.id
        if trial:
            outcome.record = ""  # the caller undoes it
            code = row.values.get(CODE, "")
            outcome.violations = tuple(self.filing.problems(record, code)) if filing else ()

    def _original(self, row: Row, digests: Sequence[str]) -> str | None:
        """The record that a package was made of, when it came back to where it is."""
        record = self.site.records.get(row.key.removeprefix(PACKAGED)) if row.key else None
        if record is None:
            return None
        if record.gone:  # what was destroyed does not come back this way either
            return record.id if set(digests) <= set(record.tombstone.digests) else None
        same = [held.versions[0].sha256 for held in record.files] == list(digests)
        return record.id if same else None

    def _correct(self, record: Record, row: Row, source: Source) -> None:
        for position, path, reason in row.corrections:
            received = self._file(path, source, trial=False)
            self.capture.add_version(record, record.files[position].id, received, reason)

    def _files(self, row: Row, values: Mapping[str, Any], source: Source, trial: bool) -> list[Received]:
        found: list[Violation] = []
        files = []
        for path in row.paths:
            try:
                files.append(self._file(path, source, trial))
            except Violations as wrong:
                found.extend(wrong.violations)
        if found:
            raise Violations(*found, *self._against(values))
        return files

    def _file(self, path: str, source: Source, trial: bool) -> Received:
        name = path.rpartition("/")[2]
        if not trial:
            with source.open(path) as stream:
                received: Received = self.storage.receive(stream, name, self.limit)
                return received
        digest, size = hashed(source, path)
        if not 0 < size <= self.limit:
            message = _("The file ${name} is empty or too large", mapping={"name": name})
            raise Violations(Violation("path", message))
        return Received(name, "application/octet-stream", size, digest, Blob())

    def _against(self, values: Mapping[str, Any]) -> Sequence[Violation]:
        """What is wrong with the description, to be told together with what is wrong with the files."""
        given = dict(values)
        try:
            self.descriptions.check(given.pop("type", None), given)
        except Violations as wrong:
            return wrong.violations
        return ()


def hashed(source: Source, path: str) -> tuple[str, int]:
    """SHA-256 and size of a file of the source."""
    digest = hashlib.sha256()
    size = 0
    with source.open(path) as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def titles(site: Site) -> dict[str, dict[str, str]]:
    """By field, the codes of titles such as ``永久``, ``办公室``, ``机密``."""
    return {
        "unit": {unit.title: unit.code for unit in site.units.values()},
        "retention": {found.title: found.code for found in site.retention.values()},
        "category": {c.title: c.code for fonds in site.fonds.values() for c in fonds.values()},
        **WORDS,
    }


def factory(context: object, request: Request) -> Importing:
    return Importing(
        request.site,
        request.find_service(ICapture),
        request.find_service(IFiling),
        request.find_service(IStorage),
        request.find_service(IDescriptions),
        request.find_service(ISettings).upload_limit,
        request.find_service(IHolds),
        request.localizer.translate,
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IImporting)
