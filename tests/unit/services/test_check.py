"""四性检测 (DA/T 70-2018): each item, what blocks, what nobody overrides, what waits for reading."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Refused
from onestop_records.interfaces import IAudit, IFourPropertyCheck, ISettings, IStorage
from onestop_records.models.component import Component, Version
from onestop_records.models.digest import note_digests
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.record import Record
from onestop_records.models.rendition import Rendition
from onestop_records.models.report import Outcome, Property
from onestop_records.services import check as check_module
from onestop_records.services.check import FourPropertyCheck
from onestop_records.services.checking import RULES
from tests.world import NOON


@pytest.fixture
def request_(world):
    with world.work("archivist") as request:
        yield request


@pytest.fixture
def check(request_):
    return request_.find_service(IFourPropertyCheck)


class StandingClock:
    def now(self):
        return NOON

    def today(self):
        return NOON.date()


def version(request, content=b"text", name="a.txt", number=1):
    received = request.find_service(IStorage).receive(io.BytesIO(content), name, 10**6)
    values = (received.name, received.media_type, received.size, received.sha256, received.blob)
    return Version(number, *values, "staff", NOON)


@pytest.fixture
def record(request_):
    """A record that passes."""
    record = Record("r", "document")
    record.title, record.creator, record.date = "题名", "办公室", PartialDate("2021-03")
    record.category, record.year, record.unit, record.retention = "WS", 2021, "BGS", "D10"
    record.files = (Component("f", (version(request_),)),)
    request_.site.records.add(record)
    note_digests(request_.site, record)
    return record


def read(request, record, status="read", **technical):
    for component in record.files:
        rendition = Rendition(status, component.current.media_type, b"", technical)
        request.site.renditions[component.current.sha256] = rendition


def item(report, name):
    return next(item for item in report.items if item.name == name)


def failing(report):
    return {item.name for item in report.items if item.failed}


def test_it_keeps_its_contract(check):
    assert verifyObject(IFourPropertyCheck, check)


def test_every_property_is_asked_for():
    assert {rule.kind for rule in RULES} == set(Property)


def test_a_sound_record_passes_but_for_what_must_be_read(check, record):
    report = check.run(record, "filing")
    assert report.failures == report.final == report.tasks == []
    assert report.outcome is Outcome.PENDING
    waiting = {item.name for item in report.items if item.outcome is Outcome.PENDING}
    assert waiting == {rule.name for rule in RULES if rule.read}


def test_reports_are_kept_and_told_to_the_audit_trail(check, record, world, request_):
    first, second = check.run(record, "filing"), check.run(record, "manual")
    assert check.reports(record) == (first, second)
    assert (first.occasion, first.by, first.at) == ("filing", "archivist", world.clock.now())
    request_.tm.commit()
    request_.tm.begin()
    acts = [entry.act for entry in request_.find_service(IAudit).entries("r")]
    assert acts == ["record-checked", "record-checked"]


def test_changed_bytes_are_final(check, record, request_):
    [component] = record.files
    record.files = (Component("f", (replace(component.current, sha256="0" * 64),)),)
    report = check.run(record, "filing")
    assert [violation.field for violation in report.final] == ["digest"]
    assert "a.txt" in report.final[0].message.interpolate()


def test_another_size_is_found(check, record):
    [component] = record.files
    record.files = (Component("f", (replace(component.current, size=5),)),)
    assert failing(check.run(record, "filing")) == {"digest"}


def test_an_earlier_version_is_checked_too(check, record, request_):
    [component] = record.files
    first = replace(component.current, sha256="0" * 64)
    record.files = (Component("f", (first, version(request_, b"new", number=2))),)
    note_digests(request_.site, record)
    assert failing(check.run(record, "filing")) == {"digest"}


@pytest.mark.parametrize(("date", "year"), [("2027", 2021), ("2021", 2027), ("1200", 2021), ("2021", 20211)])
def test_impossible_dates_block(check, record, date, year):
    record.date, record.year = PartialDate(date), year
    assert [v.field for v in check.run(record, "filing").failures] == ["metadata-range"]


def test_a_reference_code_of_another_record_blocks(check, record, request_):
    record.reference_code = "Z109-WS·2021-D10-BGS-0001"
    request_.site.codes[record.reference_code] = "other"
    assert [v.field for v in check.run(record, "filing").failures] == ["code-unique"]
    request_.site.codes[record.reference_code] = "r"
    assert check.run(record, "filing").failures == []


@pytest.mark.parametrize("name", ["title", "date", "creator", "category", "year", "unit", "retention"])
def test_required_metadata_block(check, record, name):
    setattr(record, name, None)
    assert "required-metadata" in [v.field for v in check.run(record, "filing").failures]


def test_a_gap_in_the_versions_blocks(check, record, request_):
    record.files = (Component("f", (version(request_), version(request_, number=3))),)
    assert [v.field for v in check.run(record, "filing").failures] == ["version-row"]


def test_a_record_without_a_file_blocks_unless_it_is_paper(check, record):
    record.files = ()
    report = check.run(record, "filing")
    assert [v.field for v in report.failures] == ["file-count"]
    assert report.final == []
    record.carrier = "paper"
    assert check.run(record, "filing").tasks == []


def test_a_name_that_claims_another_format_blocks(check, record, request_):
    record.files = (Component("f", (version(request_, name="a.pdf"),)),)
    assert [v.field for v in check.run(record, "filing").failures] == ["format-name"]


def test_an_unknown_format_blocks(check, record, request_):
    record.files = (Component("f", (version(request_, bytes(range(256)), "a.bin"),)),)
    note_digests(request_.site, record)
    report = check.run(record, "filing")
    assert ([v.field for v in report.failures], report.final) == (["format-known"], [])


def test_a_program_blocks(check, record, request_):
    record.files = (Component("f", (version(request_, b"\x7fELF\x02\x01\0\0", "a.txt"),)),)
    note_digests(request_.site, record)
    assert [v.field for v in check.run(record, "filing").failures] == ["no-programs"]


def test_reading_completes_the_report(check, record, request_):
    report = check.run(record, "filing")
    assert not check.complete(record)
    read(request_, record)
    assert check.complete(record)
    assert report.outcome is Outcome.PASSED
    assert not check.complete(record)


@pytest.mark.parametrize("status", ["damaged", "unreadable", "too-long", "too-large"])
def test_a_file_that_does_not_open_becomes_a_task(check, record, request_, status):
    report = check.run(record, "filing")
    read(request_, record, status)
    check.complete(record)
    assert [task.name for task in report.tasks] == ["opens"]


@pytest.mark.parametrize(("status", "technical"), [("encrypted", {}), ("read", {"protected": True})])
def test_encryption_becomes_a_task(check, record, request_, status, technical):
    report = check.run(record, "filing")
    read(request_, record, status, **technical)
    check.complete(record)
    assert [task.name for task in report.tasks] == ["not-encrypted"]


@pytest.mark.parametrize(("status", "name"), [("damaged", "opens"), ("encrypted", "not-encrypted")])
def test_what_reading_has_shown_before_filing_blocks(check, record, request_, status, name):
    read(request_, record, status)
    assert [v.field for v in check.run(record, "filing").failures] == [name]


def test_a_file_nobody_brought_in_blocks(check, record, request_):
    del request_.site.digests[record.files[0].current.sha256]
    assert [v.field for v in check.run(record, "filing").failures] == ["no-strays"]


def test_an_item_of_another_volume_blocks(check, record, request_):
    stray = Record("stray", "document")
    request_.site.records.add(stray)
    record.items = ("stray",)
    assert "no-strays" in [v.field for v in check.run(record, "filing").failures]


def test_the_code_that_filing_would_give_must_be_free(check, record, request_):
    request_.site.codes["Z109-WS·2021-D10-BGS-0007"] = "other"
    report = check.run(record, "filing", "Z109-WS·2021-D10-BGS-0007")
    assert [v.field for v in report.failures] == ["code-unique"]
    assert item(check.run(record, "filing", "Z109-WS·2021-D10-BGS-0008"), "code-unique").outcome == "passed"


def test_a_gap_before_the_number_is_found_once_it_is_given(check, record, request_):
    record.state, record.reference_code, record.sequence = "filed", "Z109-WS·2021-D10-BGS-0007", 7
    request_.site.codes[record.reference_code] = "r"
    report = check.run(record, "scheduled")
    assert [task.name for task in report.tasks] == ["number-gap"]
    assert "BGS-0006" in report.tasks[0].text.interpolate()
    request_.site.codes["Z109-WS·2021-D10-BGS-0006"] = "destroyed"
    assert check.run(record, "scheduled").tasks == []


def tasks(check):
    return [record.id for record in check.tasks()]


def test_what_reading_shows_after_filing_is_a_task_until_it_passes(check, record, request_):
    check.run(record, "filing")
    record.state = "filed"
    read(request_, record, "damaged")
    check.complete(record)
    assert tasks(check) == ["r"]
    record.files = (Component("f", (version(request_, b"sound"),)),)
    note_digests(request_.site, record)
    read(request_, record)
    check.run(record, "manual")
    assert tasks(check) == []


def test_what_was_overridden_at_filing_is_no_task_but_something_new_is(check, record, request_):
    record.files = (Component("f", (version(request_, name="a.pdf"),)),)
    note_digests(request_.site, record)
    check.run(record, "filing")
    record.state = "filed"
    check.run(record, "scheduled")
    assert tasks(check) == []
    read(request_, record, "encrypted")
    check.complete(record)
    assert tasks(check) == ["r"]


def test_drafts_are_no_tasks(check, record):
    record.files = ()
    check.run(record, "manual")
    assert tasks(check) == []


def test_a_task_is_settled_with_a_reason_and_stays_settled(check, record, request_):
    record.state = "filed"
    read(request_, record, "damaged")
    check.run(record, "manual")
    with pytest.raises(Refused):
        check.settle(record, " ")
    check.settle(record, "原件即已损坏，另存纸质件")
    assert tasks(check) == []
    check.run(record, "scheduled")
    assert tasks(check) == []
    with pytest.raises(Refused):
        check.settle(record, "again")


def test_changed_bytes_are_a_task_that_no_reason_settles(check, record):
    record.state = "filed"
    record.files = (Component("f", (replace(record.files[0].current, sha256="0" * 64),)),)
    check.run(record, "scheduled")
    with pytest.raises(Refused, match="digest"):
        check.settle(record, "known")
    assert tasks(check) == ["r"]


def test_filed_records_are_checked_anew_when_the_last_check_is_a_year_old(world, check, record, request_):
    assert check.again() == 0  # a draft
    check.run(record, "filing")
    record.state = "filed"
    assert check.again() == 0
    world.clock.forward(days=366)
    assert check.again() == 1
    assert [report.occasion for report in check.reports(record)] == ["filing", "scheduled"]
    assert check.again() == 0


def test_the_oldest_check_comes_first_and_a_little_at_a_time(world, check, record, request_, monkeypatch):
    monkeypatch.setattr(check_module, "CHECKED", 1)
    for name, days in (("a", 1), ("b", 3), ("c", 2)):
        old = Record(name, "document")
        old.state, old.filed_at = "filed", world.clock.now() - timedelta(days=400 + days)
        request_.site.records.add(old)
    found = []
    while check.again():
        found += [name for name in "abc" if check.reports(request_.site.records[name]) and name not in found]
    assert found == ["b", "c", "a"]


def test_all_records_have_their_turn(world, check, request_, monkeypatch):
    monkeypatch.setattr(check_module, "LOOKED_AT", 2)
    for name in "abcde":
        old = Record(name, "document")
        old.state, old.filed_at = "filed", world.clock.now() - timedelta(days=400)
        request_.site.records.add(old)
    assert [check.again() for _ in range(4)] == [2, 2, 1, 0]


def test_the_worker_checks_on_schedule(world, request_, check, record):
    check.run(record, "filing")
    record.state = "filed"
    request_.tm.commit()
    world.clock.forward(days=366)
    world.index()
    request_.tm.begin()
    assert [report.occasion for report in check.reports(record)] == ["filing", "scheduled"]


def test_signatures_are_told_and_wait_for_a_person(check, record, request_):
    read(request_, record, signatures=2)
    report = check.run(record, "filing")
    assert item(report, "signature").outcome is Outcome.PENDING
    assert "a.txt" in item(report, "signature").text.interpolate()


def scanning(request, command):
    return FourPropertyCheck(
        request.site,
        StandingClock(),
        request.actor,
        lambda event: None,
        request.find_service(IStorage),
        command,
    )


@pytest.mark.parametrize(
    ("script", "final", "blocking"),
    [
        ("exit 0", [], []),
        ("exit 1", ["no-virus"], ["no-virus"]),
        ("exit 2", [], ["scanner"]),
        ('grep -q text "$1"', [], []),
    ],
)
def test_the_antivirus_command_decides(request_, record, tmp_path, script, final, blocking):
    command = tmp_path / "scan"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    report = scanning(request_, str(command)).run(record, "filing")
    assert [v.field for v in report.final] == final
    assert [v.field for v in report.failures] == blocking


def test_a_scanner_that_is_not_there_blocks(request_, record):
    report = scanning(request_, "/nowhere/scan").run(record, "filing")
    assert [v.field for v in report.failures] == ["scanner"]


def test_a_missing_blob_is_final(world, request_, check, record):
    request_.tm.commit()
    request_.tm.begin()
    Path(request_.site.records["r"].files[0].current.blob.committed()).unlink()
    world.db.cacheMinimize()
    with world.work("archivist") as request:
        report = request.find_service(IFourPropertyCheck).run(request.site.records["r"], "scheduled")
        assert [v.field for v in report.final] == ["digest"]


def test_the_setting_names_the_scanner(request_, check):
    assert check.antivirus == request_.find_service(ISettings).antivirus == ""
