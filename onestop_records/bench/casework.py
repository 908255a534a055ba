"""Casework after years: how fast my work, the managers' page and the history of a client are over HTTP."""

import subprocess
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from onestop_records.bench.browser import Browser
from onestop_records.bench.house import House, credit_code
from onestop_records.bench.load import Act, percentile, rate
from onestop_records.bench.madeup import MadeUp
from onestop_records.bench.served import Served
from onestop_records.cli.child import command_line
from onestop_records.cli.instance import Instance

SAMPLE = 60  # answers of each kind that are timed
WARMING = 12  # that are asked for before


class CaseworkRun:
    """Measures one instance that is filled with cases and complaints."""

    house: House

    def __init__(self, served: Served, password: str) -> None:
        self.served = served
        self.password = password
        self.figures: dict[str, Any] = {}

    def fill(self, instance: Instance, cases: int, complaints: int) -> None:
        """Bring them in; the caller closes the instance before it is measured."""
        began = time.perf_counter()
        made = MadeUp(instance, cases, complaints)
        made.fill()
        self.house = made.house
        self.figures["cases"], self.figures["complaints"] = cases, complaints
        self.figures["casework_bulk_per_s"] = (cases + complaints) / (time.perf_counter() - began)

    def measure(self) -> dict[str, Any]:
        """Index, serve, ask; figures in milliseconds unless the name says otherwise."""
        self._index()
        self.figures["start_s"] = self.served.start()
        self._ask()
        self.figures["rss_mb"] = self.served.resident() / 2**20
        self.served.stop()
        return self.figures

    def _index(self) -> None:
        arguments = command_line("reindex", "--instance", str(self.served.instance))
        began = time.perf_counter()
        subprocess.run(arguments, check=True, capture_output=True)  # noqa: S603 our own program
        records = 2 * (self.figures["cases"] + self.figures["complaints"])
        self.figures["casework_index_docs_per_s"] = records / (time.perf_counter() - began)

    def _ask(self) -> None:
        people = {name: self._browser(name) for name in ("clerk", "manager", "archivist")}
        enterprises = [credit_code(1 + n % (self.house.enterprises - 1)) for n in range(WARMING + SAMPLE)]
        matters = [code for code, __ in self.house.matters]
        self._time("desk", people["clerk"], ["/"])
        self._time("work", people["clerk"], ["/work"])
        self._time("cases", people["clerk"], ["/cases"])
        self._time("managers_desk", people["manager"], ["/"])
        self._time("figures", people["manager"], ["/figures"])
        self._time("figures_3_years", people["manager"], ["/figures?since=2024-01&until=2026-12"])
        self._time("figures_complaints", people["manager"], ["/figures?kind=complaints"])
        client = [f"/cases/history?enterprise={code}" for code in enterprises]
        self._time("history_enterprise", people["manager"], client)
        self._time("history_largest", people["manager"], [f"/cases/history?enterprise={credit_code(0)}"])
        self._time("history_matter", people["manager"], [f"/cases/history?matter={m}" for m in matters])
        self._time("satisfaction", people["clerk"], ["/satisfaction"])

    def _browser(self, username: str) -> Browser:
        return Browser(self.served.url, username, self.password)

    def _time(self, name: str, browser: Browser, paths: Sequence[str]) -> None:
        acts: list[Act] = [self._act(browser, paths[n % len(paths)]) for n in range(WARMING + SAMPLE)]
        rate([acts[:WARMING]])  # what each process that has just started reads and compiles once
        _, times = rate([acts[WARMING:]])
        self.figures[f"{name}_p50_ms"] = percentile(times, 0.5)
        self.figures[f"{name}_p95_ms"] = percentile(times, 0.95)

    @staticmethod
    def _act(browser: Browser, path: str) -> Callable[[], object]:
        return partial(browser.read, path)
