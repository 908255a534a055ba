"""Intents: written with the act, passed in order, never lost, and nobody conflicts."""

import threading

import pytest
from transaction import TransactionManager
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage
from ZODB.POSException import ConflictError

from onestop_records.events import RecordCaptured, RecordClassified, RecordDescribed, RecordExtracted
from onestop_records.interfaces import INotifier, IOutbox
from onestop_records.models.intent import Intent, WriterLog
from onestop_records.models.site import ROOT_KEY, Site
from onestop_records.search.outbox import Outbox, OutboxWriter
from tests.unit.services.test_search import keep
from tests.world import NOON


@pytest.fixture
def db():
    db = DB(MappingStorage())
    with db.transaction() as connection:
        connection.root()[ROOT_KEY] = Site("test")
    yield db
    db.close()


class Registry:
    """Nudges go nowhere."""

    def __init__(self, settings):
        self.settings = {"onestop": settings}


def intent(record, person="staff", access=False, at=NOON):
    return Intent(record, 1, person, access, at)


def open_site(db):
    manager = TransactionManager()
    return manager, db.open(manager).root()[ROOT_KEY]


def test_an_act_leaves_an_intent_of_its_person(world):
    with world.work("staff") as request:
        keep(request, "a")
    with world.work() as request:
        outbox = request.find_service(IOutbox)
        [(key, left)] = outbox.pending(10)
        assert (left.record, left.person, left.access) == ("a", "staff", False)
        assert outbox.waiting_for("staff")
        assert not outbox.waiting_for("staff2")
        outbox.done([key])
        assert not outbox.waiting_for("staff")
        assert not outbox.pending(10)


def test_what_touches_access_hides_the_record_and_a_new_one_has_nothing_to_hide(world):
    with world.work() as request:
        notify, outbox = request.find_service(INotifier), request.find_service(IOutbox)
        keep(request, "a")
        assert outbox.hidden() == frozenset()
        notify(RecordDescribed(request.actor, "a"))
        assert outbox.hidden() == frozenset()
        notify(RecordClassified(request.actor, "a", access=True))
        assert outbox.hidden() == {"a"}


def test_what_the_worker_has_read_leaves_no_intent(world):
    with world.work() as request:
        request.find_service(INotifier)(RecordExtracted(request.actor, "a"))
        assert not request.find_service(IOutbox).waiting()


def test_an_act_undone_leaves_nothing(world):
    with pytest.raises(ZeroDivisionError), world.work() as request:
        request.find_service(INotifier)(RecordCaptured(request.actor, "a"))
        raise ZeroDivisionError
    with world.work() as request:
        assert not request.find_service(IOutbox).waiting()


def test_a_log_forgets_what_was_passed_and_keeps_its_numbers():
    log = WriterLog()
    for record in "abc":
        log.add(intent(record))
    log.progress.done = 2
    assert [(number, each.record) for number, each in log.pending()] == [(3, "c")]
    log.add(intent("d"))
    assert list(log._intents) == [3, 4]
    log.progress.done = 4
    assert not log.waiting()
    log.add(intent("e"))
    assert [number for number, _ in log.pending()] == [5]


def test_four_writers_and_the_worker_never_conflict_and_nothing_is_lost(db, world):
    writer = OutboxWriter(Registry(world.settings))
    conflicts, passed, writing = [], [], threading.Event()
    start = threading.Barrier(4)

    def write(name):
        manager, site = open_site(db)
        start.wait(10)
        for number in range(40):
            while True:
                manager.begin()
                writer.leave(site, intent(f"{name}{number}"))
                try:
                    manager.commit()
                    break
                except ConflictError:
                    manager.abort()
                    if number:  # the first commit adds the writer's log to those of the others
                        conflicts.append(name)

    def work():
        manager, site = open_site(db)
        while True:
            over = writing.is_set()  # before the snapshot is taken: it then holds all that was written
            manager.begin()
            pairs = Outbox(site).pending(7)
            Outbox(site).done([key for key, _ in pairs])
            try:
                manager.commit()
            except ConflictError:
                conflicts.append("worker")
                manager.abort()
                continue
            passed.extend(each.record for _, each in pairs)
            if over and not pairs:
                return

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in writers:
        thread.start()
    worker = threading.Thread(target=work)
    worker.start()
    for thread in writers:
        thread.join(30)
    writing.set()
    worker.join(30)
    assert conflicts == []
    assert sorted(passed) == sorted(f"{name}{number}" for name in "abcd" for number in range(40))


def test_a_log_retired_while_its_writer_adds_to_it_loses_nothing(db, world):
    writer = OutboxWriter(Registry(world.settings))
    manager, site = open_site(db)
    manager.begin()
    writer.leave(site, intent("a"))
    manager.commit()
    worker, other = open_site(db)
    worker.begin()
    Outbox(other).done([key for key, _ in Outbox(other).pending(9)])
    worker.commit()

    worker.begin()
    manager.begin()
    writer.leave(site, intent("b"))
    Outbox(other).retire()
    worker.commit()
    with pytest.raises(ConflictError):
        manager.commit()
    manager.abort()
    manager.begin()
    writer.leave(site, intent("b"))
    manager.commit()
    worker.begin()
    assert [each.record for _, each in Outbox(other).pending(9)] == ["b"]
    worker.abort()


def test_a_log_with_something_to_do_is_not_retired(db, world):
    writer = OutboxWriter(Registry(world.settings))
    manager, site = open_site(db)
    manager.begin()
    writer.leave(site, intent("a"))
    Outbox(site).retire()
    assert [each.record for _, each in Outbox(site).pending(9)] == ["a"]
    manager.abort()
