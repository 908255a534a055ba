"""The purge in a store without a disk; tests/functional/test_destroyed.py has one with it."""

import fcntl
import io

import pytest
from zope.interface.verify import verifyObject

from onestop_records.interfaces import (
    ICapture,
    ICatalog,
    IErasure,
    IFullText,
    IIdempotency,
    IPurge,
    IStorage,
    IUploads,
)
from onestop_records.storage.destroyed import DestructionLedger
from tests.functional.destruction import Gone

LETTER = {"type": "document", "title": "旧函", "date": "2010-03-04", "creator": "协会", "category": "WS"}


@pytest.fixture
def gone(world):
    """A record that was erased; its answer was kept, and somebody sends the same bytes once more."""
    with world.work("archivist") as request:
        received = request.find_service(IStorage).receive(io.BytesIO(b"only here"), "a.txt", 100)
        record = request.find_service(ICapture).capture(LETTER, [received])
        body = f'{{"id": "{record.id}", "files": ["a.txt"]}}'.encode()
        request.find_service(IIdempotency).keep("key", "digest", 201, f"/records/{record.id}", body)
    world.index()
    with world.work("archivist") as request:
        request.find_service(IUploads).receive(io.BytesIO(b"only here"), "b.txt")
        found = request.site.records[record.id]
        request.find_service(IErasure).erase(found, "b1")
        found.tombstone, found.state = Gone(), "destroyed"
    return record.id


def begun(world):
    with world.work() as request:
        request.find_service(IPurge).begin("b1")
    world.index()


def standing(world):
    with world.work() as request:
        purge = request.find_service(IPurge).standing("b1")
        return purge.step, purge.findings


def test_keeps_its_contract(world):
    with world.work() as request:
        verifyObject(IPurge, request.find_service(IPurge))


def test_nothing_is_purged_before_the_batch_is_executed(world, gone):
    world.index()
    assert standing(world)[0] == "erasing"
    with world.work() as request:
        assert not request.find_service(IPurge).finished("b1")


def test_a_batch_without_any_erasure_has_nothing_to_purge(world):
    with world.work() as request:
        request.find_service(IPurge).begin("b2")
        assert request.find_service(IPurge).finished("b2")


def test_catalogue_full_text_answers_and_uploads_forget_it(world, gone):
    begun(world)
    assert standing(world) == ("finished", ())
    with world.work() as request:
        catalog = request.find_service(ICatalog)
        assert catalog.number(gone) is None
        assert request.find_service(IFullText).remains(catalog.numbers()) == []
        assert (len(request.site.idempotency_keys), len(request.site.uploads)) == (0, 0)


def test_the_ledger_names_it_without_title_or_file_name(world, gone):
    begun(world)
    ledger = DestructionLedger(world.settings.instance / "destroyed.jsonl")
    (entry,) = ledger.read()
    assert (entry.record, entry.batch, len(entry.digests)) == (gone, "b1", 1)
    text = ledger.path.read_text("utf-8")
    assert "旧函" not in text
    assert "a.txt" not in text


def test_it_waits_for_a_backup(world, gone):
    with (world.settings.instance / "maintenance.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        begun(world)
        assert standing(world)[0] == "wanted"
    world.index()
    assert standing(world)[0] == "finished"


def test_what_is_found_is_told_and_tried_again_after_an_hour(world, gone):
    with world.work() as request:
        request.site.records[gone].description = {"abstract": "again"}
    begun(world)
    step, findings = standing(world)
    assert (step, findings) == ("wanted", (f"{gone}: the record has content",))
    with world.work() as request:
        request.site.records[gone].description = {}
    world.index()
    assert standing(world)[0] == "wanted"
    world.clock.forward(hours=1)
    world.index()
    assert standing(world)[0] == "finished"


def test_a_tombstone_is_never_indexed_again(world, gone):
    begun(world)
    with world.work() as request:
        world.registry.outbox_writer.rebuild(request.site, "archivist", world.clock)
    world.index()
    with world.work() as request:
        assert request.find_service(ICatalog).number(gone) is None
