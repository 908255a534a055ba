"""Boxes (盒) of paper: where each stands and which records are in it."""

from collections.abc import Iterator, Mapping
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

PARTS = ("room", "cabinet", "shelf", "box")
Path = tuple[str, str, str, str]  # names of room, cabinet, shelf and box, as descriptions have them


def path_of(place: Mapping[str, str]) -> Path:
    """Where a description says that a record stands."""
    room, cabinet, shelf, box = (place.get(part) or "" for part in PARTS)
    return room, cabinet, shelf, box


class Box(Persistent):
    """A box: ``capacity`` in records, ``custodian`` a person's id, ``records`` the ids of what is in it.

    ``count`` is written with every change of ``records``, so that of two who fill the last place of a box
    at once one fails, is tried again, and finds it full.
    """

    __parent__: Any = None
    closed = False
    note = ""

    def __init__(self, box_id: str, room: str, path: Path, capacity: int, custodian: str) -> None:
        self.id = self.__name__ = box_id
        self.room = room
        self.path = path
        self.capacity = capacity
        self.custodian = custodian
        self.records = OOTreeSet()
        self.count = 0

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def title(self) -> str:
        return " · ".join(part for part in self.path if part)

    @property
    def place(self) -> dict[str, str]:
        """What the description of a record in it says."""
        return {part: name for part, name in zip(PARTS, self.path, strict=True) if name}

    @property
    def free(self) -> int:
        """How many more records it takes."""
        return max(0, self.capacity - self.count)


class BoxFolder(Persistent):
    """All boxes by id and by path; ``standing`` tells in which box a record is."""

    __name__ = "boxes"
    __parent__: Any = None

    def __init__(self) -> None:
        self._boxes = OOBTree()
        self._paths = OOBTree()
        self.standing = OOBTree()  # record id → box id

    def __getitem__(self, box_id: str) -> Box:
        return self._boxes[box_id]

    def get(self, box_id: str) -> Box | None:
        return self._boxes.get(box_id)

    def values(self) -> Iterator[Box]:
        return iter(self._boxes.values())

    def ids(self, start: str, after: bool = False) -> Iterator[str]:
        """The ids from this one on, or behind it."""
        return iter(self._boxes.keys(min=start, excludemin=after))

    def at(self, path: Path) -> Box | None:
        """The box that stands there."""
        box_id = self._paths.get(path)
        return None if box_id is None else self._boxes[box_id]

    def within(self, *path: str) -> Iterator[Box]:
        """The boxes of a room, of a cabinet in it, of a shelf, in the order of their names."""
        for found, box_id in self._paths.items(min=path):
            if found[: len(path)] != path:
                return
            yield self._boxes[box_id]

    def of(self, record_id: str) -> Box | None:
        """The box in which a record stands."""
        box_id = self.standing.get(record_id)
        return None if box_id is None else self._boxes[box_id]

    def add(self, box: Box) -> None:
        box.__parent__ = self
        self._boxes[box.id] = box
        self._paths[box.path] = box.id

    def move(self, box: Box, room: str, path: Path) -> None:
        """Let it stand elsewhere."""
        del self._paths[box.path]
        box.room, box.path = room, path
        self._paths[path] = box.id

    def close(self, box: Box) -> None:
        """It is used no more; its place is free."""
        del self._paths[box.path]
        box.closed = True

    def put(self, box: Box, record_id: str) -> None:
        """Put a record in; whoever calls has asked whether there is room."""
        box.records.insert(record_id)
        box.count += 1
        self.standing[record_id] = box.id

    def take(self, record_id: str) -> None:
        """Take a record out of its box."""
        box = self._boxes[self.standing.pop(record_id)]
        box.records.remove(record_id)
        box.count -= 1
