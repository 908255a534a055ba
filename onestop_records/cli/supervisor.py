"""Keeps the processes of an instance running, and ends them in order."""

import logging
import select
import signal
import socket
import time
from collections.abc import Callable, Sequence

from onestop_records.cli.child import Child

LOG = logging.getLogger(__name__)
UNFIT = 78  # the exit code of a child that must not be started again
RENEW = 76  # of one after which all are to be started anew
STORE_PATIENCE = 30.0  # seconds for the store to come up
END_PATIENCE = 20.0  # seconds for a child to end by itself


class Supervisor:
    """Starts ``store`` (if any) and, once it is ``ready``, the ``others``; starts again whatever dies.

    On SIGTERM or SIGINT the others end first, in the order given, the store last. So they do when one ends
    with ``RENEW``; then ``between`` is called and all are started again, while connections wait.
    """

    def __init__(
        self,
        store: Child | None,
        ready: Callable[[], bool],
        others: Sequence[Child],
        between: Callable[[], object] = lambda: None,
    ) -> None:
        self.store = store
        self.ready = ready
        self.others = tuple(others)
        self.between = between
        self.code: int | None = None  # the exit code, as soon as the end is wanted
        self._wake, self._woken = socket.socketpair()

    def run(self, started: Callable[[], None]) -> int:
        """Run until told to end; call ``started`` when everything has been; return the exit code."""
        self._listen_to_signals()
        try:
            self._start()
            if self.code is None:
                started()
            while self.code is None:
                self._look_after()
                self._sleep(self._pause())
        finally:
            self._end()
        return self.code or 0

    def _listen_to_signals(self) -> None:
        for end in (self._wake, self._woken):
            end.setblocking(False)
        signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._told_to_end)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)  # only to wake up

    def _told_to_end(self, number: int, frame: object) -> None:
        if self.code is None:
            self.code = 0

    def _start(self) -> None:
        self._start_store()
        if self.code is None:
            for child in self.others:
                child.start()

    def _renew(self) -> None:
        LOG.info("all processes are started anew")
        self._end()
        self.between()
        self._start()

    def _start_store(self) -> None:
        if self.store is None:
            return
        self.store.start()
        deadline = time.monotonic() + STORE_PATIENCE
        while self.code is None and not self.ready():
            if self.store.ended() is not None or time.monotonic() > deadline:
                LOG.error("the store does not start")
                self.code = 1
            self._sleep(0.02)

    def _children(self) -> list[Child]:
        return [*self.others, self.store] if self.store else list(self.others)

    def _look_after(self) -> None:
        for child in self._children():
            code = child.ended()
            if self.code is not None:
                return
            if code == RENEW:
                self._renew()
                return
            if code == UNFIT:
                LOG.error("%s found the instance unfit", child.name)
                self.code = UNFIT
            elif code is not None:
                LOG.warning("%s ended with %s and is started again", child.name, code)
            if self.code is None and child.process is None and time.monotonic() >= child.due:
                child.start()

    def _pause(self) -> float:
        """Seconds until a child is due to be started again."""
        waiting = [child.due for child in self._children() if child.process is None]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else 60.0

    def _sleep(self, seconds: float) -> None:
        if select.select([self._wake], [], [], seconds)[0]:
            self._wake.recv(4096)

    def _end(self) -> None:
        for child in self.others:
            child.ask_to_end()
        for child in self.others:
            child.wait(END_PATIENCE)
        if self.store is not None:
            self.store.ask_to_end()
            self.store.wait(END_PATIENCE)
