"""Backup and restore: consistent, incremental, and what was destroyed does not come back."""

import json
import random
import shutil
import subprocess
import sys
import threading

import pytest

from onestop_records.audit.keys import Anchors
from onestop_records.cli.child import command_line
from onestop_records.cli.instance import open_instance
from onestop_records.interfaces import IHolds
from onestop_records.storage.vault import Vault
from tests.functional.destruction import ACTOR, destroy, put_in, traces
from tests.functional.serving import furnished, served
from tests.functional.test_kill import Filer
from tests.functional.test_processes import until

BACKUP_KILLED = """
import os, signal, sys
from onestop_records.storage import backup, vault
from onestop_records.cli import main
place, name = {"part": (vault.Vault, "put"), "manifest": (vault.Vault, "add"),
    "note": (backup, "note"), "expire": (vault.Vault, "expire")}[sys.argv[1]]
real, calls = getattr(place, name), []
def killed(*arguments, **options):
    calls.append(1)
    if len(calls) > (2 if sys.argv[1] == "part" else 0):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **options)
setattr(place, name, killed)
main(["backup", sys.argv[2], "--instance", sys.argv[3]])
"""
RESTORE_KILLED = """
import os, signal, sys
from onestop_records.cli import main, restore
from onestop_records.storage import restore as files
place, name = {"files": (files.Restore, "_write"), "apply": (restore, "apply"), "note": (restore, "note"),
    "purge": (restore, "purge_here"), "done": (files.Restore, "done")}[sys.argv[1]]
real, calls = getattr(place, name), []
def killed(*arguments, **options):
    calls.append(1)
    if len(calls) > (2 if sys.argv[1] == "files" else 0):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **options)
setattr(place, name, killed)
main(["restore", sys.argv[2], "--instance", sys.argv[3], "--ledger", sys.argv[4]])
"""


