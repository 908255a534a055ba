"""The record (档案): unit of description, retention, access and disposal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date as day
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from onestop_records.models.ahead import read_values
from onestop_records.models.classification import Classification
from onestop_records.models.component import Component
from onestop_records.models.partialdate import PartialDate

# Fields that every record has as attributes; all others stand in ``description``.
CORE_FIELDS = (
    "title",
    "date",
    "creator",
    "category",
    "year",
    "unit",
    "retention",
    "classification",
    "data_category",
    "carrier",
    "place",
    "volume",
    "participants",
    "readers",
)


class Record(Persistent):
    """An item (件) or a volume (案卷).

    ``retention`` is a class code; ``keeping`` the id of the keeping its custody hangs on; ``volume`` the
    id of the volume it stands in; ``items`` the ids in a volume, in order; ``place`` a plain dict of
    room, cabinet, shelf, box, position; ``revision`` is raised by every act and never by reading.
    """

    type = "document"
    title = ""
    date: PartialDate | None = None  # None: not known yet; none is filed so
    creator = ""
    category = ""
    year = 0
    unit = ""
    retention = ""
    retention_starts: day | None = None
    retention_due: day | None = None  # None: permanent, or not filed yet
    appraised = ""  # "extended" or "permanent" when an expiry appraisal set retention_due
    classification = Classification.PUBLIC
    data_category = "business"
    carrier = "electronic"
    place: Mapping[str, str] = {}
    volume: str | None = None
    items: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    description: Mapping[str, Any] = {}
    files: tuple[Component, ...] = ()
    keeping = ""
    state = "captured"
    reference_code: str | None = None
    sequence: int | None = None
    revision = 1
    casework = ""  # address of the case or complaint whose file it is, or stands in
    growing = False  # that one is open: it alone changes its file
    captured_by = ""
    captured_at: datetime | None = None
    changed_by = ""
    changed_at: datetime | None = None
    filed_by = ""
    filed_at: datetime | None = None
    tombstone: Any = None  # models.tombstone.Tombstone, of what was destroyed or given away
    __parent__: Any = None

    def __init__(self, record_id: str, type: str) -> None:
        self.id = self.__name__ = record_id
        self.type = type

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a field of the description, core or not."""
        return getattr(self, name) if name in CORE_FIELDS else self.description.get(name, default)

    def change(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Set fields; return what they were before and are after, of those that really changed."""
        before = {name: self.get(name) for name in values if self.get(name) != values[name]}
        after = {name: values[name] for name in before}
        for name in CORE_FIELDS:
            if name in after:
                setattr(self, name, after[name])
        rest = {name: value for name, value in after.items() if name not in CORE_FIELDS}
        if rest:
            merged = {**self.description, **rest}
            self.description = {name: value for name, value in merged.items() if value is not None}
        return before, after

    def touch(self, person: str, at: datetime) -> None:
        """Note an act: raise the revision."""
        self.revision += 1
        self.changed_by, self.changed_at = person, at

    def file(self, file_id: str) -> Component:
        """The file with this id; raises KeyError."""
        for component in self.files:
            if component.id == file_id:
                return component
        raise KeyError(file_id)

    @property
    def filed(self) -> bool:
        """Archived: its content is fixed."""
        return self.state == "filed"

    @property
    def gone(self) -> bool:
        """Destroyed or given away: a tombstone remains."""
        return self.tombstone is not None


class RecordFolder(Persistent):
    """All records by public id; ``folder[id]`` is how traversal finds one."""

    __name__ = "records"
    __parent__: Any = None

    def __init__(self) -> None:
        self._records = OOBTree()

    def __getitem__(self, record_id: str) -> Record:
        return self._records[record_id]

    def get(self, record_id: str) -> Record | None:
        return self._records.get(record_id)

    def several(self, record_ids: Iterable[str]) -> dict[str, Record]:
        """Those that there are, by id, read ahead."""
        return read_values(self._records, record_ids)

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._records

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def ids(self, after: str = "") -> Iterator[str]:
        """The ids behind this one, in their order."""
        return iter(self._records.keys(min=after, excludemin=bool(after)))

    def values(self) -> Iterator[Record]:
        return iter(self._records.values())

    def after(self, record_id: str) -> Iterator[Record]:
        """The records in the order of their ids behind this one."""
        return iter(self._records.values(record_id, excludemin=True))

    def add(self, record: Record) -> None:
        record.__parent__ = self
        self._records[record.id] = record
