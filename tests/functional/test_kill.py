"""``kill -9`` of everything at any moment loses nothing that was acknowledged (platform, *Reliability*).

Three rounds in the suite; ``ONESTOP_KILL_ROUNDS=20`` and ``ONESTOP_KILL_SEED`` for more.
"""

import json
import os
import random
import subprocess
import threading
import time

from onestop_records.bench.client import Client
from onestop_records.bench.served import Served, free_port
from onestop_records.cli.child import command_line
from tests.functional.serving import PASSWORD, furnished

ROUNDS = int(os.environ.get("ONESTOP_KILL_ROUNDS", "3"))
SEED = int(os.environ.get("ONESTOP_KILL_SEED", "20261122"))
PATIENCE = 120.0
ALPHABET = "春夏秋冬梅兰竹菊笔墨纸砚琴棋书画风花雪月山川湖海"


class Filer(threading.Thread):
    """Captures and files until the server is gone; notes what was acknowledged, tells when enough was."""

    def __init__(self, port, username, words, acknowledged, enough, reached):
        super().__init__()
        self.enough, self.reached = enough, reached
        self.client = Client(port, username, PASSWORD)
        self.words = words
        self.acknowledged = acknowledged

    def run(self):
        values = {"type": "document", "creator": "协会", "category": "WS", "retention": "D10", "unit": "QYB"}
        try:
            while True:
                word = "".join(self.words.choices(ALPHABET, k=8))
                metadata = {**values, "title": f"存证{word}", "date": "2026-05-06"}
                record = self.client.capture(metadata, [("正文.txt", f"正文写着{word}。".encode())])
                self.acknowledged[record["id"]] = (word, None)
                filed = self.client.file(record["id"])
                self.acknowledged[record["id"]] = (word, filed["reference_code"])
                if len(self.acknowledged) >= self.enough:
                    self.reached.set()
        except Exception:  # the server was killed under it; what it had said counts
            self.client.close()


def importing(folder, tmp_path, number):
    """An import under way as a process of its own."""
    source = tmp_path / f"source{number}"
    source.mkdir()
    rows = ["path,title,date,category,creator,retention,unit"]
    for item in range(40):
        (source / f"{item}.txt").write_text(f"批量导入第{number}批第{item}件", "utf-8")
        rows.append(f"{item}.txt,导入{number}-{item},2025-04-01,WS,协会,D10,QYB")
    (source / "manifest.csv").write_text("\n".join(rows), "utf-8")
    return source, subprocess.Popen(
        command_line("import", str(source), "--instance", str(folder)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_kill_at_any_moment_loses_nothing_acknowledged(tmp_path):
    moments = random.Random(SEED)
    folder = furnished(tmp_path / "instance")
    acknowledged = {}
    server = Served(folder, free_port())
    sources = []
    for number in range(ROUNDS):
        server.start()
        reached, enough = threading.Event(), len(acknowledged) + moments.randint(1, 60)
        filers = [
            Filer(server.port, name, random.Random(f"{SEED} {number} {name}"), acknowledged, enough, reached)
            for name in ("archivist", "archivist2")
        ]
        source, command = importing(folder, tmp_path, number)
        sources.append(source)
        for filer in filers:
            filer.start()
        assert reached.wait(PATIENCE), f"nothing is filed (seed {SEED})"
        server.kill()
        command.kill()
        command.wait()
        for filer in filers:
            filer.join()

    server.start()
    client = Client(server.port, "manager", PASSWORD)  # may know of drafts as well
    for record_id, (word, code) in acknowledged.items():
        record = client.call("GET", f"/records/{record_id}")
        assert record["title"] == f"存证{word}"
        if code is not None:
            assert (record["state"], record["reference_code"]) == ("filed", code)
    codes = [code for _, code in acknowledged.values() if code]
    assert len(codes) == len(set(codes))

    for source in sources:  # an import that was killed goes on where it stopped
        command = command_line("import", str(source), "--instance", str(folder))
        subprocess.run(command, check=True, capture_output=True)
    deadline = time.monotonic() + PATIENCE
    while client.search("存证")["lagging"]:
        assert time.monotonic() < deadline
    for word, _ in acknowledged.values():
        assert client.search(word)["total"] == 1, word
    assert client.search("批量导入")["total"] == 40 * ROUNDS
    client.close()

    assert server.stop() == 0
    command = command_line("verify", "--records", "--audit", "--json", "--instance", str(folder))
    verified = subprocess.run(command, capture_output=True, text=True, check=False)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert json.loads(verified.stdout)
