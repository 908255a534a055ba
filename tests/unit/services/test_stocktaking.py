"""Stock-taking against the catalogue: what is found, missing, out, misplaced, foreign; without leaks."""

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import (
    IBoxes,
    IFiling,
    IFindings,
    ILabels,
    ILoans,
    IScanning,
    IStockRegisters,
    IStocktakings,
)
from tests import storage as s


@pytest.fixture
def room(world):
    return s.make_room(world)


@pytest.fixture
def boxes(world, room):
    return s.make_boxes(world, room, "1盒", "2盒", capacity=5)


@pytest.fixture
def records(world, boxes):
    ids = [s.paper(world, title) for title in "甲乙丙丁"]
    s.fill(world, boxes[0], *ids[:3])
    s.fill(world, boxes[1], ids[3])
    return ids


def begin(world, room):
    with world.work() as request:
        return request.find_service(IStocktakings).open(request.site.rooms[room], "年度清点").id


def scan(world, stocktaking, text, box="", person="archivist"):
    with world.work(person) as request:
        service = request.find_service(IStocktakings)
        return service.scan(request.site.stocktakings[stocktaking], text, box)


def end(world, stocktaking, name="close", person="archivist", reason=""):
    with world.work(person) as request:
        request.find_service(IStocktakings).make(request.site.stocktakings[stocktaking], name, reason)


def result(world, stocktaking, person="archivist"):
    with world.work(person) as request:
        lines = request.find_service(IStocktakings).lines(request.site.stocktakings[stocktaking])
        return sorted((line.result, line.record or line.box or line.code) for line in lines)


def findings(world, person="archivist"):
    with world.work(person) as request:
        found = request.find_service(IFindings).visible()
        return sorted((each.kind, each.record or each.box or each.code, each.responsible) for each in found)


def test_what_is_scanned_in_its_box_is_found_and_the_rest_missing(world, room, boxes, records):
    count = begin(world, room)
    opened = scan(world, count, s.code(boxes[0], "B"))
    assert opened.box == s.code(boxes[0], "B") and opened.good
    assert scan(world, count, s.code(records[0]), opened.box).good
    assert scan(world, count, s.code(records[1])).good  # without a box said
    assert result(world, count) == sorted(
        [
            ("found", records[0]),
            ("found", records[1]),
            ("missing", records[2]),
            ("missing", records[3]),
            ("missing-box", boxes[1]),
        ]
    )


def test_what_is_in_another_box_is_misplaced_until_it_is_scanned_again(world, room, boxes, records):
    count = begin(world, room)
    other = s.code(boxes[1], "B")
    assert not scan(world, count, s.code(records[0]), other).good
    assert ("misplaced", records[0]) in result(world, count)
    assert scan(world, count, s.code(records[0]), s.code(boxes[0], "B")).good
    assert ("found", records[0]) in result(world, count)


def test_what_belongs_elsewhere_is_foreign_boxes_too(world, room, boxes, records):
    elsewhere = s.make_room(world, "102库房")
    box = s.make_boxes(world, elsewhere, "9盒")[0]
    record = s.paper(world, "别处")
    s.fill(world, box, record)
    count = begin(world, room)
    assert not scan(world, count, s.code(record)).good
    assert not scan(world, count, s.code(box, "B")).good
    found = result(world, count)
    assert ("foreign", record) in found and ("foreign-box", box) in found


def test_a_record_on_loan_is_out_and_not_missing(world, room, boxes, records):
    with world.work() as request:
        request.find_service(IFiling).file(request.site.records[records[0]])
    lend(world, records[0])
    count = begin(world, room)
    assert ("out", records[0]) in result(world, count)


def lend(world, record):
    """Lend a record to the staff."""
    from onestop_records.models.loan import KINDS

    with world.work("staff") as request:
        loan = request.find_service(ILoans).request([record], next(iter(KINDS)), "核对")[0].id
    for name, person in (("approve", "archivist"), ("lend", "archivist")):
        with world.work(person) as request:
            loans, thing = request.find_service(ILoans), request.site.loans[loan]
            if name in loans.steps(thing):
                loans.make(thing, name)
    with world.work() as request:
        assert request.find_service(ILoans).on_loan(request.site.records[record]) is not None


def test_paper_that_words_alone_place_in_the_room_is_expected(world, room):
    record = s.paper(world, "散件", place={"room": "101库房", "cabinet": "9柜"})
    world.index()
    count = begin(world, room)
    assert result(world, count) == [("missing", record)]


def test_what_moves_away_or_in_meanwhile_is_neither_missing_nor_foreign(world, room, boxes, records):
    elsewhere = s.make_room(world, "102库房")
    other = s.make_boxes(world, elsewhere, "9盒")[0]
    count = begin(world, room)
    s.fill(world, other, records[0])
    late = s.paper(world, "新到")
    s.fill(world, boxes[1], late)
    assert scan(world, count, s.code(late), s.code(boxes[1], "B")).good
    found = result(world, count)
    assert ("found", late) in found and records[0] not in dict(found).values()


