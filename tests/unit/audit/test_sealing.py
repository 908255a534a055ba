"""The worker's pass: orders, chains, signs, anchors; costs what is new."""

import os

import pytest

from onestop_records.audit.keys import Anchors, Keys, KeyUnusable, signed_by
from onestop_records.audit.sealing import seal_pending, signing_key
from onestop_records.interfaces import IAudit
from onestop_records.models.entry import PAGE_SIZE
from tests.unit.audit.trails import act, findings, report, seal


def test_what_waits_is_sealed_once(world):
    act(world, "r1", "r2")
    act(world, "r1")
    assert seal(world) == 3
    assert seal(world) == 0
    assert findings(world) == []
    assert (report(world).entries, report(world).trails, report(world).seals) == (3, 2, 1)


def test_unsealed_entries_are_reported_as_such(world):
    act(world, "r1")
    assert (report(world).unsealed, findings(world)) == (1, [])
    seal(world)
    act(world, "r1", "r2")
    assert (report(world).unsealed, findings(world)) == (2, [])


def test_a_seal_is_signed_by_the_key_outside_the_store(world):
    act(world, "r1")
    seal(world)
    keys = Keys(world.settings.keys_folder)
    with world.work() as request:
        last = request.site.audit.last_seal()
        assert signed_by(keys.public(), last.body, last.signature)
        assert keys.private_path.read_bytes() not in last.body
    assert keys.private_path.stat().st_mode & 0o777 == 0o600


def test_a_lost_key_is_not_silently_replaced(world):
    act(world, "r1")
    seal(world)
    keys = Keys(world.settings.keys_folder)
    keys.private_path.unlink()
    act(world, "r1")
    with pytest.raises(KeyUnusable):
        seal(world)
    keys.create()
    with pytest.raises(KeyUnusable):
        seal(world)


def test_long_trails_go_over_several_pages(world):
    for count in (PAGE_SIZE - 1, 3, 2 * PAGE_SIZE, 1):
        act(world, *["r1"] * count)
        seal(world)
    assert findings(world) == []
    assert report(world).entries == 3 * PAGE_SIZE + 3
    with world.work() as request:
        positions = [entry.position for entry in request.find_service(IAudit).entries("r1")]
    assert positions == list(range(1, 3 * PAGE_SIZE + 4))


def test_a_pass_takes_the_oldest_and_leaves_the_rest_for_the_next(world):
    for _ in range(5):
        act(world, "r1", "r2")
    assert [seal(world, limit=4) for _ in range(4)] == [4, 4, 2, 0]
    assert findings(world) == []


def test_a_pass_reads_no_trail_that_did_not_grow(world):
    act(world, *(f"r{n}" for n in range(500)))
    seal(world)
    act(world, "r1")
    with world.work() as request:
        key = signing_key(request.site, world.settings.keys_folder)
        request.site._p_jar.cacheMinimize()
        folder = world.settings.keys_folder
        loads = _loads(request, lambda: seal_pending(request.site, world.clock, key, folder))
    assert loads < 90  # the letter box's slots, one bundle, one page and the way to it


def _loads(request, act):
    connection = request.site._p_jar
    connection.getTransferCounts(clear=True)
    act()
    return connection.getTransferCounts()[0]


def test_the_anchor_is_noted_after_the_commit_only(world):
    act(world, "r1")
    folder = world.settings.keys_folder
    with pytest.raises(LookupError), world.work() as request:
        seal_pending(request.site, world.clock, signing_key(request.site, folder), folder)
        raise LookupError
    assert Anchors(folder).read() == []
    seal(world)
    assert [anchor.number for anchor in Anchors(folder).read()] == [1]


def test_an_anchor_that_a_crash_kept_from_being_noted_is_noted_later(world):
    folder = world.settings.keys_folder
    for _ in range(3):
        act(world, "r1")
        seal(world)
    lines = Anchors(folder).path.read_text().splitlines(keepends=True)
    Anchors(folder).path.write_text("".join(lines[:-1]) + "3:12")  # cut off in the middle of a line
    assert findings(world) == []
    act(world, "r1")
    seal(world)
    assert [anchor.number for anchor in Anchors(folder).read()] == [1, 2, 3, 4]
    assert findings(world) == []


def test_the_private_key_is_never_world_readable_even_while_it_is_made(tmp_path):
    mask = os.umask(0)
    try:
        Keys(tmp_path).create()
    finally:
        os.umask(mask)
    assert (tmp_path / "audit.key").stat().st_mode & 0o777 == 0o600
