"""Writing entries: in the acting transaction, in order, without secrets."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.events import PasswordChanged, RecordClassified, RecordFiled
from onestop_records.interfaces import IAudit, INotifier
from onestop_records.models.classification import Classification
from onestop_records.models.partialdate import PartialDate
from tests.unit.audit.trails import act, seal


def entries(world, subject):
    with world.work() as request:
        return request.find_service(IAudit).entries(subject)


def test_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IAudit, request.find_service(IAudit))


def test_an_entry_says_who_when_from_where_what_to_what_why_and_with_what_outcome(world):
    act(
        world,
        "r1",
        event=RecordFiled,
        reason="整理完毕",
        before={"state": "accepted"},
        after={"state": "filed"},
    )
    [entry] = entries(world, "r1")
    assert (entry.person, entry.address, entry.way) == ("archivist", "127.0.0.1", "page")
    assert entry.instant == world.clock.now()
    assert (entry.act, entry.subject, entry.kind) == ("record-filed", "r1", "record")
    assert (entry.reason, entry.outcome) == ("整理完毕", "done")
    assert (entry.before, entry.after) == ({"state": "accepted"}, {"state": "filed"})
    assert not entry.sealed


def test_what_is_undone_leaves_no_entry(world):
    with pytest.raises(LookupError), world.work() as request:
        request.find_service(INotifier)(RecordFiled(request.actor, "r1"))
        raise LookupError
    assert entries(world, "r1") == []


def test_what_a_savepoint_undoes_leaves_no_entry_and_what_follows_does(world):
    with world.work() as request:
        notify = request.find_service(INotifier)
        savepoint = request.tm.savepoint()
        notify(RecordFiled(request.actor, "r1"))
        savepoint.rollback()
        notify(RecordClassified(request.actor, "r1"))
    assert [entry.act for entry in entries(world, "r1")] == ["record-classified"]


def test_entries_come_in_the_order_of_transactions_whatever_the_clock_says(world):
    for reason in "abc":
        act(world, "r1", reason=reason)
        world.clock.forward(hours=-1)
        if reason == "b":
            seal(world)
    assert [entry.reason for entry in entries(world, "r1")] == ["a", "b", "c"]
    assert [entry.sealed for entry in entries(world, "r1")] == [True, True, False]


def test_one_transaction_may_act_several_times_and_keeps_their_order(world):
    with world.work() as request:
        notify = request.find_service(INotifier)
        for reason in "abc":
            notify(RecordClassified(request.actor, "r1", reason=reason))
            notify(RecordClassified(request.actor, "r2", reason=reason))
        assert [e.reason for e in request.find_service(IAudit).entries("r1")] == ["a", "b", "c"]
    assert [entry.reason for entry in entries(world, "r2")] == ["a", "b", "c"]


def test_values_become_plain_json(world):
    after = {"classification": Classification.SECRET, "date": PartialDate("2021-03"), "readers": ("b", "a")}
    act(world, "r1", after=after)
    assert entries(world, "r1")[0].after == {
        "classification": "secret",
        "date": "2021-03",
        "readers": ["b", "a"],
    }


def test_stray_surrogates_of_file_names_do_not_stop_an_act(world):
    act(world, "r1", after={"name": "bad\udcff.txt"})
    assert entries(world, "r1")[0].after == {"name": "bad\udcff.txt"}


def test_secrets_never_go_into_the_trail(world):
    act(world, "p1", event=PasswordChanged, after={"password": "hunter2", "more": {"token": "abc"}})
    [entry] = entries(world, "p1")
    assert b"hunter2" not in entry.text()
    assert b"abc" not in entry.text()


def test_content_never_goes_into_the_trail(world):
    with pytest.raises(TypeError):
        act(world, "r1", after={"bytes": b"the file"})
