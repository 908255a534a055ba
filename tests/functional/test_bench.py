"""``bench`` prints every figure of the chapter *platform* by its name; how large they are is not tested."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from onestop_records.cli.child import command_line

FIGURES = {
    *("records", "start_s", "raw_commit_per_s", "capture_per_s", "capture_4_clients_per_s"),
    *("filing_per_s", "filing_4_clients_per_s", "import_per_s", "index_docs_per_s", "searchable_after_s"),
    *("search_p50_ms", "search_p95_ms", "search_qps", "record_page_p95_ms", "rss_mb", "disk_mb"),
}


def figures(*arguments):
    command = command_line("bench", "--json", *arguments)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_figure_has_its_name():
    found = figures("--records", "500")
    assert set(found) >= FIGURES
    assert found["records"] == 500


def test_casework_is_measured_on_every_page():
    found = figures("--cases", "100", "--complaints", "10")
    pages = ("desk", "work", "figures", "history_enterprise", "history_largest", "history_matter")
    assert all(found[f"{page}_{share}_ms"] > 0 for page in pages for share in ("p50", "p95"))
    assert found["cases"] == 100


def test_a_destruction_is_measured_to_its_end():
    found = figures("--disposal", "20")
    assert found["disposal_records"] == 20
    assert found["disposal_to_destroyed_s"] > 0


def running(folder):
    """The command lines of all processes that name something in the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(folder) in line:
            found.append(line)
    return found


def until(holds, seconds=60):
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_no_server_behind(tmp_path, number):
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    process = subprocess.Popen(command_line("bench", "--records", "500"), env=environment)
    assert until(lambda: any(" web " in line for line in running(tmp_path)))
    process.send_signal(number)
    assert process.wait(60) != 0
    assert until(lambda: not running(tmp_path)), running(tmp_path)
    assert number == signal.SIGKILL or not list(tmp_path.iterdir())
