"""What cases and complaints share: a number, a handler, moves, clocks, and the file that grows meanwhile."""

from datetime import datetime
from typing import Any, TypeVar

from persistent import Persistent
from persistent.mapping import PersistentMapping

from onestop_records.models.ahead import read_ahead
from onestop_records.models.disposal import Move


class Casework(Persistent):
    """A case (办件) or a complaint (投诉).

    ``handler`` is the id of who answers for it now, ``file`` the id of its volume record, ``clocks`` maps
    names to running or stopped clocks, ``records`` are ids of other records that it refers to, which stay
    while it is open. ``moves`` are all steps made, oldest first. Acts of people raise ``revision``.
    """

    __parent__: Any = None
    folder = ""  # the name of its place in the site, the first part of its address
    file_type = ""  # the type of its volume record
    deadline_kind = ""  # the name under which its clocks are listened to
    ended_states = frozenset({"closed", "archived"})
    state = ""
    revision = 1
    number = ""
    file = ""
    handler = ""
    unit = ""
    records: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()

    def __init__(self, casework_id: str, at: datetime) -> None:
        self.id = self.__name__ = casework_id
        self.received_at = at
        self.clocks = PersistentMapping()

    @property
    def address(self) -> str:
        """Where it stands: ``cases/ID``."""
        return f"{self.folder}/{self.id}"

    @property
    def ended(self) -> bool:
        """Closed: nothing of it changes any more."""
        return self.state in self.ended_states

    def moved(self, name: str) -> Move | None:
        """The last time that a step was made."""
        return next((move for move in reversed(self.moves) if move.name == name), None)

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed, None while it is open."""
        move = self.moved("close")
        return move.at if move else None


Found = TypeVar("Found", bound=Casework)


def with_clocks(found: list[Found]) -> list[Found]:
    """Return what was given, read ahead with its clocks."""
    clocks = read_ahead([one.clocks for one in read_ahead(found)])
    read_ahead([clock for named in clocks for clock in named.values()])
    return found