def test_one_stock_taking_at_a_time(world, room):
    begin(world, room)
    with pytest.raises(Violations):
        begin(world, room)


def test_nothing_is_scanned_after_it_is_closed(world, room, boxes, records):
    count = begin(world, room)
    end(world, count)
    with pytest.raises(Conflict):
        scan(world, count, s.code(records[0]))
    with pytest.raises(Conflict):
        end(world, count)


def test_cancelling_wants_a_reason_and_makes_no_findings(world, room, boxes, records):
    count = begin(world, room)
    with pytest.raises(Refused):
        end(world, count, "cancel")
    end(world, count, "cancel", reason="停电")
    assert findings(world) == []
    begin(world, room)


def test_discrepancies_become_findings_of_who_keeps_the_thing(world, room, boxes, records):
    count = begin(world, room)
    scan(world, count, s.code(records[0]), s.code(boxes[1], "B"))
    scan(world, count, "没见过的标签")
    end(world, count)
    assert findings(world) == sorted(
        [
            ("misplaced", records[0], "staff"),
            ("missing", records[1], "staff"),
            ("missing", records[2], "staff"),
            ("missing", records[3], "staff"),
            ("missing-box", boxes[0], "archivist"),
            ("foreign", "没见过的标签", "archivist"),
        ]
    )


def test_the_result_stays_as_it_was(world, room, boxes, records):
    count = begin(world, room)
    scan(world, count, s.code(records[0]), s.code(boxes[0], "B"))
    end(world, count)
    before = result(world, count)
    with world.work() as request:
        request.find_service(IBoxes).take_out(request.site.boxes[boxes[0]], [records[1]], "修复")
    assert result(world, count) == before


@pytest.fixture
def secret(world, boxes):
    record = s.secret_paper(world)
    s.fill(world, boxes[0], record, person="archivist2")
    return record


def told(scanned):
    return (scanned.known, scanned.title, str(scanned.message), scanned.good, scanned.box, scanned.address)


@pytest.mark.parametrize("mode", ["lookup", "stocktaking"])
def test_a_code_of_what_one_may_not_know_of_is_answered_like_an_unknown_one(world, room, secret, mode):
    chosen = "all" if mode == "lookup" else begin(world, room)

    def answer(text, person):
        with world.work(person) as request:
            return told(request.find_service(IScanning).scan(mode, chosen, text))

    nothing = s.code("z" * 26)
    assert answer(s.code(secret), "archivist") == answer(nothing, "archivist")
    assert answer(secret, "archivist") == answer("z" * 26, "archivist")
    assert answer(s.code(secret), "archivist2") != answer(nothing, "archivist2")


def test_the_result_is_right_for_all_and_shown_to_each_as_they_may_know(world, room, boxes, secret):
    count = begin(world, room)
    scan(world, count, s.code(secret), s.code(boxes[0], "B"))
    scan(world, count, s.code(boxes[1], "B"))
    unknowing = [("foreign", s.code(secret))]
    knowing = [("found", secret)]
    assert result(world, count) == unknowing and result(world, count, "archivist2") == knowing
    end(world, count)
    assert result(world, count) == unknowing and result(world, count, "archivist2") == knowing
    # What the counter could not name becomes a finding whether or not it names anything.
    assert findings(world) == [("foreign", s.code(secret), "archivist")]


def test_a_missing_record_is_told_to_who_may_know_of_it_alone(world, room, boxes, secret):
    count = begin(world, room)
    for box in boxes:
        scan(world, count, s.code(box, "B"))
    assert result(world, count) == []
    end(world, count)
    assert findings(world) == [] and result(world, count) == []
    assert findings(world, "manager") == [("missing", secret, "manager")]


def test_a_mistyped_code_is_refused_before_it_is_looked_up(world, room, records):
    code = s.code(records[0])
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    with world.work() as request, pytest.raises(Violations):
        request.find_service(ILabels).record(wrong)


def test_far_too_much_missing_is_not_believed(world, room, boxes, records, monkeypatch):
    monkeypatch.setattr("onestop_records.services.stocktaking.MOST_DISCREPANCIES", 3)
    count = begin(world, room)
    with pytest.raises(Refused):
        end(world, count)


def test_the_register_is_kept_as_a_permanent_record_with_neutral_titles(world, room, boxes, records, secret):
    count = begin(world, room)
    scan(world, count, s.code(records[0]), s.code(boxes[0], "B"))
    end(world, count)
    world.clock.forward(minutes=2)
    world.index()
    with world.work("archivist2") as request:
        stocktaking = request.site.stocktakings[count]
        assert stocktaking.problem == ""
        record = request.site.records[stocktaking.register]
        assert (record.state, record.retention, record.classification.code) == ("filed", "Y", "internal")
        register = request.find_service(IStockRegisters).register(stocktaking)
        titles = [row[3] for row in register.table.rows]
        assert "甲" in titles and "（密件，题名从略）" in titles and "密" not in titles
    with world.work("archivist") as request:
        register = request.find_service(IStockRegisters).register(request.site.stocktakings[count])
        assert "（密件，题名从略）" not in [row[3] for row in register.table.rows]
