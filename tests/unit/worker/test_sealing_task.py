"""Without the key of earlier seals the worker goes on with everything else."""

from onestop_records.audit.keys import Keys
from onestop_records.worker.tasks import seal as seal_task
from tests.unit.audit.trails import act, report, seal


def test_a_lost_key_leaves_entries_waiting_and_says_so(world, caplog):
    act(world, "r1")
    seal(world)
    Keys(world.settings.keys_folder).private_path.unlink()
    act(world, "r1")
    with world.work() as request:
        assert seal_task(request, None) == 0
    assert "cannot be sealed" in caplog.text
    assert report(world).unsealed == 1
