"""Units of the platform and the posts in them (N4, N6-8)."""

from collections.abc import Iterable, Iterator
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent


class Unit(Persistent):
    """A unit (部门) with its posts: ``posts`` maps a post's code to its title."""

    __parent__: Any = None
    absorbed: tuple[str, ...] = ()  # codes of units that were merged into this one

    def __init__(self, code: str, title: str, parent: str | None = None) -> None:
        self.code = self.__name__ = code
        self.title = title
        self.parent = parent
        self.posts: dict[str, str] = {}
        self.closed = False


class UnitFolder(Persistent):
    """All units by code."""

    __name__ = "units"
    __parent__: Any = None

    def __init__(self) -> None:
        self._units = OOBTree()

    def __getitem__(self, code: str) -> Unit:
        return self._units[code]

    def get(self, code: str) -> Unit | None:
        return self._units.get(code)

    def __contains__(self, code: str) -> bool:
        return code in self._units

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def values(self) -> Iterator[Unit]:
        return iter(self._units.values())

    def add(self, unit: Unit) -> None:
        unit.__parent__ = self
        self._units[unit.code] = unit


def absorbed(units: UnitFolder, codes: Iterable[str]) -> frozenset[str]:
    """These units and all that were merged into them: what those had, their successors have."""
    found: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        unit = units.get(code)
        if code not in found:
            found.add(code)
            waiting.extend(unit.absorbed if unit is not None else ())
    return frozenset(found)
