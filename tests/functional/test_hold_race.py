"""Two processes, one placing holds and one destroying: no record is ever both (architecture, rule 18)."""

import os
import subprocess
import sys
from pathlib import Path

from onestop_records.cli.instance import open_instance
from onestop_records.events import SYSTEM, Actor
from tests.functional.serving import furnished
from tests.unit.services.test_hold import a_record

ROOT = Path(__file__).parents[2]
RACES = 60


def test_a_record_is_never_held_and_destroyed_at_once(tmp_path):
    folder = furnished(tmp_path / "instance")
    ids = [f"record{number:03}" for number in range(RACES)]
    with open_instance(folder) as opened:
        with opened.work(Actor(SYSTEM, way="command")) as request:
            for record_id in ids:
                a_record(request, record_id, unit="BGS")
            request.tm.commit()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        commands = [
            [sys.executable, "-m", "tests.functional.hold_racing", folder, side, *ids]
            for side in ("hold", "destroy")
        ]
        racers = [subprocess.Popen(command, env=environment, cwd=ROOT) for command in commands]
        assert [racer.wait(120) for racer in racers] == [0, 0]
        with opened.work() as request:
            held = {record_id for hold in request.site.holds.values() for record_id in hold.named}
            destroyed = {r.id for r in request.site.records.values() if r.tombstone}
    assert held & destroyed == set()
    assert held | destroyed == set(ids)
