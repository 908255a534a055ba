"""The gates (architecture, ground rule 18): two processes at once, and one of the two acts is not done.

Roles need none: two grants write the same account, and the rules ask for nothing beyond it.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from onestop_records.cli.instance import open_instance
from tests.functional import racing
from tests.functional.serving import furnished

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """An instance whose store runs; the acts are those of ``racing.ACTS``."""
    folder = furnished(tmp_path_factory.mktemp("races") / "instance")
    with open_instance(folder) as opened:
        with opened.work() as request:
            racing.prepare(request)
            request.tm.commit()
        yield opened


def race(instance, first, second):
    """How two acts end of which neither saw the other; ``first`` commits first."""
    command = [sys.executable, "-m", "tests.functional.racing", str(instance.settings.instance)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    racers = [subprocess.Popen([*command, name], **pipes) for name in (first, second)]
    assert [racer.stdout.readline() for racer in racers] == ["ready\n", "ready\n"]
    return [racer.communicate("go\n", timeout=60)[0].strip() for racer in racers]


def test_nobody_captures_into_the_keeping_of_an_account_being_closed(instance):
    assert race(instance, "close-account", "capture") == ["done", "conflict"]
    with instance.work() as request:
        assert racing.person(request, racing.LEAVER).closed
        held = {record.keeping for record in request.site.records.values()}
        assert held.isdisjoint(racing.person(request, racing.LEAVER).keepings)
        racing.person(request, racing.LEAVER).closed = False
        request.tm.commit()
    assert race(instance, "capture", "close-account") == ["done", "conflict"]


def test_nobody_gets_a_post_in_a_unit_being_closed(instance):
    assert race(instance, "appoint", "close-unit") == ["done", "conflict"]
    with instance.work() as request:
        racing.person(request, "clerk2").appointments = ()
        request.tm.commit()
    assert race(instance, "close-unit", "appoint") == ["done", "conflict"]


def test_two_officers_roles_are_not_given_to_one_person_at_once(instance):
    assert race(instance, "make-auditor", "make-admin") == ["done", "conflict"]
    with instance.work() as request:
        assert racing.person(request, "staff").roles == {"auditor"}


def test_two_may_put_something_into_one_keeping_at_once(instance):
    assert race(instance, "capture-elsewhere", "capture-elsewhere") == ["done", "done"]
