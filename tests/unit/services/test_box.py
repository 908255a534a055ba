"""Rooms hold shelves, shelves boxes, boxes records: with capacities, and in step with descriptions."""

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import IBoxes, ICapture, IFiling, IResponsibilities, IRooms
from onestop_records.models.room import Shelf
from tests import storage as s


@pytest.fixture
def room(world):
    return s.make_room(world)


@pytest.fixture
def box(world, room):
    return s.make_boxes(world, room, "1盒")[0]


def fields(refused):
    return sorted(violation.field for violation in refused.value.violations)


def boxes(request):
    return request.find_service(IBoxes)


def test_a_shelf_takes_as_many_boxes_as_it_holds(world, room):
    s.make_boxes(world, room, "1盒", "2盒")
    with pytest.raises(Violations) as wrong:
        s.make_boxes(world, room, "3盒", "4盒")
    assert fields(wrong) == ["shelf"]
    s.make_boxes(world, room, "3盒")


def test_no_two_boxes_of_a_name_stand_on_one_shelf(world, room, box):
    with pytest.raises(Violations) as wrong:
        s.make_boxes(world, room, "1盒")
    assert fields(wrong) == ["names"]
    s.make_boxes(world, room, "1盒", shelf="2层")


def test_a_box_stands_on_a_shelf_of_its_room(world, room):
    with pytest.raises(Violations) as wrong:
        s.make_boxes(world, room, "1盒", shelf="9层")
    assert fields(wrong) == ["shelf"]


def test_a_box_has_exactly_one_custodian_who_works_here(world, room):
    for nobody in ("", "auditor", "nobody"):
        with pytest.raises(Violations) as wrong:
            s.make_boxes(world, room, "1盒", custodian=nobody)
        assert fields(wrong) == ["custodian"]


def test_a_list_of_records_is_put_in_by_code_reference_code_and_id(world, box):
    one, two, three = (s.paper(world, title, place={"room": "收发室"}) for title in "甲乙丙")
    with world.work() as request:
        request.find_service(IFiling).file(request.site.records[two])
        number = request.site.records[two].reference_code
    s.fill(world, box, s.code(one), number, three)
    with world.work() as request:
        assert set(request.site.boxes[box].records) == {one, two, three}
        place = {"room": "101库房", "cabinet": "1柜", "shelf": "1层", "box": "1盒"}
        assert all(request.site.records[each].place == place for each in (one, two, three))


def test_a_box_takes_no_more_than_its_capacity_and_a_list_goes_in_whole_or_not(world, box):
    four = [s.paper(world, title) for title in "甲乙丙丁"]
    with pytest.raises(Violations) as wrong:
        s.fill(world, box, *four)
    assert fields(wrong) == ["records"]
    with world.work() as request:
        assert request.site.boxes[box].count == 0
        assert not request.site.records[four[0]].place


def test_every_record_that_does_not_go_in_is_named(world, box):
    electronic = s.paper(world, "电子", carrier="electronic")
    with world.work("staff") as request:
        draft = request.find_service(ICapture).capture(
            {"type": "document", "title": "稿", "carrier": "paper"}, []
        )
        draft = draft.id
    with world.work("manager2") as request:
        request.site.records[draft].participants = ("archivist",)
    with pytest.raises(Violations) as wrong:
        s.fill(world, box, electronic, draft, "Z109-0000", "R" * 12)
    assert fields(wrong) == ["records"] * 4


def test_what_one_may_not_know_of_is_not_there_to_be_put_in(world, box):
    secret = s.secret_paper(world)
    with pytest.raises(Violations) as wrong:
        s.fill(world, box, secret)
    with pytest.raises(Violations) as nothing:
        s.fill(world, box, "0" * 26)
    told = [str(v.message.interpolate()) for w in (wrong, nothing) for v in w.value.violations]
    assert told[0].replace(secret, "") == told[1].replace("0" * 26, "")