def run(*arguments, code=0):
    done = subprocess.run(command_line(*arguments), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == code, done.stderr
    return done


def backup(folder, target, *options):
    return json.loads(run("backup", str(target), "--instance", str(folder), "--json", *options).stdout)


def verified(folder, code=0):
    words = ("--records", "--audit", "--destroyed", "--json")
    return json.loads(run("verify", *words, "--instance", str(folder), code=code).stdout)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """An instance with two records, a backup of it, and what became of it: one of the two is destroyed."""
    base = tmp_path_factory.mktemp("backup")
    folder, target = furnished(base / "instance"), base / "backups"
    gone, needles = put_in(folder)
    stays, others = put_in(folder, title="留存函件", sentence="此句长存不废", name="留存")
    with open_instance(folder) as opened, opened.work(ACTOR) as request:
        values = {"title": "诉讼", "reason": "案件未结", "mandate": "法函1号", "kind": "records"}
        request.find_service(IHolds).place({**values, "records": (stays,)})
        request.tm.commit()
    run("seal", "--instance", str(folder))
    first = backup(folder, target)
    destroy(folder, gone)
    run("purge", "--instance", str(folder))
    run("seal", "--instance", str(folder))
    return folder, target, first, gone, stays, needles, others


def test_a_backup_copies_only_what_is_new(prepared, tmp_path):
    folder = prepared[0]
    first = backup(folder, tmp_path / "to")
    assert first["copied"] > first["bytes"] * 0.5
    second = backup(folder, tmp_path / "to")
    blobs = sum(path.stat().st_size for path in (folder / "blobs").rglob("*.blob"))
    assert second["copied"] <= first["bytes"] - blobs  # Data.fs has grown by an entry of the trail


def test_a_fresh_backup_holds_nothing_that_was_destroyed(prepared, tmp_path):
    folder, *_, needles, others = prepared
    backup(folder, tmp_path / "to")
    assert traces(tmp_path / "to", others)
    assert traces(tmp_path / "to", needles) == []


def test_an_older_backup_brings_nothing_destroyed_back(prepared, tmp_path):
    folder, target, first, gone, stays, needles, others = prepared
    assert traces(target, needles)  # it still has it, and says until when
    assert any(first["id"] in line for line in verified(folder)["destroyed"]["backups"])
    place, ledger = tmp_path / "instance", str(folder / "destroyed.jsonl")
    asked = ("--backup", first["id"], "--ledger", ledger, "--keys", str(folder / "keys"), "--json")
    told = json.loads(run("restore", str(target), "--instance", str(place), *asked).stdout)
    assert (told["destroyed"], told["sealing"]) == (1, True)
    assert traces(place, needles) == []
    assert traces(place, others)
    with open_instance(place) as opened, opened.work(ACTOR) as request:
        site = request.site
        assert site.records[gone].tombstone.outcome == "destroyed"
        assert [hold.title for hold in request.find_service(IHolds).covering(site.records[stays])] == ["诉讼"]
    run("reindex", "--instance", str(place))
    answer = verified(place)
    assert any(first["id"] in line for line in answer["destroyed"]["backups"])
    assert [part["findings"] for part in answer.values()] == [[], [], []]
    (restored,) = answer["audit"]["restores"]
    assert first["id"] in restored
    assert "given up" in restored  # seals of the lost instance came after the backup
    run("seal", "--instance", str(place))
    assert verified(place)["audit"]["findings"] == []


def test_a_restored_instance_is_served(prepared, tmp_path):
    _, target, *_ = prepared
    place = tmp_path / "instance"
    run("restore", str(target), "--instance", str(place), "--without-ledger")
    server = served(place)
    assert server.stop() == 0


def test_a_backup_made_while_people_file_is_whole(prepared, tmp_path):
    ignored = shutil.ignore_patterns("*.sock", "*.lock")
    folder = shutil.copytree(prepared[0], tmp_path / "live", ignore=ignored)
    server, acknowledged = served(folder), {}
    filer = Filer(server.port, "archivist", random.Random(7), acknowledged, 4, threading.Event())
    filer.start()
    try:
        assert filer.reached.wait(60)
        backup(folder, tmp_path / "to")
        backup(folder, tmp_path / "to")
        known = set(acknowledged)
        until(lambda: len(acknowledged) > len(known))  # they went on all the time
    finally:
        server.kill()
        filer.join()
    run("restore", str(tmp_path / "to"), "--instance", str(tmp_path / "new"), "--without-ledger")
    run("reindex", "--instance", str(tmp_path / "new"))
    answer = verified(tmp_path / "new")
    assert [part["findings"] for part in answer.values()] == [[], [], []]
    assert answer["records"]["records"] >= 5


def test_a_restore_needs_an_empty_place(prepared, tmp_path):
    folder, target, *_ = prepared
    living = run("restore", str(target), "--instance", str(folder), "--without-ledger", code=1)
    assert "not empty" in living.stderr
    (tmp_path / "file").write_text("mine")
    run("restore", str(target), "--instance", str(tmp_path), "--without-ledger", code=1)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_restore_asks_for_the_ledger(prepared, tmp_path):
    refused = run("restore", str(prepared[1]), "--instance", str(tmp_path / "new"), code=2)
    assert "--ledger" in refused.stderr


def test_signing_key_and_secret_go_along_only_when_asked_for(prepared, tmp_path):
    folder = prepared[0]
    key = (folder / "keys" / "audit.key").read_bytes()
    secret = (folder / "onestop.ini").read_text().split("secret = ")[1].splitlines()[0].encode()

    def held(place):
        return [path for path in place.rglob("*") if path.is_file() and path.read_bytes().find(secret) >= 0]

    backup(folder, tmp_path / "without")
    assert held(tmp_path / "without") == []
    assert not any(path.read_bytes() == key for path in (tmp_path / "without").rglob("*") if path.is_file())
    backup(folder, tmp_path / "with", "--keys")
    run("restore", str(tmp_path / "with"), "--instance", str(tmp_path / "new"), "--without-ledger")
    assert (tmp_path / "new" / "keys" / "audit.key").read_bytes() == key
    assert secret in (tmp_path / "new" / "onestop.ini").read_bytes()


def test_a_damaged_backup_is_not_restored(prepared, tmp_path):
    target = shutil.copytree(prepared[1], tmp_path / "to")
    part = max(target.glob("objects/*/*"), key=lambda path: path.stat().st_size)
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    refused = run("restore", str(target), "--instance", str(tmp_path / "new"), "--without-ledger", code=1)
    assert "was changed" in refused.stderr
    run("verify", "--instance", str(tmp_path / "new"), code=78)  # half restored: nobody may enter


def test_a_backup_while_packing_is_refused(prepared, tmp_path):
    import fcntl

    folder = prepared[0]
    with (folder / "maintenance.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = run("backup", str(tmp_path / "to"), "--instance", str(folder), code=1)
        assert "packed" in refused.stderr
        assert "backup" in run("pack", "--instance", str(folder), code=1).stderr


@pytest.mark.parametrize("step", ["part", "manifest", "note", "expire"])
def test_a_backup_that_was_killed_is_finished_by_running_it_again(prepared, tmp_path, step):
    folder = prepared[0]
    arguments = [sys.executable, "-c", BACKUP_KILLED, step, str(tmp_path / "to"), str(folder)]
    assert subprocess.run(arguments, capture_output=True, check=False).returncode == -9
    made = backup(folder, tmp_path / "to")
    vault = Vault(tmp_path / "to")
    assert vault.manifests()[-1].id == made["id"]
    for manifest in vault.manifests():
        assert all(vault.get(part) for kept in manifest.files for part in kept.parts if kept.size)


@pytest.mark.parametrize("step", ["files", "apply", "note", "purge", "done"])
def test_a_restore_that_was_killed_is_finished_by_running_it_again(prepared, tmp_path, step):
    folder, target, *_, needles, _ = prepared
    place, ledger = str(tmp_path / "new"), str(folder / "destroyed.jsonl")
    arguments = [sys.executable, "-c", RESTORE_KILLED, step, str(target), place, ledger]
    assert subprocess.run(arguments, capture_output=True, check=False).returncode == -9
    run("serve", "--instance", place, code=78)
    run("restore", str(target), "--instance", place, "--ledger", ledger)
    assert traces(place, needles) == []
    assert len(Anchors(tmp_path / "new" / "keys").restores()) == 1
