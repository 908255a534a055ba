"""Destroyed means gone (lifecycle, *Appraisal and destruction*): not a byte is left under the instance."""

import json
import shutil
import subprocess
import sys

import pytest

from onestop_records.cli.child import command_line
from tests.functional.destruction import SENTENCE, TERMS, destroy, finished, index_terms, put_in, traces
from tests.functional.serving import furnished, served
from tests.functional.test_processes import pid_of, until

MOMENTS = (
    ("note", "before"),
    ("unindex", "after"),
    ("scour", "after"),
    ("pack", "before"),
    ("pack", "after"),
    ("prove", "before"),
)
KILLED = """
import os, signal, sys
from onestop_records.worker import purge
from onestop_records.cli import main
real = getattr(purge, sys.argv[1])
def killed(*arguments, **options):
    if sys.argv[2] == "after":
        real(*arguments, **options)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(purge, sys.argv[1], killed)
main(["purge", "--instance", sys.argv[3]])
"""


def run(*arguments):
    return subprocess.run(command_line(*arguments), capture_output=True, text=True, timeout=300, check=False)


def verified(folder):
    answer = run("verify", "--destroyed", "--json", "--instance", str(folder))
    return answer.returncode, json.loads(answer.stdout)["destroyed"]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """An instance with one record that will be destroyed and one that stays."""
    folder = furnished(tmp_path_factory.mktemp("destroyed") / "instance")
    gone, needles = put_in(folder)
    put_in(folder, title="留存函件", sentence="此句长存不废", name="留存")
    assert len({name for name, _ in traces(folder, needles)}) > 3  # the search would find them
    assert index_terms(folder) == sorted(TERMS)
    return folder, gone, needles


@pytest.fixture
def copy(prepared, tmp_path):
    ignored = shutil.ignore_patterns("*.sock", "*.lock")
    return shutil.copytree(prepared[0], tmp_path / "instance", ignore=ignored)


@pytest.fixture
def case(prepared, copy):
    destroy(copy, prepared[1])
    return copy, prepared[2]


def test_not_a_byte_is_left(case):
    folder, needles = case
    assert run("purge", "--instance", str(folder)).returncode == 0
    assert traces(folder, needles) == []
    assert index_terms(folder) == []
    assert finished(folder)
    code, answer = verified(folder)
    assert (code, answer["records"], answer["findings"]) == (0, 1, [])


@pytest.mark.parametrize(("step", "moment"), MOMENTS)
def test_a_purge_that_was_killed_is_finished_by_running_it_again(case, step, moment):
    folder, needles = case
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, step, moment, str(folder)], capture_output=True, check=False
    )
    assert killed.returncode == -9, killed.stderr
    assert run("purge", "--instance", str(folder)).returncode == 0
    assert finished(folder)
    assert traces(folder, needles) == []


def test_while_it_is_served_all_processes_are_started_anew(prepared, copy):
    folder, (_, gone, needles) = copy, prepared
    server = served(folder)
    try:
        first = {until(lambda name=name: pid_of(server, name)) for name in ("store", "web", "worker")}
        destroy(folder, gone)
        until(lambda: finished(folder), patience=240)
        until(lambda: server.answers("/sign-in"))
        assert not first & set(server.pids())
        assert traces(folder, needles) == []
        assert verified(folder)[1]["findings"] == []
    finally:
        assert server.stop() == 0


@pytest.mark.parametrize(
    ("place", "word"),
    [("Data.fs.old", "left over"), ("tmp/half", "temporary"), ("index/MAIN_0000.trm", "full text")],
)
def test_a_left_over_file_is_found(case, place, word):
    folder, _ = case
    assert run("purge", "--instance", str(folder)).returncode == 0
    (folder / place).write_bytes(f"前文。{SENTENCE}。后文。".encode())
    code, answer = verified(folder)
    assert code == 1
    assert word in answer["findings"][0]


def test_a_changed_ledger_is_found(case):
    folder, _ = case
    assert run("purge", "--instance", str(folder)).returncode == 0
    ledger = folder / "destroyed.jsonl"
    ledger.write_text(ledger.read_text().replace('"number":1', '"number":2'))
    assert verified(folder)[0] == 1
