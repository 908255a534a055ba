"""The tap on the worker's shoulder, wherever the instance is."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from onestop_records.search.nudge import URGENT, Nudges, nudge


@pytest.fixture(params=["near", "far"])
def settings(world, request, monkeypatch):
    """Those of an instance with a short path, and with one that no socket can have."""
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        monkeypatch.setenv("XDG_RUNTIME_DIR", short)
        folder = Path(short) / (request.param if request.param == "near" else "x" * 110)
        (folder / "tmp").mkdir(parents=True)
        monkeypatch.setattr(tempfile, "tempdir", str(folder / "tmp"))
        yield replace(world.settings, instance=folder)


def test_the_worker_hears_a_nudge(settings):
    nudge(settings)  # nobody listens yet: lost without harm
    nudges = Nudges(settings)
    nudge(settings)
    nudge(settings, URGENT)
    nudges.wait(5)
    nudge(settings, URGENT)
    nudges.gather(60)  # returns at once
    nudges.close()
    assert not nudges.path.exists()


def test_the_socket_left_by_a_worker_that_died_is_taken_over(settings):
    left = Nudges(settings)
    left._socket.close()
    nudges = Nudges(settings)
    nudges.close()
