"""What the anchors say of a restore: the trail goes on from an older seal, and whoever proves it is told."""

from onestop_records.audit.keys import Anchor, Anchors
from onestop_records.audit.verify import verify_store
from onestop_records.events import SYSTEM, Actor, InstanceRestored
from onestop_records.interfaces import INotifier

ONE, TWO, THREE = (Anchor(number, letter * 64) for number, letter in ((1, "a"), (2, "b"), (3, "c")))


def noted(folder, *anchors):
    folder.mkdir(exist_ok=True)
    found = Anchors(folder)
    found.append(list(anchors))
    return found


def test_anchors_after_the_restored_seal_no_longer_count(tmp_path):
    anchors = noted(tmp_path / "keys", ONE, TWO, THREE)
    anchors.note_restore(ONE, "20261122T010203Z", "2026-11-23T04:00:00+00:00")
    assert anchors.read() == [ONE]
    assert anchors.last() == ONE
    again = Anchor(2, "d" * 64)
    anchors.append([again])
    assert (anchors.read(), anchors.last()) == ([ONE, again], again)


def test_what_was_given_up_is_told(tmp_path):
    anchors = noted(tmp_path / "keys", ONE, TWO, THREE)
    anchors.note_restore(ONE, "20261122T010203Z", "2026-11-23T04:00:00+00:00")
    (restored,) = anchors.restores()
    assert "back to seal 1; seals up to 3 were given up" in str(restored)


def test_a_restore_begun_again_is_noted_once(tmp_path):
    anchors = noted(tmp_path / "keys", ONE)
    for _ in range(2):
        anchors.note_restore(ONE, "20261122T010203Z", "2026-11-23T04:00:00+00:00")
    assert len(anchors.restores()) == 1


def proved(world):
    with world.work() as request:
        report = verify_store(request.site, world.settings.keys_folder)
        return [finding.code for finding in report.findings], report.restores


def test_a_restore_that_only_the_anchors_tell_of_is_a_finding(world):
    """Else whoever removes seals could write such a line and be believed."""
    with world.work() as request:
        request.find_service(INotifier)(InstanceRestored(Actor(SYSTEM), "other", kind="backup"))
    world.index()
    anchors = Anchors(world.settings.keys_folder)
    anchors.note_restore(anchors.last(), "made-up", "2026-11-23T04:00:00+00:00")
    codes, restores = proved(world)
    assert codes == ["restore-unrecorded"]
    assert len(restores) == 1


def test_a_restore_in_trail_and_anchors_is_told_and_no_finding(world):
    with world.work() as request:
        request.find_service(INotifier)(InstanceRestored(Actor(SYSTEM), "b1", kind="backup"))
    world.index()
    anchors = Anchors(world.settings.keys_folder)
    anchors.note_restore(anchors.last(), "b1", "2026-11-23T04:00:00+00:00")
    codes, restores = proved(world)
    assert codes == []
    assert "b1" in restores[0]
