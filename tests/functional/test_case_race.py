"""Two processes: what a case refers to is never destroyed at once; numbers have no gaps (rule 18)."""

import os
import subprocess
import sys
from pathlib import Path

from onestop_records.cli.instance import open_instance
from onestop_records.events import SYSTEM, Actor
from onestop_records.interfaces import ICases
from tests.functional.case_racing import ASKED, person
from tests.functional.serving import furnished
from tests.unit.services.test_hold import a_record

ROOT = Path(__file__).parents[2]
RACES = 40
COMMAND = Actor(SYSTEM, way="command")


def race(folder, sides, ids):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    commands = [[sys.executable, "-m", "tests.functional.case_racing", folder, side, *ids] for side in sides]
    racers = [subprocess.Popen(command, env=environment, cwd=ROOT) for command in commands]
    assert [racer.wait(120) for racer in racers] == [0, 0]


def test_a_record_is_never_referred_to_by_an_open_case_and_destroyed_at_once(tmp_path):
    folder = furnished(tmp_path / "instance")
    ids = [f"record{number:03}" for number in range(RACES)]
    with open_instance(folder) as opened:
        with opened.work(COMMAND) as request:
            for record_id in ids:
                a_record(request, record_id, unit="QYB", state="filed")
            clerk = person(request)
            request.tm.commit()
        with opened.work(Actor(clerk, way="page")) as request:
            case_id = request.find_service(ICases).register(ASKED).id
            request.tm.commit()
        race(folder, ("refer", "destroy"), ids)
        with opened.work() as request:
            referred = set(request.site.cases[case_id].records)
            destroyed = {r.id for r in request.site.records.values() if r.tombstone}
    assert referred & destroyed == set()
    assert referred | destroyed == set(ids)


def test_two_windows_enter_cases_without_a_gap_between_the_numbers(tmp_path):
    folder = furnished(tmp_path / "instance")
    with open_instance(folder) as opened:
        race(folder, ("enter", "enter2"), [str(number) for number in range(RACES)])
        with opened.work() as request:
            numbers = sorted(int(number.partition("-")[2]) for number in request.site.cases.numbers)
    assert numbers == list(range(1, 2 * RACES + 1))
