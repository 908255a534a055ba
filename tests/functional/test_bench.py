"""``bench`` prints every figure of the chapter *platform* by its name; how large they are is not tested."""

import json
import subprocess

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


def test_a_destruction_is_measured_to_its_end():
    found = figures("--disposal", "20")
    assert found["disposal_records"] == 20
    assert found["disposal_to_destroyed_s"] > 0
