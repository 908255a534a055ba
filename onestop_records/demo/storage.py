"""A storage room with its boxes, keys, two rounds and a stock-taking that is going on."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pyramid.registry import Registry

from onestop_records.demo.records import Draft
from onestop_records.events import Actor
from onestop_records.interfaces import IBoxes, IRooms, IRounds, IStocktakings
from onestop_records.models.room import Room, Shelf
from onestop_records.storage.work import work

CAPACITY = 30  # records in a box
SHELF = 60  # boxes on a shelf
IN_ORDER = {"temperature": 205, "humidity": 520, "wrong": {}}
DAMP = {
    "temperature": 218,
    "humidity": 642,
    "wrong": {"damp": "东墙窗下有渗水痕迹"},
    "remarks": "连日阴雨，已开除湿机。",
}


def furnish_storage(registry: Registry, ids: dict[str, str], drafts: Iterable[Draft]) -> None:
    """Enter the rooms and boxes that the drafts' descriptions name, before anything is captured."""
    places: dict[str, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for place in (draft.values.get("place") for draft in drafts):
        if place and place.get("box"):
            places[place["room"]][(place.get("cabinet", ""), place.get("shelf", ""))].add(place["box"])
    with work(registry, Actor(ids["archivist"], way="command")) as request:
        for name, shelves in sorted(places.items()):
            _room(request, ids, name, shelves)
        request.tm.commit()


def _room(request: Any, ids: dict[str, str], name: str, shelves: dict[tuple[str, str], set[str]]) -> Room:
    rooms, boxes = request.find_service(IRooms), request.find_service(IBoxes)
    keeper = ids["archivist"]
    values = {"name": name, "custodian": keeper, "note": "朝北一层，配除湿机与气体灭火。"}
    room: Room = rooms.add({**values, "shelves": [Shelf(*path, SHELF) for path in sorted(shelves)]})
    for (cabinet, shelf), names in sorted(shelves.items()):
        where = {"cabinet": cabinet, "shelf": shelf, "capacity": CAPACITY, "custodian": keeper}
        boxes.add(room, {**where, "names": sorted(names)})
    for number, holder in (("101-1", "archivist"), ("101-2", "archivist2"), ("101-3", "head")):
        rooms.add_key(room, number, ids[holder])
    return room


def watch_storage(registry: Registry, ids: dict[str, str]) -> None:
    """Two rounds, the second with findings, and a stock-taking."""
    with work(registry, Actor(ids["archivist"], way="command")) as request:
        room = next(iter(request.site.rooms.values()), None)
        if room is not None:
            rounds = request.find_service(IRounds)
            rounds.add(room, IN_ORDER)
            rounds.add(room, DAMP)
            year = request.find_service(IRounds).due(room).year
            request.find_service(IStocktakings).open(room, f"{year} 年度库房清点")
        request.tm.commit()