def test_a_description_that_names_a_box_puts_the_record_into_it(world, box):
    place = {"room": "101库房", "cabinet": "1柜", "shelf": "1层", "box": "1盒"}
    record = s.paper(world, "甲", place=place)
    with world.work() as request:
        assert list(request.site.boxes[box].records) == [record]
        request.find_service(ICapture).describe(request.site.records[record], {"place": {"room": "102"}})
        assert not request.site.boxes[box].count
        assert request.site.boxes.of(record) is None


def test_a_description_cannot_name_a_full_box(world, box):
    place = {"room": "101库房", "cabinet": "1柜", "shelf": "1层", "box": "1盒"}
    for title in "甲乙丙":
        s.paper(world, title, place=place)
    with pytest.raises(Violations) as wrong:
        s.paper(world, "丁", place=place)
    assert fields(wrong) == ["place.box"]
    other = s.paper(world, "戊")
    with world.work() as request:
        with pytest.raises(Violations) as wrong:
            request.find_service(ICapture).describe(request.site.records[other], {"place": place})
        assert fields(wrong) == ["place.box"]
        request.tm.abort()
        request.tm.begin()


def test_moving_a_box_moves_what_its_records_say(world, room, box):
    record = s.paper(world, "甲")
    s.fill(world, box, record)
    with world.work() as request:
        boxes(request).change(request.site.boxes[box], {"shelf": "2层"})
    with world.work() as request:
        found = request.site.records[record]
        assert found.place["shelf"] == "2层"
        assert request.site.boxes.of(record).id == box
        assert found.revision > 1


def test_from_one_box_into_another(world, room, box):
    other = s.make_boxes(world, room, "2盒")[0]
    record = s.paper(world, "甲")
    s.fill(world, box, record)
    s.fill(world, other, record)
    with world.work() as request:
        assert request.site.boxes[box].count == 0
        assert request.site.boxes.of(record).id == other


def test_taking_out_wants_a_reason_and_what_is_in_it(world, box):
    record, outside = s.paper(world, "甲"), s.paper(world, "乙")
    s.fill(world, box, record)
    with world.work() as request:
        thing = request.site.boxes[box]
        with pytest.raises(Violations) as wrong:
            boxes(request).take_out(thing, [outside], "")
        assert fields(wrong) == ["reason", "records"]
        boxes(request).take_out(thing, [record], "修复")
        assert thing.count == 0 and "box" not in request.site.records[record].place


def test_a_box_is_not_made_smaller_than_what_is_in_it_nor_closed(world, box):
    s.fill(world, box, s.paper(world, "甲"), s.paper(world, "乙"))
    with world.work() as request:
        thing = request.site.boxes[box]
        with pytest.raises(Violations) as wrong:
            boxes(request).change(thing, {"capacity": 1})
        assert fields(wrong) == ["capacity"]
        with pytest.raises(Refused):
            boxes(request).close(thing)


def test_a_closed_box_frees_its_place_and_takes_nothing(world, room, box):
    with world.work() as request:
        boxes(request).close(request.site.boxes[box])
    with world.work() as request, pytest.raises(Conflict):
        boxes(request).change(request.site.boxes[box], {"capacity": 2})
    s.make_boxes(world, room, "1盒")


def test_boxes_that_descriptions_name_are_entered_with_what_stands_in_them(world, room):
    place = {"room": "101库房", "cabinet": "1柜", "shelf": "1层"}
    ids = [
        s.paper(world, title, place={**place, "box": box}) for title, box in zip("甲乙丙", "112", strict=True)
    ]
    world.index()
    with world.work() as request:
        found = boxes(request).unregistered(request.site.rooms[room])
        assert [(path[3], count) for path, count in found] == [("1", 2), ("2", 1)]
        boxes(request).register(request.site.rooms[room], 5, "archivist")
    with world.work() as request:
        assert boxes(request).unregistered(request.site.rooms[room]) == []
        standing = request.site.boxes.standing
        assert request.site.boxes[standing[ids[0]]].count == 2
        assert standing[ids[0]] == standing[ids[1]] != standing[ids[2]]


