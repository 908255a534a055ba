"""One custody handover over HTTP: opened, given to a receiver, checked by samples, signed by three."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from onestop_records.bench.client import Client
from onestop_records.bench.load import Act, percentile, rate
from onestop_records.bench.served import Served
from onestop_records.cli.instance import Instance
from onestop_records.events import Actor
from onestop_records.interfaces import ICapture

KEPT = {"type": "document", "date": "2026-03-04", "creator": "协会", "category": "WS", "unit": "BGS"}
PATIENCE = 3600.0  # seconds
STEP = 200  # records in one commit
PAGES = 40  # pages of the list that are timed
GIVER, RECEIVER, LEADER, SUPERVISOR = "archivist", "archivist2", "manager", "manager2"


class HandoverRun:
    """Measures one handover on a served instance."""

    def __init__(self, served: Served, password: str) -> None:
        self.served = served
        self.password = password
        self.figures: dict[str, Any] = {}

    def fill(self, opened: Instance, records: int) -> None:
        """Let the giver capture so many records, without files: custody is the same with them."""
        with opened.work() as request:
            giver = request.site.people.by_username(GIVER).id
        for first in range(0, records, STEP):
            with opened.work(Actor(giver, way="command")) as request:
                capture = request.find_service(ICapture)
                for number in range(first, min(first + STEP, records)):
                    capture.capture({**KEPT, "title": f"在管文件{number}"}, [])
                request.tm.commit()

    def measure(self, records: int) -> dict[str, Any]:
        """Do it all with so many records; return the figures, seconds unless the name says otherwise."""
        self.served.start()
        people = (GIVER, RECEIVER, LEADER, SUPERVISOR)
        self.clients = {name: Client(self.served.port, name, self.password) for name in people}
        self._until(lambda: not self.clients[LEADER].search("", limit=1)["lagging"])
        for client in self.clients.values():
            client.close()  # the server has closed what was idle meanwhile; the next call opens anew
        ids = {name: client.call("GET", "/inventory")["person"] for name, client in self.clients.items()}
        opening = {"giver": ids[GIVER], "reason": "leaving"}
        opened = self._timed("handover_open_s", LEADER, "/handovers", opening)
        self.path = f"/handovers/{opened['id']}"
        self.figures["handover_things"] = opened["size"]
        self._step("handover_assign_s", LEADER, "assign", person=ids[RECEIVER])
        self._pages(opened["size"])
        self._check()
        self._step("handover_present_s", LEADER, "present")
        self._step("", GIVER, "sign", password=self.password, acknowledged=True)
        self._step("", RECEIVER, "sign", password=self.password)
        self._step("handover_last_signature_s", SUPERVISOR, "sign", password=self.password)
        self._held(ids, records)
        self.served.stop()
        return self.figures

    def _check(self) -> None:
        read = self.clients[RECEIVER].call
        samples = [row["row"] for row in read("GET", f"{self.path}/samples")["items"]]
        self._step("", RECEIVER, "check", rows=samples, finding="present")
        began = time.perf_counter()
        self._step("handover_check_list_s", RECEIVER, "check-group", method="sample")
        self._until(lambda: not read("GET", self.path)["moving"])
        self.figures["handover_put_aside_per_s"] = self.figures["handover_things"] / (
            time.perf_counter() - began
        )

    def _pages(self, size: int) -> None:
        read = self.clients[LEADER].call
        starts = [size * number // PAGES for number in range(PAGES)]
        acts: list[Act] = [partial(read, "GET", f"{self.path}/rows?after={after}") for after in starts]
        _, times = rate([acts])
        self.figures["handover_rows_p95_ms"] = percentile(times, 0.95)

    def _held(self, ids: dict[str, str], records: int) -> None:
        """The receiver answers for all of it, as searches tell at once."""
        found = self.clients[LEADER].search("", custodian=ids[RECEIVER], limit=1)["total"]
        if found < records:
            raise RuntimeError(f"{found} of {records} records have passed")

    def _step(self, figure: str, actor: str, name: str, **values: Any) -> None:
        self._timed(figure, actor, f"{self.path}/transitions/{name}", values)

    def _timed(self, figure: str, person: str, path: str, values: dict[str, Any]) -> Any:
        began = time.perf_counter()
        answer = self.clients[person].call("POST", path, values)
        if figure:
            self.figures[figure] = time.perf_counter() - began
        return answer

    def _until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if holds():
                return
            time.sleep(0.1)
        raise TimeoutError(self.path)
