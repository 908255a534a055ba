"""The worker: what is written is indexed, whatever happens on the way."""

import signal
import threading
from io import BytesIO

import pytest
from zope.interface import implementer

from onestop_records.errors import Damaged
from onestop_records.events import RecordDescribed
from onestop_records.interfaces import (
    IAudit,
    ICatalog,
    IClock,
    IExtractor,
    IFinding,
    IFullText,
    INotifier,
    IOutbox,
    IStorage,
)
from onestop_records.models.component import Component, Version
from onestop_records.models.rendition import Extraction
from onestop_records.models.search import Question
from onestop_records.search.nudge import URGENT, Nudges, nudge
from onestop_records.worker.indexing import Indexing
from onestop_records.worker.lock import worker_lock
from onestop_records.worker.loop import Worker, run_once
from onestop_records.worker.reading import Reader
from onestop_records.worker.tasks import Task, pass_intents
from tests.unit.services.test_search import ask, ids, keep
from tests.world import NOON


def attach(request, record, content, name="a.txt"):
    """A file that nobody has read yet."""
    got = request.find_service(IStorage).receive(BytesIO(content.encode()), name, 10**6)
    version = Version(1, name, got.media_type, got.size, got.sha256, got.blob, "staff", NOON)
    record.files = (*record.files, Component(str(len(record.files)), (version,)))


@implementer(IExtractor)
class SlowExtractor:
    """Gives nothing before it is let."""

    def __init__(self):
        self.let = threading.Event()

    def extract(self, path, name):
        assert self.let.wait(30)
        return Extraction("read", "text/plain", "慢慢读出的文字")


def test_files_are_read_and_found(world):
    with world.work() as request:
        attach(request, keep(request, "a"), "橡皮擦检验报告正文")
    world.index()
    assert ids(ask(world, "staff", "橡皮擦检验")) == ["a"]
    with world.work() as request:
        assert not request.site.catalog.unread
        assert not request.find_service(IOutbox).waiting()


def test_the_same_bytes_are_read_once(world):
    with world.work() as request:
        attach(request, keep(request, "a"), "同一份")
        attach(request, keep(request, "b"), "同一份")
    world.index()
    with world.work() as request:
        assert len(request.site.renditions) == 1
    assert sorted(ids(ask(world, "staff", "同一份"))) == ["a", "b"]


def test_a_slow_file_holds_up_neither_its_own_description_nor_others(world):
    with world.work() as request:
        attach(request, keep(request, "slow", "慢件"), "x")
        keep(request, "quick", "快件")
    reader = Reader(SlowExtractor())
    with world.work() as request:
        indexing = Indexing(request, reader)
        reader.wait = lambda: None
        indexing.pass_intents()
    assert ids(ask(world, "staff", "慢件")) == ["slow"]
    assert ids(ask(world, "staff", "快件")) == ["quick"]
    with world.work() as request:
        assert list(request.site.catalog.unread) == ["slow"]
        assert not request.find_service(IOutbox).waiting()
    reader.extractor.let.set()
    Reader.wait(reader, 30, 30)
    with world.work() as request:
        assert Indexing(request, reader).pass_read() == 1
    assert ids(ask(world, "staff", "慢慢读出")) == ["slow"]
    reader.close()


def test_a_file_that_was_being_read_when_the_worker_died_is_read_by_the_next(world):
    with world.work() as request:
        attach(request, keep(request, "a"), "没有读完的文字")
    dead = Reader(SlowExtractor())
    dead.wait = lambda: None
    with world.work() as request:
        Indexing(request, dead).pass_intents()
    dead.extractor.let.set()
    dead.close()
    world.index()
    assert ids(ask(world, "staff", "没有读完")) == ["a"]


def test_a_file_that_cannot_be_read_is_noted_in_the_audit_trail(world):
    with world.work() as request:
        attach(request, keep(request, "a"), "%PDF-1.7 broken", "a.pdf")
    reader = Reader(None)
    reader._submit = lambda version: done(Extraction("damaged", version.media_type))
    with world.work() as request:
        Indexing(request, reader).pass_intents()
    with world.work() as request:
        noted = [e for e in request.find_service(IAudit).entries("a") if e.act == "record-extracted"]
        assert [(e.outcome, dict(e.after), e.way) for e in noted] == [
            ("failed", {"files": {"0": "damaged"}}, "worker")
        ]


def done(extraction):
    from concurrent.futures import Future

    future = Future()
    future.set_result(extraction)
    return future


def test_one_bad_record_stops_nobody_and_is_not_found_in_an_old_state(world):
    with world.work() as request:
        keep(request, "good")
        keep(request, "bad", "从前")
    world.index()
    with world.work() as request:
        request.site.records["bad"].title = 7  # no text: cannot be indexed
        for record_id in ("bad", "good"):
            request.find_service(INotifier)(RecordDescribed(request.actor, record_id))
        keep(request, "later")
    world.index()
    assert sorted(ids(ask(world, "staff"))) == ["good", "later"]
    with world.work() as request:
        assert list(request.site.catalog.failed) == ["bad"]
        request.site.records["bad"].title = "现在"
        request.find_service(INotifier)(RecordDescribed(request.actor, "bad"))
    world.index()
    assert ids(ask(world, "staff", "现在")) == ["bad"]
    with world.work() as request:
        assert not request.site.catalog.failed