def test_a_shelf_with_boxes_stays(world, room, box):
    with world.work() as request:
        with pytest.raises(Violations) as wrong:
            request.find_service(IRooms).change(request.site.rooms[room], {"shelves": (Shelf("2柜", "", 1),)})
        assert fields(wrong) == ["shelves"]
        with pytest.raises(Violations) as wrong:
            request.find_service(IRooms).change(request.site.rooms[room], {"closed": True})
        assert fields(wrong) == ["closed"]


def duties(request, person):
    found = request.find_service(IResponsibilities).of(request.site.people[person])
    return sorted((duty.kind, duty.id) for duty in found if duty.kind in ("room", "box", "key"))


def test_rooms_boxes_and_keys_are_answered_for_and_pass_on(world, room, box):
    with world.work() as request:
        key = request.find_service(IRooms).add_key(request.site.rooms[room], "K-01", "archivist").id
    things = sorted([("room", room), ("box", box), ("key", key)])
    with world.work() as request:
        assert duties(request, "archivist") == things
        giver, receiver = (request.site.people[name] for name in ("archivist", "archivist2"))
        for kind in request.find_service(IResponsibilities).kinds():
            if kind.kind in ("room", "box", "key"):
                for duty in list(kind.of(giver)):
                    kind.pass_on(duty.id, giver, receiver)
    with world.work() as request:
        assert duties(request, "archivist") == []
        assert duties(request, "archivist2") == things
        assert request.site.boxes[box].custodian == request.site.keys[key].holder == "archivist2"


def test_a_key_is_with_one_person_until_it_is_withdrawn(world, room):
    with world.work() as request:
        rooms = request.find_service(IRooms)
        key = rooms.add_key(request.site.rooms[room], "K-01", "staff")
        with pytest.raises(Violations) as wrong:
            rooms.add_key(request.site.rooms[room], "K-01", "auditor")
        assert fields(wrong) == ["holder", "number"]
        rooms.hand_key(key, "clerk")
        assert duties(request, "staff") == [] and duties(request, "clerk") == [("key", key.id)]
        with pytest.raises(Refused):
            rooms.withdraw_key(key, " ")
        rooms.withdraw_key(key, "遗失")
        assert duties(request, "clerk") == []
        with pytest.raises(Conflict):
            rooms.hand_key(key, "staff")


def test_a_batch_that_is_filed_into_a_full_box_is_refused_as_a_whole(world, room):
    box = s.make_boxes(world, room, "1盒", capacity=1)[0]
    place = {"room": "101库房", "cabinet": "1柜", "shelf": "1层"}
    ids = [s.paper(world, title, place=place) for title in "甲乙"]
    with world.work() as request:
        records = [request.site.records[each] for each in ids]
        with pytest.raises(Refused) as wrong:
            request.find_service(IFiling).file_batch(records, duplicates_accepted=True, box="1盒")
        assert fields(wrong) == ["box"]
        request.tm.abort()
        request.tm.begin()
    with world.work() as request:
        request.find_service(IFiling).file_batch([request.site.records[ids[0]]], box="1盒")
        assert list(request.site.boxes[box].records) == [ids[0]]


@pytest.mark.parametrize(
    "shelves",
    [
        (Shelf("", "", 1),),
        (Shelf("1柜", "", 0),),
        (Shelf("1柜", "", 1), Shelf("1柜", "", 2)),
        (Shelf("1/2", "", 1),),
        (Shelf("长" * 61, "", 1),),
    ],
)
def test_shelves_that_make_no_sense_are_refused(world, shelves):
    with pytest.raises(Violations) as wrong:
        s.make_room(world, shelves=shelves)
    assert fields(wrong) == ["shelves"]
