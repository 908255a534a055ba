"""Two processes at the last signature: what comes to the leaver at that moment is never forgotten (N71)."""

import subprocess
import sys
from pathlib import Path

import pytest

from onestop_records.cli.instance import open_instance
from onestop_records.errors import Conflict
from tests.functional import handover_racing as racing
from tests.functional.serving import furnished
from tests.functional.test_races import ROOT


def racer(folder: Path, name: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.functional.handover_racing", str(folder), name]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def race(folder: Path, first: str, second: str) -> list[str]:
    """How two acts end of which neither saw the other; ``first`` commits first."""
    racers = [racer(folder, name) for name in (first, second)]
    assert [each.stdout.readline() for each in racers] == ["ready\n", "ready\n"]
    return [each.communicate("go\n", timeout=60)[0].strip() for each in racers]


@pytest.fixture
def folder(tmp_path):
    """An instance in which a handover lacks the supervisor's signature alone; its store runs."""
    folder = furnished(tmp_path / "instance")
    with open_instance(folder) as opened:
        racing.prepare(opened)
        yield folder, opened


@pytest.mark.parametrize("other", ["capture", "assign-work"])
def test_what_comes_first_stops_the_signature(folder, other):
    path, opened = folder
    assert race(path, other, "sign") == ["done", "conflict"]
    with opened.work() as request:
        handover = racing.the_handover(request)
        assert handover.state == "signing"
        assert {request.site.holder(r.keeping) for r in request.site.records.values()} == {handover.giver}
    if other == "capture":  # the try that follows is told to complete the list
        with pytest.raises(Conflict):
            racing.act_as(opened, racing.SUPERVISOR, racing.sign)


@pytest.mark.parametrize("other", ["capture", "assign-work"])
def test_what_comes_after_the_signature_fails(folder, other):
    path, opened = folder
    assert race(path, "sign", other) == ["done", "conflict"]
    with opened.work() as request:
        site = request.site
        assert {site.holder(r.keeping) for r in site.records.values()} == {
            racing.person(request, racing.RECEIVER).id
        }
        assert racing.person(request, racing.GIVER).closed
