"""The parent's side: one child for many files, ended and started anew after any failure."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from typing import Any

from onestop_records.extraction.wire import LENGTHS, Garbled, decode_answer

FILES_A_CHILD = 500  # then a fresh one: libraries leak
STARTING = 10  # seconds that a child may take on top of its first answer
BLOCK = 1024 * 1024
PICTURES = 64 * 1024 * 1024
TECHNICAL = 16 * 1024 * 1024
BYTES_A_CHARACTER = 6  # the longest that JSON makes of one


class Overrun(Exception):
    """The child did not answer in time."""


class Broken(Exception):
    """The child died, or answered with something that is no answer."""


class Sandbox:
    """Threads take turns. Sizes in bytes, times in seconds."""

    def __init__(self, memory: int, seconds: float, characters: int) -> None:
        self.memory, self.seconds, self.characters = memory, seconds, characters
        self.starting = STARTING
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    @property
    def command(self) -> list[str]:
        """What the child runs."""
        return [sys.executable, "-m", "onestop_records.extraction", str(self.memory)]

    def ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
        """Send a request, return the answer's JSON and pictures. Raises Overrun, Broken."""
        with self._lock:
            child = self._ready()
            try:
                answer = self._exchange(child, {**request, "seconds": self.seconds})
            except BaseException:
                self._stop()
                raise
            self._served += 1
            if self._served >= FILES_A_CHILD or answer[0].get("status") == "too-large":
                self._stop()
            return answer

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._stop()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._stop()
            self._served = 0
            self._child = subprocess.Popen(  # noqa: S603 our own interpreter and module
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env={"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C.UTF-8"},
            )
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue

    def _exchange(
        self, child: subprocess.Popen[bytes], request: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, bytes]]:
        deadline = time.monotonic() + self.seconds + (0 if self._served else self.starting)
        if child.stdin is None or child.stdout is None:
            raise Broken
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
        except OSError as error:
            raise Broken from error
        source = child.stdout.fileno()
        head, body = LENGTHS.unpack(_exactly(source, LENGTHS.size, deadline))
        if head > BYTES_A_CHARACTER * self.characters + TECHNICAL or body > PICTURES:
            raise Broken
        try:
            return decode_answer(_exactly(source, head, deadline), _exactly(source, body, deadline))
        except Garbled as error:
            raise Broken from error


def _exactly(source: int, count: int, deadline: float) -> bytes:
    """Read so many bytes before the deadline; raises Overrun, Broken."""
    received = bytearray()
    waiting = select.poll()
    waiting.register(source, select.POLLIN)
    while len(received) < count:
        left = deadline - time.monotonic()
        if left <= 0 or not waiting.poll(left * 1000):
            raise Overrun
        block = os.read(source, min(BLOCK, count - len(received)))
        if not block:
            raise Broken
        received += block
    return bytes(received)
