"""From captured to filed: every guard, every effect."""

from datetime import date as day

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zope.interface.verify import verifyObject

from onestop_records.errors import Conflict, Refused
from onestop_records.interfaces import ICapture, IFiling
from onestop_records.models.classification import Classification
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.person import Clearance
from onestop_records.models.record import Record
from onestop_records.models.retention import TRIGGERS, RetentionClass, period_start
from tests.received import received

WHOLE = {
    "type": "document",
    "title": "关于举办展会的通知",
    "date": "2021-03-05",
    "creator": "协会",
    "category": "WS",
    "retention": "D10",
}


def capture(request, *files, **values):
    files = files or (received(request, str(len(request.site.records)).encode()),)
    return request.find_service(ICapture).capture({**WHOLE, **values}, list(files))


def refused_fields(act, *arguments, **words):
    with pytest.raises(Refused) as caught:
        act(*arguments, **words)
    return {violation.field for violation in caught.value.violations}


@pytest.fixture
def archive(world):
    with world.work("archivist") as request:
        yield request, request.find_service(IFiling)


def test_keeps_its_contract(archive):
    assert verifyObject(IFiling, archive[1])


def test_filing_numbers_fixes_the_period_and_takes_custody(world):
    with world.work("staff") as request:
        record_id = capture(request).id
    with world.work("archivist2") as request:
        record = request.find_service(IFiling).file(request.site.records[record_id])
        assert record.reference_code == "Z109-WS·2021-D10-QYB-0001"
        assert (record.sequence, record.state) == (1, "filed")
        assert record.retention_starts.isoformat() == "2021-03-05"
        assert record.retention_due.isoformat() == "2032-01-01"
        assert request.site.holder(record.keeping) == "archivist"
        assert "staff" in record.participants
        assert (record.filed_by, record.filed_at) == ("archivist2", world.clock.now())


def test_the_way_over_submission_and_acceptance(archive):
    request, filing = archive
    record = capture(request)
    filing.submit(record)
    filing.accept(record)
    assert record.id in request.site.accepted
    filing.file(record)
    assert record.id not in request.site.accepted


def test_what_is_returned_is_captured_again_and_needs_a_reason(archive):
    request, filing = archive
    record = filing.submit(capture(request))
    assert refused_fields(filing.send_back, record, "  ") == {"reason"}
    assert filing.send_back(record, "缺少附件").state == "captured"


@pytest.mark.parametrize("reason", ["x" * 2001, "a\x00b", "\udcff"])
def test_a_reason_that_cannot_be_kept_is_refused(archive, reason):
    request, filing = archive
    record = filing.submit(capture(request))
    assert refused_fields(filing.send_back, record, reason) == {"reason"}
    assert refused_fields(filing.file, record, override=reason) == {"override"}


def test_who_withdraws_may_submit_again(archive):
    request, filing = archive
    record = filing.accept(filing.submit(capture(request)))
    assert filing.withdraw(record).state == "withdrawn"
    assert record.id not in request.site.accepted
    assert filing.submit(record).state == "submitted"


@pytest.mark.parametrize("act", ["submit", "accept", "withdraw", "file"])
def test_nothing_happens_twice(archive, act):
    request, filing = archive
    record = filing.file(capture(request))
    with pytest.raises(Conflict):
        getattr(filing, act)(record)


def test_filing_tells_all_that_is_missing_at_once_and_changes_nothing(archive):
    request, filing = archive
    bare = {"type": "document", "title": "x", "carrier": "paper"}
    record = request.find_service(ICapture).capture(bare, [])
    before = record.revision
    assert refused_fields(filing.file, record) >= {
        "date", "creator", "category", "year", "retention", "place", "pages",
    }  # fmt: skip
    assert (record.state, record.reference_code, record.revision) == ("captured", None, before)
    assert not request.site.codes and not request.site.series


def test_paper_wants_its_place_and_pages(archive):
    request, filing = archive
    record = capture(request, carrier="both", pages=3, place={"room": "1", "box": "7"})
    assert filing.file(record).state == "filed"


def test_filing_at_once_is_a_setting_of_the_category(archive):
    request, filing = archive
    request.site.fonds.category("WS").direct_filing = False
    record = capture(request)
    assert refused_fields(filing.file, record) == {"category"}
    assert filing.file(filing.accept(filing.submit(record))).state == "filed"


def test_the_same_bytes_on_file_are_the_archivists_decision(archive):
    request, filing = archive
    first = filing.file(capture(request, received(request, b"same")))
    second = capture(request, received(request, b"same"))
    assert filing.duplicates(second) == {second.files[0].id: (first.id,)}
    assert refused_fields(filing.file, second) == {"duplicates_accepted"}
    assert filing.file(second, duplicates_accepted=True).state == "filed"


def test_the_refusal_of_a_duplicate_says_where_it_is(archive):
    request, filing = archive
    first = filing.file(capture(request, received(request, b"same")))
    with pytest.raises(Refused) as caught:
        filing.file(capture(request, received(request, b"same")))
    assert first.reference_code in caught.value.violations[0].message.interpolate()


def test_of_a_duplicate_one_may_not_know_of_nothing_is_said(archive):
    request, filing = archive
    hidden = filing.file(capture(request, received(request, b"same")))
    hidden.classification = Classification.SECRET
    second = capture(request, received(request, b"same"))
    assert filing.duplicates(second) == {}
    assert filing.problems(second) == []
    assert filing.file(second).state == "filed"


