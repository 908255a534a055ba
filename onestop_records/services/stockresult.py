"""The result of a stock-taking: what was scanned held against where the catalogue says that things stand."""

from collections.abc import Callable, Iterator
from typing import Any

from onestop_records.models.box import Path, path_of
from onestop_records.models.label import BOX, label_code, plain_code
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.models.stocktaking import Line, Scan, Stocktaking

Knows = Callable[[Record], bool]
Find = Callable[[str], Record | None]


def words(path: Path) -> str:
    """A place in one line."""
    return " · ".join(part for part in path if part)


class Result:
    """For one reader: what they may not know of is not expected, and its code names nothing."""

    def __init__(self, site: Site, stocktaking: Stocktaking, knows: Knows, find: Find, loans: Any) -> None:
        self.site = site
        self.stocktaking = stocktaking
        self.knows = knows
        self.find = find
        self.loans = loans
        self.room = site.rooms[stocktaking.room]

    def lines(self) -> Iterator[Line]:
        """Every record expected and every code scanned, then the boxes."""
        scanned: dict[str, tuple[str, Scan]] = {}
        unknown: list[tuple[str, Scan]] = []
        for code, scan in self.stocktaking.scans.items():
            record = self.find(code)
            if record is None:
                unknown.append((code, scan))
            else:
                scanned[record.id] = (code, scan)
        for record_id in self.stocktaking.expected:
            record = self.site.records.get(record_id)
            if record is not None and self.knows(record) and record_id not in scanned:
                yield from self._absent(record)
        for record_id, (code, scan) in scanned.items():
            yield self._present(self.site.records[record_id], code, scan)
        for code, scan in unknown:
            yield Line("foreign", code=code, found=self._where(scan))
        yield from self._boxes()

    def _absent(self, record: Record) -> Iterator[Line]:
        """Not scanned: out on loan, or missing; neither when it was moved away or destroyed meanwhile."""
        path = path_of(record.place)
        if record.gone or path[0] != self.room.name:
            return
        out = self.loans.on_loan(record) is not None
        yield Line("out" if out else "missing", record.id, expected=words(path))

    def _present(self, record: Record, code: str, scan: Scan) -> Line:
        path, box = path_of(record.place), self.site.boxes.get(scan.box)
        told = {"code": code, "expected": words(path), "found": self._where(scan)}
        if record.gone or path[0] != self.room.name:
            return Line("foreign", record.id, **told)
        if box is not None and box.path != path:
            return Line("misplaced", record.id, **told)
        return Line("found", record.id, **told)

    def _where(self, scan: Scan) -> str:
        box = self.site.boxes.get(scan.box)
        return box.title if box is not None else self.room.name

    def _boxes(self) -> Iterator[Line]:
        opened = {scan.box for scan in self.stocktaking.scans.values()}
        seen = {plain_code(code) for code in self.stocktaking.seen}
        for box_id in self.stocktaking.boxes:
            box = self.site.boxes[box_id]
            there = box_id in opened or label_code(BOX, box_id) in seen
            if not there and not box.closed and box.path[0] == self.room.name:
                yield Line("missing-box", box=box_id, expected=box.title)
        for code, scan in self.stocktaking.seen.items():
            box = self.site.boxes.get(scan.box)
            if box is None or box.path[0] != self.room.name:
                title = box.title if box is not None else ""
                yield Line("foreign-box", box=scan.box, code=code, expected=title, found=self.room.name)
