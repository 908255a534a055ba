"""``dispose`` on an instance of its own: the trial writes nothing, a kill at any row loses nothing."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from onestop_records.cli import main
from onestop_records.cli.instance import open_instance
from onestop_records.events import Actor
from onestop_records.interfaces import IClock, IDisposals, IHolds
from tests import batches as b

COUNT = 40


class Instance:
    """What ``tests.batches`` asks of a world, on an instance on disk; people are found by user name."""

    def __init__(self, opened):
        self.opened = opened
        self.registry = opened.registry
        with opened.work() as request:
            self.clock = request.find_service(IClock)
            self.ids = {p.username: p.id for p in request.site.people.values()}

    def work(self, username):
        return Working(self, username)


class Working:
    def __init__(self, world, username):
        person = world.ids.get(username, username)
        self.held = world.opened.work(Actor(person, "127.0.0.1", "command"))

    def __enter__(self):
        self.request = self.held.__enter__()
        return self.request

    def __exit__(self, *failure):
        if failure[0] is None:
            self.request.tm.commit()
        return self.held.__exit__(*failure)


@pytest.fixture
def instance(tmp_path):
    """An instance with a batch ready to be executed, cooling off behind it."""
    folder = tmp_path / "instance"
    done = CliRunner().invoke(main, ["init", str(folder), "--demo"])
    assert done.exit_code == 0, done.output
    with open_instance(folder) as opened:
        world = Instance(opened)
        lift_holds(world)
        keeping = archivists_keeping(world)
        code = next(iter(unit_of(world, "clerk")))
        ids = b.put_in(world, COUNT, unit=code, keeping=keeping)
        batch = executing(world, ids, code)
    return folder, batch, ids


def lift_holds(world):
    """The demonstration holds some records."""
    with world.work("manager") as request:
        for hold in request.site.holds.standing():
            request.find_service(IHolds).lift(hold, "结案", "经理办公会")


def archivists_keeping(world):
    with world.work("archivist") as request:
        return request.site.people[world.ids["archivist"]].keepings[0]


def unit_of(world, username):
    with world.work(username) as request:
        return request.site.people[world.ids[username]].units(world.clock.today())


def executing(world, ids, code):
    """As ``tests.batches.executing``; the time of the approval is set back a week."""
    b.set_passwords(world)
    with world.work(b.PROPOSER) as request:
        values = {"title": "到期", "unit": code, "records": ids}
        batch = request.find_service(IDisposals).open(values).id
    b.make(world, b.PROPOSER, batch, "appraise")
    b.opine(world, b.PROPOSER, batch)
    b.opine(world, "staff" if unit_of(world, "staff") == {code} else "clerk", batch)
    b.make(world, b.PROPOSER, batch, "propose")
    b.make(world, b.APPROVER, batch, "approve")
    for person in (b.WITNESS, "clerk"):
        b.check(world, person, batch)
    with world.work("system") as request:
        request.site.disposals[batch].cooling_until -= timedelta(days=8)
    b.make(world, b.PROPOSER, batch, "execute")
    return batch


def run(folder, *words):
    return CliRunner().invoke(main, ["dispose", "--instance", str(folder), *words])


def outcomes(folder, batch):
    with open_instance(folder) as opened, opened.work() as request:
        disposal = request.site.disposals[batch]
        found = [(row.outcome, request.site.records[row.record].gone) for row in disposal.rows()]
        return found, disposal.state


def test_the_trial_writes_nothing(instance):
    folder, batch, ids = instance
    told = run(folder, "--dry-run", "--json")
    assert told.exit_code == 0, told.output
    (each,) = json.loads(told.stdout)["batches"]
    assert (each["batch"], each["records"], each["stays"]) == (batch, COUNT, [])
    with open_instance(folder) as opened, opened.work() as request:
        record = request.site.records[ids[0]]
        record.description = {"unsettled": True}
        request.tm.commit()
    told = run(folder, "--dry-run")
    assert told.exit_code == 1 and "not settled" in told.stderr
    assert outcomes(folder, batch) == ([("", False)] * COUNT, "executing")


def test_killed_again_and_again_it_is_finished_by_running_it_again(instance):
    folder, batch, _ids = instance
    command = [sys.executable, "-m", "onestop_records", "dispose", "--instance", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    for patience in (0.9, 1.1, 1.3, 1.5):
        running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            running.wait(patience)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
        found, _state = outcomes(folder, batch)
        assert all((outcome == "destroyed") == gone for outcome, gone in found)
    assert run(folder).exit_code == 0
    assert outcomes(folder, batch) == ([("destroyed", True)] * COUNT, "purging")