@pytest.mark.parametrize(
    "values", [{"data_category": "sensitive"}, {"classification": "secret"}, {"classification": "top_secret"}]
)
def test_what_no_archivist_could_see_is_not_handed_in_until_one_is_named(world, values):
    with world.work("manager") as request:
        manager = request.site.people["manager"]
        manager.clearance = Clearance(Classification.TOP_SECRET, None, "security", "分工")
        request.site.people["archivist2"].clearance = manager.clearance
        filing = request.find_service(IFiling)
        request.site.people["archivist2"].closed = True
        record = capture(request, **values)
        assert refused_fields(filing.submit, record) == {"readers"}
        request.site.people["archivist2"].closed = False
        request.find_service(ICapture).describe(record, {"readers": ["archivist2"]})
        assert filing.submit(record).state == "submitted"


def test_an_item_no_archivist_could_see_keeps_its_volume_back(world):
    with world.work("manager") as request:
        filing = request.find_service(IFiling)
        volume = capture(request, type="complaint_file")
        item = capture(request, volume=volume.id, classification="secret")
        assert refused_fields(filing.submit, volume) == {"readers"}
        item.classification = Classification.PUBLIC
        assert filing.submit(volume).state == "submitted"


def test_bytes_that_differ_and_drafts_are_no_duplicates(archive):
    request, filing = archive
    capture(request, received(request, b"same"))
    assert filing.duplicates(capture(request, received(request, b"same"))) == {}


def test_a_volume_is_filed_with_its_items_which_are_never_filed_alone(archive):
    request, filing = archive
    volume = capture(request, type="complaint_file")
    items = [capture(request, volume=volume.id) for __ in range(2)]
    assert "volume" in refused_fields(filing.file, items[0])
    assert "volume" in refused_fields(filing.submit, items[0])
    filing.accept(filing.submit(volume))
    assert {item.state for item in items} == {"accepted"}
    assert set(request.site.accepted) == {volume.id}
    filing.file(volume)
    assert [item.reference_code for item in items] == [
        "Z109-WS·2021-D10-BGS-0001-001",
        "Z109-WS·2021-D10-BGS-0001-002",
    ]


def test_what_an_item_lacks_keeps_its_volume_from_filing(archive):
    request, filing = archive
    volume = capture(request, type="complaint_file")
    capture(request, volume=volume.id, creator="")
    assert refused_fields(filing.file, volume) == {"items.1.creator"}
    assert not request.site.codes


def test_a_batch_is_numbered_in_its_order(archive):
    request, filing = archive
    records = [filing.accept(filing.submit(capture(request, title=title))) for title in "甲乙丙"]
    batch = filing.file_batch([records[2], records[0], records[1]])
    assert [record.sequence for record in records] == [2, 3, 1]
    assert request.site.batches[batch.id].records == (records[2].id, records[0].id, records[1].id)


def test_a_batch_is_filed_whole_or_not_at_all(archive):
    request, filing = archive
    records = [capture(request), capture(request, creator="")]
    assert refused_fields(filing.file_batch, records) == {"2.creator"}
    assert [record.state for record in records] == ["captured", "captured"]
    assert not request.site.codes


def test_a_batch_of_paper_gets_its_box(archive):
    request, filing = archive
    paper = capture(request, carrier="paper", pages=1)
    digital = capture(request)
    filing.file_batch([paper, digital], box="12")
    assert paper.place == {"box": "12"} and digital.place == {}


@pytest.mark.parametrize(
    ("trigger", "field", "value"),
    [
        ("case-closed", "closed", "2020-05"),
        ("validity-end", "validity_end", "2020"),
        ("given", "retention_start", "2020"),
    ],
)
def test_a_period_starts_with_what_its_class_names(archive, trigger, field, value):
    request, filing = archive
    request.site.retention.add(RetentionClass("D5", "5年", 5, trigger))
    assert refused_fields(filing.file, capture(request, type="complaint_file", retention="D5")) == {field}
    record = filing.file(capture(request, type="complaint_file", retention="D5", **{field: value}))
    assert record.retention_due.isoformat() == "2026-01-01"


def test_permanent_never_ends(archive):
    request, filing = archive
    assert filing.file(capture(request, retention="Y")).retention_due is None


@pytest.mark.parametrize("date", ["2013-01-03", "2013-01-01", "2013-12-31", "2013", "2013-06"])
def test_the_vectors_of_the_lifecycle_chapter(date):
    record = Record("r", "document")
    record.date = PartialDate(date)
    decade = RetentionClass("D10", "10年", 10)
    starts, __ = period_start(decade, record)
    assert decade.due(starts).isoformat() == "2024-01-01"


@given(st.dates(max_value=day(9000, 1, 1)), st.integers(1, 100))
def test_a_period_holds_n_whole_years_after_the_starting_year(start, years):
    due = RetentionClass("Dn", "n", years).due(start)
    assert (due.month, due.day, due.year - start.year) == (1, 1, years + 1)


def test_every_trigger_names_a_field():
    assert set(TRIGGERS) == {"creation", "case-closed", "validity-end", "accounting-year", "given"}
    record = Record("r", "document")
    record.year = 2020
    starts, __ = period_start(RetentionClass("D10", "会计", 10, "accounting-year"), record)
    assert starts.isoformat() == "2020-12-31"
