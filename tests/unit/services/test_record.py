"""Bringing records in and describing them, before and after filing."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Missing, Refused, Violations
from onestop_records.interfaces import ICapture
from onestop_records.models.classification import Classification
from onestop_records.models.person import Clearance
from tests.received import received

NOTICE = {"type": "document", "title": "关于举办展会的通知", "date": "2021-03-05", "category": "WS"}


def capture(request, *files, **values):
    return request.find_service(ICapture).capture({**NOTICE, **values}, list(files))


def fields(caught):
    return {violation.field for violation in caught.value.violations}


def test_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(ICapture, request.find_service(ICapture))


def test_a_captured_record_is_in_its_capturers_custody_and_unit(world):
    with world.work("staff") as request:
        record = capture(request)
        assert (record.state, record.unit, record.year) == ("captured", "QYB", 2021)
        assert request.site.holder(record.keeping) == "staff"
        assert record.captured_at == world.clock.now()


def test_who_has_no_keeping_yet_gets_one(world):
    with world.work("staff") as request:
        request.site.people["staff"].keepings = ()
        assert request.site.holder(capture(request).keeping) == "staff"
        assert len(request.site.people["staff"].keepings) == 1


def test_all_that_is_wrong_is_told_and_nothing_is_kept(world):
    with world.work("staff") as request:
        with pytest.raises(Violations) as caught:
            capture(request, title="", unit="??", volume="nowhere", colour="red")
        assert fields(caught) == {"title", "unit", "colour"}
        assert len(request.site.records) == 0


def test_the_volume_must_be_ones_own(world):
    with world.work("staff") as request:
        volume = capture(request, type="complaint_file", retention="D30")
    with world.work("staff2") as request:
        with pytest.raises(Violations) as caught:
            capture(request, volume=volume.id)
        assert fields(caught) == {"volume"}


def test_a_volume_one_may_not_know_of_is_no_volume(world):
    with world.work("staff") as request:
        volume = capture(request, type="complaint_file", retention="D30")
        volume.classification = Classification.SECRET
        volume.state = "submitted"
    with world.work("archivist") as request:
        with pytest.raises(Violations) as caught:
            capture(request, volume=volume.id)
        assert fields(caught) == {"volume"}


def test_items_inherit_and_follow_their_volume(world):
    with world.work("archivist") as request:
        act = request.find_service(ICapture)
        volume = capture(request, type="complaint_file", retention="D30", classification="confidential")
        item = capture(request, volume=volume.id, retention="Y", date="2019")
        assert (item.retention, item.year) == ("D30", 2021)
        assert item.classification == Classification.CONFIDENTIAL
        assert volume.items == (item.id,)
        act.describe(volume, {"retention": "D10"})
        assert item.retention == "D10"


def test_nobody_sets_a_grade_above_their_own_clearance(world):
    with world.work("staff") as request:
        act = request.find_service(ICapture)
        record = capture(request)
        for attempt in (
            lambda: capture(request, classification="confidential"),
            lambda: act.describe(record, {"classification": "confidential"}),
            lambda: act.classify(record, "confidential", "10年", "商业秘密目录"),
        ):
            with pytest.raises(Violations) as caught:
                attempt()
            assert fields(caught) == {"classification"}
        assert capture(request, classification="internal").classification == Classification.INTERNAL


def test_a_clearance_by_name_lets_a_person_set_that_grade(world):
    with world.work("staff") as request:
        request.site.people["staff"].clearance = Clearance(Classification.SECRET, None, "security", "分工")
        assert capture(request, classification="secret").classification == Classification.SECRET
        with pytest.raises(Violations):
            capture(request, classification="top_secret")


def test_a_command_in_nobodys_name_brings_in_any_grade(world):
    with world.work("") as request:
        assert capture(request, classification="top_secret").classification == Classification.TOP_SECRET


def test_the_keeper_of_a_volume_graded_above_their_clearance_adds_nothing_to_it(world):
    with world.work("staff") as request:
        volume = capture(request, type="complaint_file")
        volume.classification = Classification.SECRET
        with pytest.raises(Violations) as caught:
            capture(request, volume=volume.id)
        assert fields(caught) == {"volume"}


def test_the_person_complained_of_is_shut_out(world):
    with world.work("clerk") as request:
        record = capture(request, type="complaint_file", complained_person="staff")
        assert record.denied == ("staff",)


def test_describing_changes_what_is_named_and_keeps_the_rest(world):
    with world.work("staff") as request:
        record = capture(request, keywords="展会", creator="协会")
        before = record.revision
        request.find_service(ICapture).describe(record, {"title": "通知", "keywords": None, "creator": ""})
        assert (record.title, record.creator, record.get("keywords")) == ("通知", "", None)
        assert record.date == "2021-03-05"
        assert record.revision == before + 1


def test_describing_without_a_change_leaves_no_trace(world):
    with world.work("staff") as request:
        record = capture(request)
        before = record.revision
        request.find_service(ICapture).describe(record, {"title": record.title, "type": "document"})
        assert record.revision == before


def test_a_record_stays_of_its_type(world):
    with world.work("staff") as request, pytest.raises(Violations) as caught:
        request.find_service(ICapture).describe(capture(request), {"type": "photo"})
    assert fields(caught) == {"type"}


def test_once_submitted_only_the_classifying_officer_changes_the_grade(world):
    with world.work("staff") as request:
        act, record = request.find_service(ICapture), capture(request)
        act.describe(record, {"classification": "internal"})
        record.state = "submitted"
        with pytest.raises(Violations) as caught:
            act.describe(record, {"classification": "public"})
        assert fields(caught) == {"classification"}


def test_classifying_wants_a_basis_and_a_term(world):
    with world.work("manager") as request:
        act, record = request.find_service(ICapture), capture(request)
        with pytest.raises(Violations) as caught:
            act.classify(record, "secret", "", "")
        assert fields(caught) == {"classification_basis", "classification_term"}
        act.classify(record, "secret", "10年", "商业秘密目录")
        assert record.classification == Classification.SECRET


def test_an_item_is_never_classified_below_its_volume(world):
    with world.work("manager") as request:
        act = request.find_service(ICapture)
        volume = capture(request, type="case_file", classification="confidential")
        item = capture(request, volume=volume.id)
        with pytest.raises(Violations):
            act.classify(item, "public", "10年", "x")


def test_files_come_and_go_until_filing(world):
    with world.work("staff") as request:
        act, record = request.find_service(ICapture), capture(request, received(request))
        added = act.add_file(record, received(request, b"other", "b.txt"))
        assert [c.current.name for c in record.files] == ["paper.txt", "b.txt"]
        act.remove_file(record, added.id)
        assert [c.current.name for c in record.files] == ["paper.txt"]
        assert added.current.sha256 not in request.site.digests
        record.state = "filed"
        with pytest.raises(Refused):
            act.add_file(record, received(request))
        with pytest.raises(Refused):
            act.remove_file(record, record.files[0].id)


def test_a_correction_after_filing_has_a_reason_and_keeps_what_was(world):
    with world.work("archivist") as request:
        act, record = request.find_service(ICapture), capture(request, received(request, b"first"))
        record.state = "filed"
        file_id = record.files[0].id
        with pytest.raises(Violations) as caught:
            act.add_version(record, file_id, received(request, b"second"), "  ")
        assert fields(caught) == {"reason"}
        act.add_version(record, file_id, received(request, b"second"), "扫描不清")
        first, second = record.file(file_id).versions
        assert (first.size, second.size, second.reason) == (5, 6, "扫描不清")
        with pytest.raises(Missing):
            act.add_version(record, "nothing", received(request), "x")


@pytest.mark.parametrize(
    "change", [{"year": 2020}, {"category": "ZP"}, {"retention": "D10"}, {"unit": "XXB"}, {"date": "2020"}]
)
def test_filing_fixes_what_code_and_period_speak_of(world, change):
    with world.work("archivist") as request:
        record = capture(request, retention="Y")
        record.state = "filed"
        with pytest.raises(Violations) as caught:
            request.find_service(ICapture).describe(record, change)
        assert fields(caught) == set(change)


def test_bytes_are_known_by_their_digest(world):
    with world.work("staff") as request:
        one = capture(request, received(request, b"same"))
        two = capture(request, received(request, b"same"))
        digest = one.files[0].current.sha256
        assert set(request.site.digests[digest]) == {one.id, two.id}
