"""No command takes away what is held: each is run over a store in which its destruction has begun."""

import subprocess
from contextlib import contextmanager

import pytest

from onestop_records.cli import main
from onestop_records.cli.child import command_line
from onestop_records.cli.instance import open_instance
from tests import batches as b
from tests.functional import hold_table as table
from tests.functional.test_hold_stops import content, hold, kept
from tests.functional.test_whole_destruction import OnDisk, furnished


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Two records of which the destruction has begun; one is held. Where, which, and what it held before."""
    folder = tmp_path_factory.mktemp("commands")
    instance = folder / "instance"
    furnished(instance)
    with at_work(instance) as world:
        held, free = b.put_in(world, 2)
        b.executing(world, [held, free])
        before = content(world, held)
        hold(world, [held])
    return folder, held, free, before


@contextmanager
def at_work(instance):
    with open_instance(instance) as opened:
        yield OnDisk(opened)


@pytest.mark.parametrize("name", table.COMMANDS)
def test_no_command_takes_anything_away(archive, name):
    """In the order of the table: what the first destroys is purged, packed and backed up by the others."""
    folder, held, free, before = archive
    places = {"instance": folder / "instance", "folder": folder, "held": held}
    arguments = [part.format(**places) for part in table.COMMANDS[name]]
    done = subprocess.run(
        command_line(name, *arguments), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    for instance in {folder / "instance", folder / "restored"}:
        if not (instance / "onestop.ini").exists():
            continue
        with at_work(instance) as world:
            assert kept(before, content(world, held))
            with world.work("system") as request:
                assert request.site.records[free].gone  # the attempt is a real one
                assert request.site.holds.standing()


def test_every_command_explains_itself():
    for name in main.list_commands(None):
        assert main.get_command(None, name).help
