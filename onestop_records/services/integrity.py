"""Is what is kept whole? Content against digests, registers against records, indexes against the store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from translationstring import TranslationString

from onestop_records.catalog import fields
from onestop_records.errors import Damaged
from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog, IFullText, IOutbox, IStorage
from onestop_records.models.component import Version
from onestop_records.models.record import Record


@dataclass(frozen=True)
class Problem:
    """What is wrong with which record (its id, or a reference code)."""

    subject: str
    message: TranslationString

    def __str__(self) -> str:
        return f"{self.subject}: {self.message.interpolate()}"


class Integrity:
    """Checks one record at a time, so that a caller can show progress and let go of memory."""

    def __init__(self, request: Request) -> None:
        self.site = request.site
        self.storage = request.find_service(IStorage)
        self.catalog = request.find_service(ICatalog)
        self.fulltext = request.find_service(IFullText)
        self.indexing = request.find_service(IOutbox).waiting()

    def record(self, record: Record) -> Iterator[Problem]:
        """Files, digests, code and index entry of one record."""
        for component in record.files:
            for version in component.versions:
                yield from self._version(record, version)
        code = record.reference_code
        if record.filed and not code:
            yield Problem(record.id, _("It is filed and has no reference code"))
        if code and self.site.codes.get(code) != record.id:
            yield Problem(record.id, _("The register of codes does not know ${code}", mapping={"code": code}))
        if not self.indexing:
            yield from self._indexed(record)

    def _version(self, record: Record, version: Version) -> Iterator[Problem]:
        values = {"name": version.name, "number": version.number}
        try:
            if not self.storage.verify(version):
                yield Problem(record.id, _("Version ${number} of ${name} was changed", mapping=values))
        except Damaged:
            yield Problem(record.id, _("Version ${number} of ${name} is missing", mapping=values))
        if record.id not in self.site.digests.get(version.sha256, ()):
            message = _("The register of digests does not know version ${number} of ${name}", mapping=values)
            yield Problem(record.id, message)

    def _indexed(self, record: Record) -> Iterator[Problem]:
        number = self.catalog.number(record.id)
        if record.tombstone is not None:
            if number is not None:
                yield Problem(record.id, _("Its content is gone and the catalogue still names it"))
        elif number is None:
            yield Problem(record.id, _("It is not in the catalogue"))
        elif self._differs(record, self.catalog.data.rows[number]):
            yield Problem(record.id, _("The catalogue says something else than the record"))

    def _differs(self, record: Record, row: Mapping[str, Any]) -> bool:
        """Marks of holds aside: they follow holds in their own time, and no rule asks them."""
        return dict(row) != fields.values(record, row.get("hold", ()))

    def registers(self) -> Iterator[Problem]:
        """What the registers and indexes name, seen from their side."""
        for code, record_id in self.site.codes.items():
            record = self.site.records.get(record_id)
            if record is None or record.reference_code != code:
                yield Problem(code, _("The register of codes names a record that does not bear this code"))
        yield from self._numbers()

    def _numbers(self) -> Iterator[Problem]:
        for number in self.catalog.numbers():
            if self.catalog.record_id(number) not in self.site.records:
                yield Problem(str(number), _("The catalogue names a record that is not there"))
        if self.indexing:
            return
        try:
            found = self.fulltext.numbers()
        except Damaged:
            yield Problem("", _("The full-text index is damaged: run reindex"))
            return
        for number in self.catalog.numbers() ^ found:
            yield Problem(self._name(number), _("Catalogue and full text do not hold the same records"))

    def _name(self, number: int) -> str:
        known: Any = self.catalog.numbers()
        return self.catalog.record_id(number) if number in known else str(number)
