"""Filing at once in one series: consecutive codes, and nobody is refused."""

import threading

import pytest
import transaction
from zope.interface.verify import verifyObject

from onestop_records.errors import Unavailable
from onestop_records.interfaces import IFiling, ISeriesLocks
from onestop_records.storage import lock
from onestop_records.storage.lock import SeriesLocks
from tests.unit.services.test_filing import capture

WRITERS, EACH = 4, 25


def test_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(ISeriesLocks, request.find_service(ISeriesLocks))


def test_a_lock_ends_with_its_transaction(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "LONGEST_WAIT", 0.01)
    locks = SeriesLocks(tmp_path)
    one, two = transaction.TransactionManager(), transaction.TransactionManager()
    for end in ("abort", "commit"):
        locks.hold(one, ["a", "b"])
        with pytest.raises(Unavailable):
            locks.hold(two, ["c", "b"])
        getattr(one, end)()
        locks.hold(two, ["c", "b"])
        two.abort()


def test_what_could_not_be_had_whole_is_given_back(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "LONGEST_WAIT", 0.01)
    locks = SeriesLocks(tmp_path)
    managers = [transaction.TransactionManager() for __ in range(3)]
    locks.hold(managers[0], ["b"])
    with pytest.raises(Unavailable):
        locks.hold(managers[1], ["a", "b", "c"])
    locks.hold(managers[2], ["a", "c"])


def test_four_writers_in_one_series_get_consecutive_codes_and_meet_no_conflict(world):
    with world.work("archivist") as request:
        ids = [capture(request).id for __ in range(WRITERS * EACH)]
    failures: list[BaseException] = []

    def file_all(mine):
        try:
            for record_id in mine:
                with world.work("archivist") as request:
                    filing, record = request.find_service(IFiling), request.site.records[record_id]
                    filing.reserve([record])
                    filing.file(record)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=file_all, args=(ids[n::WRITERS],)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with world.work() as request:
        numbers = sorted(request.site.records[record_id].sequence for record_id in ids)
        assert numbers == list(range(1, WRITERS * EACH + 1))
        assert len(request.site.codes) == WRITERS * EACH
