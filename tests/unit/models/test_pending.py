"""The letter box: whatever writers and the worker do at once merges."""

import threading

import transaction
from hypothesis import given
from hypothesis import strategies as st
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage

from onestop_records.models.pending import Pending, Slot

KEYS = st.sets(st.integers(0, 30))


@given(old=KEYS, theirs=KEYS, ours=KEYS)
def test_concurrent_changes_of_a_slot_merge(old, theirs, ours):
    """Each side takes out some of the old and puts in keys of its own (even and odd ones here)."""
    saved = {k for k in theirs if k in old} | {100 + 2 * k for k in theirs}
    new = {k for k in ours if k in old} | {101 + 2 * k for k in ours}
    states = [{"values": dict.fromkeys(keys, "x")} for keys in (old, saved, new)]
    merged = set(Slot()._p_resolveConflict(*states)["values"])
    assert merged == (saved & new) | (saved - old) | (new - old)


def test_what_is_put_in_is_found_by_its_subject_until_it_is_taken_out():
    pending = Pending()
    pending.put(pending.slot("r1"), "a")
    pending.put(pending.slot("r1"), "b")
    assert sorted(pending.of("r1")) == ["a", "b"]
    places = [place for place, value in pending.items() if value == "a"]
    pending.remove(places)
    assert pending.of("r1") == ["b"]


def test_writers_and_the_worker_never_conflict():
    db = DB(DemoStorage())
    with db.transaction() as connection:
        connection.root()["pending"] = Pending()
    together = threading.Barrier(4)

    def write(writer):
        manager = transaction.TransactionManager(explicit=True)
        connection = db.open(manager)
        for number in range(20):
            manager.begin()
            pending = connection.root()["pending"]
            pending.put(writer % 2, (writer, number))
            if writer == 0 and number == 10:
                pending.remove([place for place, value in pending.items() if value == (0, 5)])
            together.wait()  # all four have read the same state and changed one of two slots
            manager.commit()
        connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.transaction() as connection:
        left = [value for _, value in connection.root()["pending"].items()]
    assert sorted(left) == [(w, n) for w in range(4) for n in range(20) if (w, n) != (0, 5)]
    db.close()
