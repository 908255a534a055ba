"""How many records of what kind somebody may know of: numbers alone, from the catalogue."""

from collections.abc import Iterable
from typing import Any


class Counting:
    """Over one catalogue. What is just changing hands is left out, as in a search."""

    def __init__(self, catalog: Any, outbox: Any) -> None:
        self.catalog = catalog
        self.outbox = outbox

    def known(self, principals: Iterable[str]) -> Any:
        """The numbers of what these principals open, a bitmap."""
        found = self.catalog.allowed(principals)
        for record_id in self.outbox.hidden():
            number = self.catalog.number(record_id)
            if number is not None:
                found.discard(number)
        return found
