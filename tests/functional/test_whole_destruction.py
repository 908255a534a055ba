"""A whole destruction by five people in a real store: every byte goes, tombstone, register and trail stay."""

import io
import json
import subprocess
from contextlib import contextmanager

from pyramid_zodbconn import get_connection

from onestop_records.cli.child import command_line
from onestop_records.cli.init import make_folder
from onestop_records.cli.instance import open_instance
from onestop_records.clock import SystemClock
from onestop_records.events import Actor
from onestop_records.evolve.runner import step_names
from onestop_records.interfaces import IAudit, ICapture, IClock, IFiling, IStorage
from onestop_records.models.site import ROOT_KEY
from onestop_records.worker.loop import run_once
from tests import batches
from tests.functional.destruction import NAME, SENTENCE, Needles, index_terms, noise, traces
from tests.world import build_site

LETTER = {
    "type": "document",
    "title": "往来旧函",
    "date": "2010-03-04",
    "creator": "协会",
    "category": "WS",
    "retention": "D10",
    "unit": "QYB",
    "abstract": "旧函一件",
}


class StandingStill:
    """The cooling off is set to no days, so nobody has to wait."""

    def __init__(self, registry):
        self.registry = registry

    def now(self):
        """The instant."""
        return SystemClock("UTC").now()

    def forward(self, **step):
        """Real clocks cannot be moved."""


class OnDisk:
    """The small archive of ``tests.world`` in a store with files."""

    def __init__(self, opened):
        self.registry = opened.registry
        self.opened = opened
        self.clock = StandingStill(opened.registry)

    @contextmanager
    def work(self, username):
        with self.opened.work(Actor(username, "127.0.0.1", "page")) as request:
            yield request
            request.tm.commit()

    def index(self):
        run_once(self.registry)


def furnished(folder):
    make_folder(folder, demo=True)
    with (folder / "onestop.ini").open("a") as settings:
        settings.write("cooling_off_days = 0\n")
    with open_instance(folder, evolving=True) as opened, opened.work() as request:
        site = get_connection(request).root()[ROOT_KEY] = build_site()
        now = request.find_service(IClock).now()
        site.evolved.update(dict.fromkeys(step_names(), now))
        request.tm.commit()


def filed(world):
    picture = noise("whole")
    with world.work("archivist") as request:
        storage = request.find_service(IStorage)
        contents = (f"前文。{SENTENCE}。后文。".encode(), "txt"), (picture, "png")
        files = [storage.receive(io.BytesIO(c), f"{NAME}.{kind}", 10**6) for c, kind in contents]
        record = request.find_service(ICapture).capture(LETTER, files)
        request.find_service(IFiling).file(record)
        record_id = record.id
    world.index()
    return record_id, Needles([SENTENCE, NAME], [picture[2000:2064]])


def run(*arguments):
    done = subprocess.run(command_line(*arguments), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_five_people_destroy_a_record_and_not_a_byte_is_left(tmp_path):
    folder, old = tmp_path / "instance", tmp_path / "old"
    furnished(folder)
    with open_instance(folder) as opened:
        world = OnDisk(opened)
        record_id, needles = filed(world)
        run("backup", str(old), "--instance", str(folder))
        batch = batches.executing(world, [record_id])
        world.index()
    run("purge", "--instance", str(folder))
    with open_instance(folder) as opened:
        world = OnDisk(opened)
        for person in (batches.WITNESS, batches.WITNESS_OF_UNIT):
            batches.sign(world, person, batch)
        world.index()
        assert batches.state(world, batch) == "destroyed"
        with world.work("manager") as request:
            register = request.site.disposals[batch].register
            assert request.site.records[register].filed or register == ""
    assert traces(folder, needles) == []
    assert index_terms(folder) == []
    words = ("--records", "--audit", "--destroyed", "--json")
    answer = json.loads(run("verify", *words, "--instance", str(folder)))
    assert [part["findings"] for part in answer.values()] == [[], [], []]

    run("backup", str(tmp_path / "fresh"), "--instance", str(folder))
    assert traces(tmp_path / "fresh", needles) == []

    ledger = str(folder / "destroyed.jsonl")
    place = tmp_path / "restored"
    run("restore", str(old), "--instance", str(place), "--ledger", ledger)
    assert traces(place, needles) == []
    assert index_terms(place) == []
    with open_instance(place) as opened:
        world = OnDisk(opened)
        world.index()
        with world.work("auditor") as request:
            record = request.site.records[record_id]
            assert (record.tombstone.title, record.tombstone.batch) == (LETTER["title"], batch)
            acts = [entry.act for entry in request.find_service(IAudit).entries(record_id)]
            assert (acts[0], acts[-1]) == ("record-captured", "record-destroyed")