def test_a_record_that_is_gone_leaves_both_indexes(world):
    with world.work() as request:
        keep(request, "a")
    world.index()
    with world.work() as request:
        number = request.find_service(ICatalog).number("a")
        del request.site.records._records["a"]
        request.find_service(INotifier)(RecordDescribed(request.actor, "a"))
    world.index()
    with world.work() as request:
        assert request.find_service(ICatalog).number("a") is None
        assert number not in request.find_service(IFullText).numbers()


def test_an_intent_survives_a_death_between_full_text_and_catalogue(world):
    """Killed before the commit: nothing is found that should not be, and the next worker goes on."""
    with world.work() as request:
        keep(request, "a", "第一件")
    reader = Reader(None)
    with pytest.raises(KeyboardInterrupt), world.work() as request:
        Indexing(request, reader).pass_intents()
        raise KeyboardInterrupt
    with world.work() as request:
        assert request.find_service(IFullText).numbers()
        assert request.find_service(IOutbox).waiting()
        keep(request, "b", "第二件")
    assert ask(world, "staff", "第一件").total == 0
    world.index()
    assert ids(ask(world, "staff", "第一件")) == ["a"]
    assert ids(ask(world, "staff", "第二件")) == ["b"]


def everything(world):
    """All that search can show, for comparing."""
    found = []
    for username in ("staff", "archivist", "manager", "auditor"):
        for q in ("", "通知", "橡皮"):
            for sort in ("date", "-code", "title"):
                results = ask(world, username, q, sort=sort)
                found.append((results.total, results.items, results.facets))
    return found


@pytest.mark.parametrize("loss", ["nothing", "full text", "catalogue"])
def test_a_rebuild_gives_the_same_as_before(world, loss):
    with world.work() as request:
        for number in range(12):
            values = {"date": f"20{10 + number}", "unit": ("QYB", "XXB")[number % 2]}
            if number % 3 or loss == "catalogue":  # what has no code stands in the order of the numbers
                values["reference_code"] = f"Z109-{number:04}"
            record = keep(request, f"r{number}", f"通知{number}", **values)
            attach(request, record, f"橡皮{number}")
    world.index()
    before = everything(world)
    with world.work() as request:
        if loss == "full text":
            request.find_service(IFullText).clear()
        elif loss == "catalogue":
            request.site.catalog = None
        world.registry.outbox_writer.rebuild(request.site, "admin", request.find_service(IClock))
    world.index()
    assert everything(world) == before
    with world.work() as request:
        numbers = request.find_service(ICatalog).numbers()
        assert request.find_service(IFullText).numbers() == numbers
        assert len(numbers) == 12


def test_lost_full_text_comes_back_by_itself(world):
    with world.work() as request:
        keep(request, "a", "通知")
    world.index()
    with world.work() as request:
        request.find_service(IFullText).clear()
    assert ask(world, "staff", "通知").total == 0
    world.index()
    assert ask(world, "staff", "通知").total == 1


def test_new_audit_entries_are_sealed(world):
    with world.work() as request:
        keep(request, "a")
    world.index()
    with world.work() as request:
        assert all(entry.sealed for entry in request.find_service(IAudit).entries("a"))
        assert request.find_service(IAudit).verify() == []


def test_only_one_works(world):
    with worker_lock(world.settings) as first, worker_lock(world.settings) as second:
        assert (first, second) == (True, False)
    with worker_lock(world.settings) as again:
        assert again


def test_a_task_that_fails_does_not_end_the_worker(world, monkeypatch):
    monkeypatch.setattr("onestop_records.worker.loop.PAUSE", 0)
    seen = []

    def fail(request, reader):
        seen.append("failed")
        if len(seen) == 1:
            raise Damaged("index")
        raise ValueError("task")

    worker = Worker(world.registry, [Task("fail", fail)])
    assert worker._guarded(worker.round) == 0
    assert worker._guarded(worker.round) == 0
    assert seen == ["failed", "failed"]


def test_a_commit_nudges_the_worker_and_a_failure_does_not(world):
    nudges = Nudges(world.settings)
    with pytest.raises(ZeroDivisionError), world.work() as request:
        keep(request, "a")
        raise ZeroDivisionError
    with pytest.raises(BlockingIOError):
        nudges._socket.recv(8)
    with world.work() as request:
        keep(request, "b")
        keep(request, "c")
    assert nudges._socket.recv(8) == b"!"
    with pytest.raises(BlockingIOError):
        nudges._socket.recv(8)
    nudge(world.settings)
    nudges.wait(10)
    nudge(world.settings)
    nudge(world.settings, URGENT)
    nudges.gather(3600)  # somebody waits, so nothing more is waited for
    nudges.close()
    nudge(world.settings)  # nobody listens: no matter


def test_it_stops_when_told(world):
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    told = []

    def tell(request, reader):
        told.append(signal.raise_signal(signal.SIGTERM))
        return 0

    try:
        Worker(world.registry, [Task("tell", tell)]).serve()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert told == [None]


def test_nothing_is_indexed_by_writers(world):
    with world.work() as request:
        keep(request, "a")
    with world.work() as request:
        assert request.site.catalog is None
        assert request.find_service(IFinding).search(Question()).lagging
        assert pass_intents(request, Reader(None)) == 1


def test_running_twice_changes_nothing(world):
    with world.work() as request:
        keep(request, "a")
    world.index()
    with world.work() as request:
        serial = request.site.catalog._p_serial
    run_once(world.registry)
    with world.work() as request:
        assert request.site.catalog._p_serial == serial
