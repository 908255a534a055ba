"""Holds: every kind of scope, placing and lifting, and what they cover."""

import zlib
from dataclasses import replace
from io import BytesIO

import pytest
from ZODB.blob import Blob
from ZODB.POSException import ReadConflictError
from zope.interface.verify import verifyObject

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import ICapture, IHolds, IStorage
from onestop_records.models.component import Component, Version
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.record import Record
from onestop_records.models.rendition import Rendition
from onestop_records.models.search import Question

WORDS = {"title": "展会合同纠纷", "reason": "法院要求保全", "mandate": "甬文协〔2026〕9号"}


def a_record(request, record_id, **fields):
    """A filed record with that id and title."""
    record = Record(record_id, "document")
    record.title, record.category, record.unit, record.year = record_id, "WS", "QYB", 2021
    record.retention, record.date, record.state = "D10", PartialDate("2021-03-05"), "filed"
    record.keeping = "keeping-archivist"
    record.change(fields)
    request.site.records.add(record)
    return record


def with_file(request, record, text, name="a.txt", sha256="a" * 64):
    """Give it a file; ``text`` None when it has not been read yet."""
    version = Version(1, name, "text/plain", 4, sha256, Blob(), "staff", request.site)
    record.files = (Component("f1", (replace(version, added_at=None),)),)
    if text is not None:
        request.site.renditions[sha256] = Rendition("read", "text/plain", zlib.compress(text.encode()), {})
    return record


@pytest.fixture
def request_(world):
    with world.work("archivist") as request:
        yield request


@pytest.fixture
def holds(request_):
    return request_.find_service(IHolds)


def place(holds, kind, **scope):
    return holds.place({**WORDS, "kind": kind, **scope})


def test_keeps_its_contract(holds):
    assert verifyObject(IHolds, holds)


def test_a_record_named_is_held_and_no_other(request_, holds):
    held, free = a_record(request_, "one"), a_record(request_, "two")
    hold = place(holds, "records", records=["one"])
    assert holds.covering(held) == [hold]
    assert holds.covering(free) == []


def test_a_hold_on_a_volume_holds_its_items_and_one_on_an_item_its_volume(request_, holds):
    volume = a_record(request_, "volume")
    volume.items = ("i1", "i2")
    first, second = (a_record(request_, name, volume="volume") for name in volume.items)
    on_volume = place(holds, "volumes", records=["volume"])
    assert holds.covering(volume) == holds.covering(first) == holds.covering(second) == [on_volume]
    holds.lift(on_volume, "结案", "法院裁定")
    on_item = place(holds, "records", records=["i1"])
    assert holds.covering(volume) == holds.covering(first) == [on_item]
    assert holds.covering(second) == []


@pytest.mark.parametrize(
    ("question", "covered"),
    [
        (Question(filters={"unit": ("QYB", "XXB")}), True),
        (Question(filters={"unit": ("XXB",)}), False),
        (Question(filters={"unit": ("QYB",), "retention": ("Y",)}), False),
        (Question(filters={"classification": ("public",)}), True),
        (Question(filters={"year": ("2021",)}), True),
        (Question(since="2021-03-05", until="2021-03"), True),
        (Question(since="2021-03-06"), False),
        (Question(until="2020"), False),
        (Question(q="合同"), True),
        (Question(q="合同 原告"), False),
        (Question(q="合同 OR 原告"), True),
        (Question(q="合同 NOT 展位"), False),
        (Question(q="合同 NOT title:展位"), True),
        (Question(q="契約"), False),
        (Question(q="合 同"), True),
        (Question(q="展*合同"), True),
        (Question(q="exhibition-7"), True),
        (Question(q="合同", filters={"unit": ("XXB",)}), False),
    ],
)
def test_a_filter_is_asked_of_the_object(request_, holds, question, covered):
    record = with_file(request_, a_record(request_, "展位租赁", remarks="合同"), "正文", "exhibition-7.txt")
    place(holds, "filter", question=question)
    assert bool(holds.covering(record)) is covered


def test_words_are_looked_for_in_the_content_and_what_is_not_read_may_hold_them(request_, holds):
    place(holds, "filter", question=Question(q="原告"))
    assert holds.covering(with_file(request_, a_record(request_, "one"), "致原告的函"))
    assert holds.covering(with_file(request_, a_record(request_, "two"), None, sha256="b" * 64))
    assert not holds.covering(with_file(request_, a_record(request_, "three"), "别的", sha256="c" * 64))


