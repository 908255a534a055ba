"""One batch of due records over HTTP: opened, appraised in bulk, approved, carried out and purged."""

import csv
import http.client
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from onestop_records.bench.client import Client, Failed
from onestop_records.bench.load import Act, percentile, rate
from onestop_records.bench.served import Served
from onestop_records.cli.child import command_line

DUE = {"type": "document", "date": "2010-03-04", "creator": "协会", "category": "WS", "unit": "QYB"}
PATIENCE = 3600.0  # seconds
PAGES = 40  # pages of rows that are timed
# Who does what: each duty another person (lifecycle, *Appraisal and destruction*).
ARCHIVE, BUSINESS, APPROVER, WITNESSES = "archivist", "head", "manager", ("archivist2", "clerk")


class DisposalRun:
    """Measures one destruction on a served instance that does not cool off."""

    def __init__(self, served: Served, password: str, source: Callable[[int], str]) -> None:
        self.served = served
        self.password = password
        self.source = source
        self.figures: dict[str, Any] = {}

    def measure(self, records: int) -> dict[str, Any]:
        """Do it all with so many records; return the figures, seconds unless the name says otherwise."""
        self._file(records)
        self.served.start()
        people = (ARCHIVE, BUSINESS, APPROVER, *WITNESSES)
        self.clients = {name: Client(self.served.port, name, self.password) for name in people}
        self._until(lambda: not self.clients[ARCHIVE].search("", limit=1)["lagging"])
        opening = {"title": "到期文书", "unit": "QYB", "category": "WS"}
        batch = self._timed("disposal_open_s", ARCHIVE, "/disposals", opening)
        self.path = f"/disposals/{batch['id']}"
        self.figures["disposal_records"] = batch["size"]
        self._step(ARCHIVE, "appraise")
        opinion = {"decision": "destroy", "reason": "已无查考价值"}
        self._timed("disposal_appraise_s", ARCHIVE, f"{self.path}/transitions/opine", opinion)
        self._step(BUSINESS, "opine", **opinion)
        self._rows()
        self._step(ARCHIVE, "propose")
        self._timed("disposal_approve_s", APPROVER, f"{self.path}/transitions/approve", {})
        for witness in WITNESSES:
            self._step(witness, "check", password=self.password)
        self._destroy(batch["size"])
        self.served.stop()
        return self.figures

    def _destroy(self, size: int) -> None:
        began = time.perf_counter()
        self._step(ARCHIVE, "execute")
        self._until(lambda: self._state() not in ("approved", "executing"))
        self.figures["disposal_execute_per_s"] = size / (time.perf_counter() - began)
        for witness in WITNESSES:
            self._until(partial(self._signed, witness))
        self._until(lambda: self._state() == "destroyed")
        self.figures["disposal_to_destroyed_s"] = time.perf_counter() - began

    def _rows(self) -> None:
        read = self.clients[ARCHIVE].call
        size = self.figures["disposal_records"]
        starts = [size * number // PAGES for number in range(PAGES)]
        acts: list[Act] = [partial(read, "GET", f"{self.path}/rows?after={after}") for after in starts]
        _, times = rate([acts])
        self.figures["disposal_rows_p95_ms"] = percentile(times, 0.95)

    def _file(self, records: int) -> None:
        folder = self.served.instance.parent / "due"
        folder.mkdir()
        self._manifest(folder, records)
        command = command_line(
            "import", str(folder), "--instance", str(self.served.instance), "--file", "--by", ARCHIVE
        )
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 our own program and arguments

    def _manifest(self, folder: Path, records: int) -> None:
        with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as manifest:
            rows = csv.writer(manifest)
            rows.writerow(["path", "title", "retention", *DUE])
            for number in range(records):
                (folder / f"{number}.txt").write_text(f"{number} {self.source(number)}", "utf-8")
                rows.writerow([f"{number}.txt", f"旧函{number}", "D10", *DUE.values()])

    def _timed(self, figure: str, person: str, path: str, values: dict[str, Any]) -> Any:
        began = time.perf_counter()
        answer = self.clients[person].call("POST", path, values)
        self.figures[figure] = time.perf_counter() - began
        return answer

    def _step(self, person: str, name: str, **values: Any) -> Any:
        return self.clients[person].call("POST", f"{self.path}/transitions/{name}", values)

    def _state(self) -> str:
        return str(self.clients[APPROVER].call("GET", self.path)["state"])

    def _signed(self, witness: str) -> bool:
        self._step(witness, "sign", password=self.password)
        return True

    def _until(self, holds: Callable[[], bool]) -> None:
        """Ask until it holds; during a purge the processes start anew and nobody answers."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if holds():
                    return
            except (OSError, http.client.HTTPException):
                for client in self.clients.values():
                    client.close()
            except Failed as failed:
                if failed.status != 503:
                    raise
            time.sleep(0.1)
        raise TimeoutError(self.path)
