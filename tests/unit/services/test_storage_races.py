"""Who act at once keep the rules of storage; who keeps something does not leave unnoticed."""

import pytest
from ZODB.POSException import ConflictError

from onestop_records.errors import Refused
from onestop_records.events import RecordDestroyed
from onestop_records.interfaces import (
    IBoxes,
    INotifier,
    IPeople,
    IRooms,
    IStocktakings,
)
from tests import storage as s


@pytest.fixture
def room(world):
    return s.make_room(world)


def at_once(world, first, second):
    """Two who act on the same state of the store, each in their own transaction; one of them must fail."""
    with pytest.raises(ConflictError), world.work("archivist") as one:
        first(one)
        with world.work("archivist2") as other:
            second(other)


def test_two_who_fill_the_last_place_of_a_box(world, room):
    box = s.make_boxes(world, room, "1盒", capacity=1)[0]
    records = [s.paper(world, title) for title in "甲乙"]

    def put(record):
        return lambda request: request.find_service(IBoxes).fill(request.site.boxes[box], [record])

    at_once(world, put(records[0]), put(records[1]))
    with world.work() as request:
        assert request.site.boxes[box].count == len(request.site.boxes[box].records) == 1


def test_two_who_put_the_last_box_on_a_shelf(world, room):
    s.make_boxes(world, room, "1盒", "2盒")

    def add(name):
        values = {"names": [name], "cabinet": "1柜", "shelf": "1层", "capacity": 1, "custodian": "archivist"}
        return lambda request: request.find_service(IBoxes).add(request.site.rooms[room], values)

    at_once(world, add("3盒"), add("4盒"))
    with world.work() as request:
        assert len(list(request.site.boxes.within("101库房", "1柜", "1层"))) == 3


def test_a_shelf_is_taken_away_while_a_box_comes_to_it(world, room):
    values = {"names": ["1盒"], "cabinet": "1柜", "shelf": "1层", "capacity": 1, "custodian": "archivist"}
    at_once(
        world,
        lambda request: request.find_service(IRooms).change(request.site.rooms[room], {"shelves": ()}),
        lambda request: request.find_service(IBoxes).add(request.site.rooms[room], values),
    )


def test_two_who_begin_a_stock_taking_of_one_room(world, room):
    def begin(request):
        request.find_service(IStocktakings).open(request.site.rooms[room], "清点")

    at_once(world, begin, begin)


def test_a_label_is_scanned_while_the_stock_taking_is_closed(world, room):
    record = s.paper(world, "甲")
    with world.work() as request:
        count = request.find_service(IStocktakings).open(request.site.rooms[room], "清点").id
    at_once(
        world,
        lambda r: r.find_service(IStocktakings).scan(r.site.stocktakings[count], s.code(record)),
        lambda r: r.find_service(IStocktakings).make(r.site.stocktakings[count], "close"),
    )


def test_two_who_scan_at_once_do_not_meet(world, room):
    box = s.make_boxes(world, room, "1盒")[0]
    records = [s.paper(world, title) for title in "甲乙"]
    s.fill(world, box, *records)
    with world.work() as request:
        count = request.find_service(IStocktakings).open(request.site.rooms[room], "清点").id
    with world.work("archivist") as one:
        one.find_service(IStocktakings).scan(one.site.stocktakings[count], s.code(records[0]))
        with world.work("archivist2") as other:
            other.find_service(IStocktakings).scan(other.site.stocktakings[count], s.code(records[1]))
    with world.work() as request:
        assert len(request.site.stocktakings[count].scans) == 2


def test_a_key_is_given_to_somebody_whose_account_is_closed_meanwhile(world, room):
    at_once(
        world,
        lambda r: r.find_service(IRooms).add_key(r.site.rooms[room], "K-01", "clerk2"),
        lambda r: r.find_service(IPeople).close(r.site.people["clerk2"]),
    )


def test_who_keeps_a_key_or_a_box_cannot_leave_and_is_told_what_is_left(world, room):
    s.make_boxes(world, room, "1盒", custodian="clerk2")
    with world.work("admin") as request:
        with pytest.raises(Refused):
            request.find_service(IPeople).close(request.site.people["clerk2"])
        assert not request.site.people["clerk2"].closed


def test_what_is_destroyed_leaves_its_box(world, room):
    box = s.make_boxes(world, room, "1盒")[0]
    record = s.paper(world, "甲")
    s.fill(world, box, record)
    with world.work() as request:
        request.site.records[record].tombstone = "gone"
        request.find_service(INotifier)(RecordDestroyed(request.actor, record))
        assert request.site.boxes.of(record) is None and request.site.boxes[box].count == 0