def test_a_date_not_known_or_partial_is_held_when_it_could_be(request_, holds):
    place(holds, "filter", question=Question(since="2021-06-01", until="2021-06-30"))
    assert holds.covering(a_record(request_, "year", date=PartialDate("2021")))
    assert holds.covering(a_record(request_, "none", date=None))
    assert not holds.covering(a_record(request_, "day", date=PartialDate("2021-07-01")))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("enterprise", {"enterprise": "得力集團"}),
        ("enterprise", {"applicant": "得力集团"}),
        ("case", {"case": "得力集团"}),
    ],
)
def test_an_enterprise_or_a_case_is_held_by_the_description(request_, holds, kind, fields):
    held, free = a_record(request_, "one", **fields), a_record(request_, "two", enterprise="别家")
    hold = place(holds, kind, name="得力集团")
    assert holds.covering(held) == [hold]
    assert holds.covering(free) == []


def test_holds_overlap_and_each_must_be_lifted(request_, holds, world):
    record = a_record(request_, "one")
    first = place(holds, "records", records=["one"])
    world.clock.forward(seconds=1)
    second = place(holds, "filter", question=Question(filters={"unit": ("QYB",)}))
    assert holds.covering(record) == [first, second]
    holds.lift(first, "结案", "法院裁定")
    assert holds.covering(record) == [second]
    holds.lift(second, "结案", "法院裁定")
    assert holds.covering(record) == []
    assert (first.lifted_by, first.lift_mandate) == ("archivist", "法院裁定")


def test_a_hold_is_lifted_once(request_, holds):
    a_record(request_, "one")
    hold = holds.lift(place(holds, "records", records=["one"]), "结案", "裁定")
    with pytest.raises(Conflict):
        holds.lift(hold, "结案", "裁定")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"reason": ""}, "reason"),
        ({"mandate": ""}, "mandate"),
        ({"mandate": "文" * 501}, "mandate"),
        ({"kind": "everything"}, "kind"),
        ({"records": []}, "records"),
        ({"records": ["nowhere"]}, "records"),
        ({"kind": "volumes"}, "records"),
        ({"kind": "filter"}, "question"),
        ({"kind": "filter", "question": Question()}, "question"),
        ({"kind": "filter", "question": Question(filters={"state": ("filed",)})}, "state"),
        ({"kind": "filter", "question": Question(filters={"custodian": ("staff",)})}, "custodian"),
        ({"kind": "filter", "question": Question(since="long ago")}, "from"),
        ({"kind": "enterprise", "name": "  "}, "name"),
        ({"kind": "case"}, "name"),
    ],
)
def test_a_hold_that_makes_no_sense_is_refused(request_, holds, values, field):
    a_record(request_, "one")
    with pytest.raises(Violations) as caught:
        holds.place({**WORDS, "kind": "records", "records": ["one"], **values})
    assert {violation.field for violation in caught.value.violations} == {field}
    assert not request_.site.holds.standing()


@pytest.mark.parametrize("words", [("", "裁定"), ("结案", " ")])
def test_lifting_wants_reason_and_mandate(request_, holds, words):
    a_record(request_, "one")
    hold = place(holds, "records", records=["one"])
    with pytest.raises(Violations):
        holds.lift(hold, *words)
    assert hold.standing


def test_whoever_relies_on_the_gate_meets_who_places_a_hold(world):
    """MVCC alone would let both commit: the record held and destroyed at once."""
    with world.work() as request:
        a_record(request, "one")
    with pytest.raises(ReadConflictError), world.work() as destroying:
        record, holds = destroying.site.records["one"], destroying.find_service(IHolds)
        holds.gate().read()
        assert holds.covering(record) == []
        record.state = "destroyed"
        with world.work() as placing:
            place(placing.find_service(IHolds), "records", records=["one"])


def test_a_description_changed_afterwards_lets_nothing_go(world):
    with world.work("staff") as request:
        record = request.find_service(ICapture).capture({"type": "document", "title": "原告来函"}, [])
        record_id = record.id
    with world.work() as request:
        hold = place(request.find_service(IHolds), "filter", question=Question(q="原告"))
        hold_id = hold.id
    with world.work("staff") as request:
        request.find_service(ICapture).describe(request.site.records[record_id], {"title": "来函"})
    with world.work() as request:
        covering = request.find_service(IHolds).covering(request.site.records[record_id])
        assert [hold.id for hold in covering] == [hold_id]


def test_no_file_is_taken_out_of_what_is_held(world):
    with world.work("staff") as request:
        received = request.find_service(IStorage).receive(BytesIO(b"x"), "a.txt", 10)
        record = request.find_service(ICapture).capture({"type": "document", "title": "来函"}, [received])
        place(request.find_service(IHolds), "records", records=[record.id])
        with pytest.raises(Refused):
            request.find_service(ICapture).remove_file(record, record.files[0].id)
        assert len(record.files) == 1


def test_what_is_gone_keeps_no_hold_from_the_others(request_, holds):
    a_record(request_, "gone").tombstone = "gone"
    living = a_record(request_, "living")
    hold = place(holds, "records", records=["gone", "living"])
    assert hold.scope.records == ("living",)
    assert holds.covering(living) == [hold]
    with pytest.raises(Violations):
        place(holds, "records", records=["gone"])
