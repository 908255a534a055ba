"""Records to accept and arrange, failed checks and editions: for whom they wait, counted as they may know."""

import pytest

from onestop_records.interfaces import ICapture, ICatalog, IFiling, IRetention, IWork
from onestop_records.models.classification import Classification
from tests.received import received
from tests.unit.services.test_filing import WHOLE


def kinds(world, person, kind):
    with world.work(person) as request:
        work = request.find_service(IWork).of(request.site.people[person])
        return [one for one in work if one.kind == kind]


def handed_in(world, grade="public", accepted=False):
    with world.work("staff") as request:
        record = request.find_service(ICapture).capture(WHOLE, [received(request, grade.encode())])
        record.classification = Classification.of(grade)
        request.find_service(IFiling).submit(record)
        record_id = record.id
    if accepted:
        with world.work("archivist") as request:
            request.find_service(IFiling).accept(request.site.records[record_id])
    world.index()
    return record_id


def test_what_is_handed_in_waits_for_archivists_as_one_count(world):
    handed_in(world)
    handed_in(world, "internal")
    (one,) = kinds(world, "archivist", "records-to-accept")
    assert one.title.mapping == {"count": 2}
    assert one.address == "/search?state=submitted"
    assert kinds(world, "staff", "records-to-accept") == []
    assert kinds(world, "manager", "records-to-accept") == []


def test_the_count_leaves_out_what_the_archivist_may_not_know_of(world):
    handed_in(world)
    record_id = handed_in(world, "internal")
    with world.work("system") as request:
        record = request.site.records[record_id]
        record.classification = Classification.SECRET
        request.find_service(ICatalog).index(record)
    (one,) = kinds(world, "archivist", "records-to-accept")
    assert one.title.mapping == {"count": 1}


def test_what_is_accepted_waits_to_be_arranged(world):
    handed_in(world, accepted=True)
    (one,) = kinds(world, "archivist2", "records-to-arrange")
    assert one.title.mapping == {"count": 1}


def test_a_failed_check_waits_for_archivists_who_may_know_of_the_record(world):
    record_id = handed_in(world)
    with world.work("system") as request:
        request.site.check_tasks[record_id] = None
    (one,) = kinds(world, "archivist", "failed-check")
    assert (one.address, one.record) == (f"/records/{record_id}", record_id)
    assert kinds(world, "head", "failed-check") == []
    with world.work("system") as request:
        request.site.records[record_id].classification = Classification.SECRET
    assert kinds(world, "archivist", "failed-check") == []


@pytest.mark.parametrize(("shorter", "people"), [(0, ["archivist", "manager"]), (3, ["manager"])])
def test_an_edition_waits_for_who_may_confirm_it(world, shorter, people):
    with world.work("archivist") as request:
        line = request.site.retention["D10"]
        since = world.clock.today().replace(year=2027)
        request.find_service(IRetention).propose(line, {"years": 12}, since, running=False, reason="修订")
        line.proposal.shorter = shorter
    found = [person for person in ("staff", "archivist", "manager") if kinds(world, person, "edition")]
    assert found == people
