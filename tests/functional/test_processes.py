"""The processes of an instance (platform, *Processes*): real ones."""

import json
import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from onestop_records.bench.client import Client, Failed
from onestop_records.bench.served import free_port
from onestop_records.cli.child import command_line
from tests.functional.serving import PASSWORD, furnished, served

PATIENCE = 30.0
LETTER = {"type": "document", "title": "来函", "date": "2026-03", "creator": "协会", "category": "WS"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = served(furnished(tmp_path_factory.mktemp("processes") / "instance"))
    yield server
    server.kill()


def until(condition, patience=PATIENCE):
    """Wait for a condition with a deadline."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come about in time")


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def run(*arguments, **options):
    return subprocess.run(command_line(*arguments), capture_output=True, text=True, timeout=60, **options)


def pid_of(server, command):
    try:
        return server.pid_of(command)
    except LookupError:
        return None


@pytest.mark.parametrize("command", ["web", "worker", "store"])
def test_a_child_that_dies_is_started_again(server, command):
    first = until(lambda: pid_of(server, command))
    os.kill(first, signal.SIGKILL)
    until(lambda: pid_of(server, command) not in (None, first))
    until(lambda: server.answers("/sign-in"))


def test_what_is_captured_is_found_by_the_worker(server):
    client = Client(server.port, "staff", PASSWORD)
    client.capture({**LETTER, "title": "关于紫毫毛笔的来函"}, [("来函.txt", "宣城紫毫".encode())])
    found = until(lambda: client.search("宣城紫毫")["items"])
    assert found[0]["title"] == "关于紫毫毛笔的来函"


def test_a_command_works_while_the_site_runs(server):
    assert run("evolve", "--instance", str(server.instance)).returncode == 0


def test_a_second_serve_of_the_instance_is_refused(server):
    second = run("serve", "--instance", str(server.instance), "--port", str(free_port()))
    assert second.returncode == 1
    assert "already" in second.stderr


def test_a_port_in_use_is_said(server, tmp_path):
    folder = furnished(tmp_path / "other")
    other = run("serve", "--instance", str(folder), "--port", str(server.port))
    assert other.returncode == 1
    assert "cannot listen" in other.stderr


def test_a_store_that_is_away_answers_503(server):
    client = Client(server.port, "staff", PASSWORD)
    store = until(lambda: pid_of(server, "store"))
    os.kill(store, signal.SIGSTOP)  # it neither answers nor is started again
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        os.kill(store, signal.SIGKILL)
        until(lambda: not alive(store))
        with pytest.raises(Failed) as failed:
            client.search("")
        assert failed.value.status == 503
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
    until(lambda: server.answers("/sign-in"))
    until(lambda: _searches(client))


def _searches(client):
    try:
        return client.search("") is not None
    except (Failed, OSError):
        client.close()
        return False


def refused(server, path, length):
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.putrequest("POST", path)
    connection.putheader("Content-Length", length)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.headers.get_content_type(), answer.read().decode()


@pytest.mark.parametrize(("length", "status"), [(str(10 * 1024**3), 413), ("many", 400)])
def test_a_body_that_is_too_large_or_has_no_length_is_refused_before_it_is_read(server, length, status):
    code, kind, text = refused(server, "/api/v1/records", length)
    assert (code, kind, json.loads(text)["status"]) == (status, "application/problem+json", status)
    code, kind, text = refused(server, "/capture", length)
    assert (code, kind) == (status, "text/html")
    assert "<h1>" in text


def test_the_log_is_json_without_what_people_entered(server):
    text = (server.instance / "serve.log").read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    assert lines
    assert all({"time", "level", "process", "message"} <= line.keys() for line in lines)
    assert "紫毫" not in text


@pytest.mark.parametrize("group", [False, True], ids=["one", "group"])
def test_sigterm_to_one_or_to_the_group_ends_all_in_order(tmp_path, group):
    server = served(furnished(tmp_path / "instance"))
    pids = server.pids()
    assert len(pids) >= 4
    if group:
        os.killpg(server.process.pid, signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0
    else:
        assert server.stop() == 0
    assert not [pid for pid in pids if alive(pid)]
    assert "error" not in (server.instance / "serve.log").read_text("utf-8")


def test_children_end_when_the_supervisor_is_killed(tmp_path):
    server = served(furnished(tmp_path / "instance"))
    pids = server.pids()
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    until(lambda: not [pid for pid in pids if alive(pid)])
    server.start()  # and the port, the locks and the store are free again
    assert server.stop() == 0


def test_a_long_path_moves_the_socket(tmp_path):
    folder = tmp_path / ("long" * 20) / ("path" * 20)
    furnished(folder)
    server = served(folder)
    assert not (folder / "store.sock").exists()
    assert server.stop() == 0


def test_temporary_files_are_cleared_at_the_start(tmp_path):
    folder = furnished(tmp_path / "instance")
    (folder / "tmp" / "left").write_text("half an upload")
    server = served(folder)
    assert not (folder / "tmp" / "left").exists()
    server.stop()


def test_a_default_secret_is_refused_outside_of_demo_mode(tmp_path):
    folder = furnished(tmp_path / "instance")
    environment = {**os.environ, "ONESTOP_SECRET": "change-me", "ONESTOP_DEMO": "false"}
    refused = run("serve", "--instance", str(folder), env=environment)
    assert refused.returncode == 78
    assert "secret" in refused.stderr


def test_an_instance_older_than_the_code_is_refused_until_evolved(tmp_path):
    folder = tmp_path / "instance"
    script = (
        "import sys; from pathlib import Path; from onestop_records.cli.init import make_folder;"
        "make_folder(Path(sys.argv[1]), True)"
    )
    subprocess.run([sys.executable, "-c", script, str(folder)], check=True)
    refused = run("serve", "--instance", str(folder), "--port", str(free_port()))
    assert refused.returncode == 78
    assert "evolve" in refused.stderr
    assert run("evolve", "--instance", str(folder)).returncode == 0
    server = served(folder)
    assert server.stop() == 0
