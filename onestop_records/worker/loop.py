"""The worker: one process that indexes, has files read and seals the audit trail."""

import logging
import signal
import time
from collections.abc import Iterable
from typing import Any

from pyramid.registry import Registry
from transaction.interfaces import TransientError

from onestop_records.errors import Damaged
from onestop_records.interfaces import ICatalog, IExtractor
from onestop_records.search.nudge import URGENT, Nudges, nudge
from onestop_records.storage.work import work
from onestop_records.worker.indexing import BATCH, WORKER
from onestop_records.worker.purge import RenewWanted
from onestop_records.worker.reading import Reader
from onestop_records.worker.rebuild import reconcile
from onestop_records.worker.tasks import TASKS, Task

POLL = 1.0  # seconds without a nudge
BUSY_POLL = 0.1  # while a file is being read
GATHER = 0.15  # between two batches: a commit of the indexes costs one record as much as ten
PAUSE = 1.0  # after something went wrong
ATTEMPTS = 5

logger = logging.getLogger(__name__)


class Worker:
    """Runs the tasks until it is told to stop. Whoever makes one holds ``worker.lock``."""

    def __init__(self, registry: Registry, tasks: Iterable[Task] = TASKS) -> None:
        self.registry = registry
        self.tasks = tuple(tasks)
        self.stopping = False
        self.renewing = False  # it ends so that all processes are started anew
        self._due = dict.fromkeys((task.name for task in self.tasks), 0.0)
        with work(registry, WORKER) as request:
            self.reader = Reader(request.find_service(IExtractor))

    def prepare(self) -> None:
        """After a start: ask again for files not read, and make full text agree with the catalogue."""
        with work(self.registry, WORKER) as request:
            for record_id in request.find_service(ICatalog).data.unread:
                record = request.site.records.get(record_id)
                if record is not None:
                    self.reader.ask(request.site, record)
            reconcile(request, self.reader)

    def serve(self) -> None:
        """Work until SIGTERM or SIGINT."""
        settings = self.registry.settings["onestop"]
        nudges = Nudges(settings)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._guarded(self.prepare)
        while not self.stopping:
            worked = self._guarded(self.round)
            if self.stopping or worked >= BATCH:
                continue
            if worked:
                nudges.gather(GATHER)
            else:
                nudges.wait(BUSY_POLL if self.reader.busy else POLL)
        nudges.close()
        self.reader.close()

    def _stop(self, *_: Any) -> None:
        self.stopping = True
        nudge(self.registry.settings["onestop"], URGENT)

    def _guarded(self, act: Any) -> int:
        """Run; whatever goes wrong is written to the log and tried again after a pause."""
        try:
            return int(act() or 0)
        except Damaged:
            logger.exception("the full-text index is damaged and is made again")
            time.sleep(PAUSE)
            return self._guarded(self.prepare)
        except RenewWanted:
            self.stopping = self.renewing = True
            return 0
        except Exception:
            logger.exception("the worker was stopped in a task and goes on")
            time.sleep(PAUSE)
            return 0

    def round(self, everything: bool = False) -> int:
        """Run each task that is due, all of them with ``everything``; return how much was done."""
        done = 0
        for task in self.tasks:
            if everything or time.monotonic() >= self._due[task.name]:
                done += self.run(task)
                self._due[task.name] = time.monotonic() + task.every
        return done

    def run(self, task: Task) -> int:
        """Run a task in a transaction of its own, again when another process was in the way."""
        for attempt in range(ATTEMPTS):
            try:
                with work(self.registry, WORKER) as request:
                    done = task.run(request, self.reader)
                    request.tm.commit()
                    return done
            except TransientError:
                if attempt == ATTEMPTS - 1:
                    raise
        return 0


def run_once(registry: Registry) -> None:
    """Do all that is waiting, files included, and return; for commands and tests."""
    worker = Worker(registry)
    worker.prepare()
    while _round(worker) or worker.reader.busy:
        worker.reader.wait(patience=60.0, longest=3600.0)
    worker.reader.close()


def _round(worker: Worker) -> int:
    try:
        return worker.round(everything=True)
    except RenewWanted:  # what was packed is proved when the store is started again
        return 1
