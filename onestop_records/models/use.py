"""The register of use (利用登记) of classified records: viewing, copying, excerpts, carrying out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from BTrees.OOBTree import OOBTree
from persistent import Persistent


@dataclass(frozen=True)
class Use:
    """One use: by whom, of which part of which record, how (``models.permit.USES``).

    ``permit`` is the id of the permit, empty for who reads by office.
    """

    at: datetime
    person: str
    record: str
    use: str
    part: str = ""
    permit: str = ""


class UseRegister(Persistent):
    """All uses in the order of time; keys are random besides, so that readers do not meet."""

    __name__ = "uses"
    __parent__: Any = None

    def __init__(self) -> None:
        self._uses = OOBTree()

    def __len__(self) -> int:
        return len(self._uses)

    def add(self, use: Use) -> None:
        self._uses[(use.at, uuid4().hex)] = use

    def newest(self, since: datetime | None = None) -> Iterator[Use]:
        """From the latest back to the instant ``since``."""
        keys = self._uses.keys((since,)) if since else self._uses.keys()
        for key in reversed(keys):
            yield self._uses[key]
