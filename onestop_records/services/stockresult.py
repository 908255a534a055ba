"""The result of a stock-taking: what was scanned held against where the catalogue says that things stand.

A room may hold tens of thousands of records: none is loaded that stands in a box. Where one stands its box
tells, whether it is out the loans, and whether the reader may know of it the predicate that is given.
"""

from collections.abc import Callable, Iterator

from onestop_records.models.box import Path, path_of
from onestop_records.models.label import BOX, label_code
from onestop_records.models.site import Site
from onestop_records.models.stocktaking import Line, Scan, Stocktaking

Known = Callable[[str], bool]  # of a record's id


def words(path: Path) -> str:
    """A place in one line."""
    return " · ".join(part for part in path if part)


class Result:
    """For one reader: what they may not know of is not expected, and its code names nothing."""

    def __init__(self, site: Site, stocktaking: Stocktaking, known: Known) -> None:
        self.site = site
        self.stocktaking = stocktaking
        self.known = known
        self.room = site.rooms[stocktaking.room]

    def lines(self) -> Iterator[Line]:
        """Every record expected and every code scanned, then the boxes."""
        scanned: dict[str, tuple[str, Scan]] = {}
        unknown: list[tuple[str, Scan]] = []
        for code, scan in self.stocktaking.scans.items():
            if scan.record and self.known(scan.record):
                scanned[scan.record] = (code, scan)
            else:
                unknown.append((code, scan))
        out = self._out()
        for record_id in self.stocktaking.expected:
            if record_id not in scanned and self.known(record_id):
                yield from self._absent(record_id, out)
        for record_id, (code, scan) in scanned.items():
            yield self._present(record_id, code, scan)
        for code, scan in unknown:
            yield Line("foreign", code=code, found=self._where(scan))
        yield from self._boxes()

    def _out(self) -> frozenset[str]:
        """Ids of what is out on loan, with the volumes and items that go along."""
        lent = (self.site.records[record_id] for record_id in self.site.loans.out)
        return frozenset(each for r in lent for each in (r.id, *r.items, r.volume) if each)

    def _path(self, record_id: str) -> Path | None:
        """Where a record stands by the catalogue; None when nothing but a tombstone is left of it."""
        box = self.site.boxes.of(record_id)
        if box is not None:
            return box.path
        record = self.site.records.get(record_id)
        return None if record is None or record.gone else path_of(record.place)

    def _absent(self, record_id: str, out: frozenset[str]) -> Iterator[Line]:
        """Not scanned: out on loan, or missing; neither when it was moved away or destroyed meanwhile."""
        path = self._path(record_id)
        if path is not None and path[0] == self.room.name:
            yield Line("out" if record_id in out else "missing", record_id, expected=words(path))

    def _present(self, record_id: str, code: str, scan: Scan) -> Line:
        path, box = self._path(record_id), self.site.boxes.get(scan.box)
        expected, found = words(path) if path is not None else "", self._where(scan)
        if path is None or path[0] != self.room.name:
            return Line("foreign", record_id, code=code, expected=expected, found=found)
        result = "misplaced" if box is not None and box.path != path else "found"
        return Line(result, record_id, code=code, expected=expected, found=found)

    def _where(self, scan: Scan) -> str:
        box = self.site.boxes.get(scan.box)
        return box.title if box is not None else self.room.name

    def _boxes(self) -> Iterator[Line]:
        opened = {scan.box for scan in self.stocktaking.scans.values()}
        for box_id in self.stocktaking.boxes:
            box = self.site.boxes[box_id]
            there = box_id in opened or label_code(BOX, box_id) in self.stocktaking.seen
            if not there and not box.closed and box.path[0] == self.room.name:
                yield Line("missing-box", box=box_id, expected=box.title)
        for code, scan in self.stocktaking.seen.items():
            box = self.site.boxes.get(scan.box)
            if box is None or box.path[0] != self.room.name:
                title = box.title if box is not None else ""
                yield Line("foreign-box", box=scan.box, code=code, expected=title, found=self.room.name)
