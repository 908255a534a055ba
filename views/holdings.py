"""How many records of what kind a person may see: numbers alone, no record is listed by it."""

from collections.abc import Mapping, Sequence
from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import ICatalog, IOutbox


class Holdings:
    """The records that the person of a request may know of, counted in the catalogue."""

    def __init__(self, request: Request) -> None:
        self.catalog: Any = request.find_service(ICatalog)
        self.known = self.catalog.allowed(request.identity.principals)
        for record_id in request.find_service(IOutbox).hidden():  # who may see them is changing just now
            self.known.discard(self.catalog.number(record_id) or 0)

    def total(self, filters: Mapping[str, Sequence[str]]) -> int:
        """How many pass the filters."""
        return len(self.catalog.select(filters, self.known))

    def by(self, field: str, filters: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """How many of each value of a field pass the filters."""
        within = self.catalog.select(filters, self.known)
        counts: dict[str, int] = self.catalog.facets(within, (field,))[field]
        return counts
