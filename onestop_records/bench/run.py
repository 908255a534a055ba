"""One run: an instance of its own is filled to so many records and measured on the way."""

import csv
import os
import signal
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from onestop_records.bench.browser import Browser
from onestop_records.bench.client import Client
from onestop_records.bench.load import Act, percentile, rate
from onestop_records.bench.raw import raw_commits
from onestop_records.bench.served import Served
from onestop_records.bench.text import questions
from onestop_records.cli.child import command_line
from onestop_records.cli.init import make_folder
from onestop_records.cli.instance import running_store
from onestop_records.settings import read_settings

COMMON = {"type": "document", "creator": "协会", "category": "WS", "unit": "QYB", "date": "2026-05-06"}
SAMPLE = 120  # acts of each kind that are timed
CLIENTS = 4
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"type": "document"},
    {"year": "2026"},
    {"classification": "public"},
)
CATCH_UP = 3600.0  # seconds
IMPORT_PART = 5000  # records of one import


class Run:
    """Measures one served instance; ``figures`` grow on the way."""

    def __init__(self, served: Served, password: str, source: Callable[[int], str]) -> None:
        self.served = served
        self.password = password
        self.source = source
        self.figures: dict[str, Any] = {}
        self.number = 0
        self.bytes = 0

    def measure(self, records: int) -> dict[str, Any]:
        """Do everything; return the figures by their names in ``platform.md``."""
        self.figures["records"] = records
        self.figures["start_s"] = self.served.start()
        self.clients = [Client(self.served.port, "archivist", self.password) for _ in range(CLIENTS)]
        raw = [self._raw()]
        self._capture_and_file()
        raw.append(self._raw())
        self.figures["raw_commit_per_s"] = sum(raw) / len(raw)
        self._searchable()
        self._import(records)
        self._search()
        self._page()
        self.figures["rss_mb"] = self.served.resident() / 2**20
        self.served.stop()
        stored = sum(p.stat().st_size for p in self.served.instance.rglob("*") if p.is_file())
        self.figures["disk_mb"] = stored / 2**20
        self.figures["content_mb"] = self.bytes / 2**20
        return self.figures

    def _raw(self) -> float:
        """What a store of its own can do just now: asked before and after what it is compared with."""
        folder = self.served.instance.with_name("raw")
        if not folder.exists():
            make_folder(folder, demo=True)
        settings = read_settings(folder)
        with running_store(settings):
            return raw_commits(settings, self.source(0).encode(), 2.0)

    def _text(self) -> str:
        text = self.source(self.number)
        self.number += 1
        self.bytes += len(text.encode())
        return text

    def _capture(self, client: Client, **values: Any) -> str:
        number = self.number
        content = self._text().encode()
        retention = {"retention": "D10", **COMMON, **values}
        captured = client.capture({"title": f"第{number}件", **retention}, [("正文.txt", content)])
        return str(captured["id"])

    def _capture_and_file(self) -> None:
        one = self.clients[0]
        ids: list[str] = []
        self.captured = ids

        def capture(client: Client) -> None:
            ids.append(self._capture(client))

        def capturing(client: Client, count: int) -> list[Act]:
            return [partial(capture, client)] * count

        def filing(client: Client, part: list[str]) -> list[Act]:
            return [partial(client.file, record_id, duplicates_accepted=True) for record_id in part]

        self._wait()
        self.figures["capture_per_s"], _ = rate([capturing(one, SAMPLE)])
        each = SAMPLE // CLIENTS
        works = [capturing(client, each) for client in self.clients]
        self.figures["capture_4_clients_per_s"], _ = rate(works)
        self._wait()
        self.figures["filing_per_s"], _ = rate([filing(one, ids[:SAMPLE])])
        parts = [ids[SAMPLE + n * each : SAMPLE + (n + 1) * each] for n in range(CLIENTS)]
        works = [filing(client, part) for client, part in zip(self.clients, parts, strict=True)]
        self.figures["filing_4_clients_per_s"], _ = rate(works)
        series = [[self._capture(one, year=2020 + n) for _ in range(each)] for n in range(CLIENTS)]
        self._wait()
        works = [filing(client, part) for client, part in zip(self.clients, series, strict=True)]
        self.figures["filing_4_clients_4_series_per_s"], _ = rate(works)

    def _wait(self) -> None:
        """Wait until the worker has caught up."""
        deadline = time.monotonic() + CATCH_UP
        while self.clients[0].search("", limit=1)["lagging"] and time.monotonic() < deadline:
            time.sleep(0.02)

    def _searchable(self) -> None:
        """From the answer to a filing until somebody else finds it."""
        other = Client(self.served.port, "manager", self.password)
        times = []
        for _ in range(15):
            word = f"寻{time.time_ns():x}"
            described = {**COMMON, "retention": "D10", "title": word}
            record = self.clients[0].capture(described, [("正文.txt", word.encode())])
            self.clients[0].file(record["id"])
            began = time.perf_counter()
            while other.search(word)["total"] == 0 and time.perf_counter() - began < CATCH_UP:
                time.sleep(0.005)
            times.append(time.perf_counter() - began)
        self.figures["searchable_after_s"] = percentile(times, 0.5) / 1000

    def _import(self, records: int) -> None:
        """Fill up by import; the worker stands still meanwhile, so that each is measured by itself."""
        missing = max(SAMPLE, records - self.clients[0].search("", limit=1)["total"])
        spent, indexing = 0.0, 0.0
        for first in range(0, missing, IMPORT_PART):
            folder = self._source(first, min(IMPORT_PART, missing - first))
            worker = self.served.pid_of("worker")
            os.kill(worker, signal.SIGSTOP)
            try:
                arguments = [
                    "import",
                    str(folder),
                    "--instance",
                    str(self.served.instance),
                    "--by",
                    "archivist",
                ]
                began = time.perf_counter()
                subprocess.run(command_line(*arguments), check=True, capture_output=True)  # noqa: S603 ours
                spent += time.perf_counter() - began
            finally:
                os.kill(worker, signal.SIGCONT)
            began = time.perf_counter()
            self._wait()
            indexing += time.perf_counter() - began
        self.figures["import_per_s"] = missing / spent
        self.figures["index_docs_per_s"] = missing / indexing

    def _source(self, first: int, count: int) -> Path:
        folder = self.served.instance.parent / f"source{first}"
        folder.mkdir()
        with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as manifest:
            rows = csv.writer(manifest)
            rows.writerow(["path", "title", "retention", *COMMON])
            for number in range(count):
                title = f"第{self.number}件"
                (folder / f"{number}.txt").write_text(self._text(), "utf-8")
                rows.writerow([f"{number}.txt", title, "D10", *COMMON.values()])
        return folder

    def _search(self) -> None:
        asked = questions(self.source, self.number, 400)
        for client in self.clients:
            client.close()  # the server has closed what was idle during the import; the next call opens anew

        def work(client: Client, words: list[str]) -> list[Act]:
            return [partial(client.search, word, **FILTERS[n % 4]) for n, word in enumerate(words)]

        _, times = rate([work(self.clients[0], asked[:200])])
        self.figures["search_p50_ms"] = percentile(times, 0.5)
        self.figures["search_p95_ms"] = percentile(times, 0.95)
        parts = [work(client, asked[n::CLIENTS]) for n, client in enumerate(self.clients)]
        self.figures["search_qps"], times = rate(parts)
        self.figures["search_4_clients_p50_ms"] = percentile(times, 0.5)
        self.figures["search_4_clients_p95_ms"] = percentile(times, 0.95)

    def _page(self) -> None:
        """The page of a record, as a browser asks for it after signing in."""
        browser = Browser(self.served.url, "archivist", self.password)
        ids = self.captured[:100]
        _, times = rate([[partial(browser.read, f"/records/{i}") for i in ids]])
        self.figures["record_page_p95_ms"] = percentile(times, 0.95)
