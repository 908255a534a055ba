"""``init --demo``: what a newcomer finds (platform, *Two commands*)."""

import subprocess

import pytest

from onestop_records.cli.child import command_line
from onestop_records.cli.instance import open_instance
from onestop_records.demo.people import PEOPLE
from onestop_records.events import Actor
from onestop_records.interfaces import IClock, IDisposals, IHolds, IPeople, IStorage


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demonstration") / "instance"
    command = command_line("init", str(folder), "--demo")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    with open_instance(folder) as instance:
        yield instance, done.stdout


def test_one_password_is_printed_and_opens_every_account(demonstration):
    instance, printed = demonstration
    password = printed.split("password for all: ")[1].split()[0]
    with instance.work() as request:
        people = request.find_service(IPeople)
        for username in PEOPLE:
            assert people.may_sign_in(username, password, "127.0.0.1"), username
    assert not (instance.settings.instance / "demo-accounts.txt").stat().st_mode & 0o077


def test_there_are_records_of_all_types_in_several_states(demonstration):
    instance, _ = demonstration
    with instance.work() as request:
        records = list(request.site.records.values())
        assert len(records) > 100
        types = {"document", "photo", "video", "audio", "complaint_file", "case_file", "task_file"}
        assert {record.type for record in records} == types
        assert {"captured", "submitted", "accepted", "filed"} <= {record.state for record in records}
        assert {int(record.classification) for record in records} == {0, 1, 2, 3, 4}
        assert {record.carrier for record in records} == {"electronic", "paper", "both"}


def test_something_is_due_held_and_being_appraised(demonstration):
    instance, _ = demonstration
    with instance.work() as request:
        site, today = request.site, request.find_service(IClock).today()
        due = [r for r in site.records.values() if r.filed and r.retention_due and r.retention_due <= today]
        assert len(due) > 10
        holds = request.find_service(IHolds)
        assert any(holds.covering(record) for record in due)
        batches = {batch.state: batch for batch in site.disposals.values()}
        assert set(batches) == {"appraising", "awaiting-approval"}
        assert all(batch.size and batch.unit == "QYB" for batch in batches.values())
        in_batches = {row.record for batch in batches.values() for row in batch.rows()}
        assert any(r.id not in in_batches and not holds.covering(r) for r in due)  # for a newcomer's own
        ids = {person.username: person.id for person in site.people.values()}
    for username, waiting in (("manager", ["awaiting-approval"]), ("head", ["appraising"])):
        with instance.work(Actor(ids[username])) as request:
            service = request.find_service(IDisposals)
            assert [b.state for b in service.visible() if service.waits(b)] == waiting


def test_every_file_is_recognised_by_its_content(demonstration):
    instance, _ = demonstration
    with instance.work() as request:
        versions = [c.current for r in request.site.records.values() for c in r.files]
        storage = request.find_service(IStorage)
        assert all(storage.verify(version) for version in versions[::10])
    assert "application/octet-stream" not in {version.media_type for version in versions}


def test_packing_works(demonstration):
    instance, _ = demonstration
    command = command_line("pack", "--instance", str(instance.settings.instance))
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_one_special_task_is_overdue_and_chased_and_one_is_finished(demonstration):
    instance, _ = demonstration
    with instance.work() as request:
        now = request.find_service(IClock).now()
        running, finished = *request.site.specialtasks.opened(), *request.site.specialtasks.ended(5)
        late = [item for item in running.open_items if item.overdue(now)]
        assert [bool(item.chases) for item in late] == [True]
        assert finished.outcome == "done" and request.site.records[finished.file].state == "submitted"


def test_one_agency_service_is_late_and_chased_and_one_has_ended_early(demonstration):
    instance, _ = demonstration
    with instance.work() as request:
        now = request.find_service(IClock).now()
        found = {c.agency.state: c.agency for c in request.site.cases.values() if c.agency is not None}
        late = found["running"].steps[0]
        assert late.clock.late(now) and late.chased
        assert found["ending"].ending.reason == "force-majeure"


def test_one_need_is_served_after_a_refusal_and_one_service_has_ended(demonstration):
    instance, _ = demonstration
    with instance.work() as request:
        found = [case.matching for case in request.site.cases.values() if case.matching is not None]
        running = next(part for part in found if part.state == "serving")
        assert running.refused and running.contacts and len(request.site.providers) == 3
        assert next(part for part in found if part.state == "served").summaries[0].item
