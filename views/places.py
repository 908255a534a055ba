"""Where paper stands: rooms, cabinets, shelves and boxes with what is in them, and labels for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.holdings import Holdings
from views.listing import Listing, chosen_columns

PARTS = {"room": _("Room"), "cabinet": _("Cabinet"), "shelf": _("Shelf"), "box": _("Box")}
PART = "\x1f"  # as the catalogue joins them
MOST = 500  # records listed of one place
MOST_LABELS = 400
LABELLED = ("box", "shelf")
Path = tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """A place down to some part: ``path`` holds room, cabinet, shelf and box, later ones left out."""

    path: Path
    count: int

    @property
    def named(self) -> list[tuple[Any, str]]:
        """Pairs (what it is, its name) of the parts that have one."""
        return [(PARTS[part], name) for part, name in zip(PARTS, self.path, strict=False) if name]

    @property
    def query(self) -> str:
        """The query of an address that names it."""
        return urlencode(dict(zip(PARTS, self.path, strict=False)))

    @property
    def depth(self) -> int:
        return len(self.path)


@dataclass(frozen=True)
class Label:
    """What stands on the label of a box or shelf."""

    spot: Spot
    categories: str
    years: str
    retention: str
    first: str
    last: str


@view_config(context=Site, name="places", renderer="templates/place/places.pt", permission=Permission.BROWSE)
def places(site: Site, request: Request) -> dict[str, Any]:
    """Every place with what the person may know of in it; the records of the one that is asked for."""
    counts = _counts(request)
    chosen = _asked(request)
    within = {path: count for path, count in counts.items() if path[: len(chosen)] == chosen}
    records = _records(request, within) if chosen and sum(within.values()) <= MOST else []
    held = request.find_service(ICatalog).held(record.id for record in records)
    shown = Listing(records, sum(within.values()), columns=chosen_columns(request), held=held)
    return {"spots": _tree(within), "chosen": Spot(chosen, sum(within.values())), "listing": shown}


@view_config(
    context=Site, name="place-labels", renderer="templates/place/labels.pt", permission=Permission.LISTS
)
def labels(site: Site, request: Request) -> dict[str, Any]:
    """A sheet of labels for the boxes, or the shelves, of what is asked for."""
    of = request.GET.get("of", "box")
    depth = list(PARTS).index(of if of in LABELLED else "box") + 1
    chosen = _asked(request)
    counts = _counts(request)
    spots = [spot for spot in _tree(counts) if spot.depth == depth and spot.path[: len(chosen)] == chosen]
    found = [_label(request, spot, counts) for spot in spots[:MOST_LABELS]]
    return {"labels": found, "more": len(spots) > MOST_LABELS}


def _asked(request: Request) -> Path:
    """The place in the address, as far down as it is named."""
    names = [request.GET.get(part, "") for part in PARTS]
    named = sum(part in request.GET for part in PARTS)
    return tuple(names[:named])


def _counts(request: Request) -> Mapping[Path, int]:
    return {tuple(key.split(PART)): count for key, count in Holdings(request).by("place", {}).items()}


def _tree(counts: Mapping[Path, int]) -> list[Spot]:
    """Rooms, in each its cabinets, in each its shelves, its boxes; what has no name is skipped."""
    sums: dict[Path, int] = {}
    for path, count in counts.items():
        for depth in range(1, len(path) + 1):
            if path[depth - 1]:
                sums[path[:depth]] = sums.get(path[:depth], 0) + count
    return [Spot(path, sums[path]) for path in sorted(sums)]


def _records(request: Request, paths: Mapping[Path, int]) -> list[Record]:
    """The records that stand there, by their codes."""
    holdings = Holdings(request)
    keys = [PART.join(path) for path in paths]
    found = holdings.catalog.select({"place": keys}, holdings.known) if keys else []
    numbers = holdings.catalog.sort(found, "code", False, 0, MOST) if keys else []
    records = (request.site.records.get(holdings.catalog.record_id(number)) for number in numbers)
    return [record for record in records if record is not None and request.knows(record)]


def _label(request: Request, spot: Spot, counts: Mapping[Path, int]) -> Label:
    within = {path: count for path, count in counts.items() if path[: spot.depth] == spot.path}
    records = _records(request, within)
    codes = [record.reference_code for record in records if record.reference_code]
    years = sorted({record.year for record in records if record.year})
    return Label(
        spot,
        "、".join(_categories(request, records)),
        str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else "",
        "、".join(
            sorted({request.layout.retention(record.retention) for record in records if record.retention})
        ),
        codes[0] if codes else "",
        codes[-1] if codes else "",
    )


def _categories(request: Request, records: list[Record]) -> Iterator[str]:
    for code in sorted({record.category for record in records if record.category}):
        category = request.site.fonds.category(code)
        yield category.title if category else code
