"""A tap on the worker's shoulder: a datagram on a Unix socket, lost without harm."""

import os
import select
import socket
import time
from contextlib import suppress
from pathlib import Path

from onestop_records.settings import Settings, SettingsError

WORK, URGENT = b"!", b"?"  # there is something to do; somebody waits for its outcome


def nudge_path(settings: Settings) -> Path:
    """Where the worker listens. Raises SettingsError when there is no private place for it."""
    return settings.socket("worker.sock")


def nudge(settings: Settings, message: bytes = WORK) -> None:
    """Tell the worker that there is work; it looks by itself every second anyway."""
    with suppress(OSError, SettingsError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        sender.sendto(message, os.fsencode(nudge_path(settings)))


class Nudges:
    """The worker's end. Raises OSError or SettingsError when the socket cannot be made."""

    def __init__(self, settings: Settings) -> None:
        self.path = nudge_path(settings)
        self.path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind(os.fsencode(self.path))
        self.path.chmod(0o600)

    def wait(self, seconds: float) -> None:
        """Return at the next nudge, or after ``seconds``; several nudges count as one."""
        select.select([self._socket], [], [], seconds)
        self._read()

    def gather(self, seconds: float) -> None:
        """Let more work come in for ``seconds``, less when somebody waits for its outcome."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._socket], [], [], left)[0] and URGENT in self._read():
                return

    def _read(self) -> set[bytes]:
        """What kinds of nudge have come."""
        found: set[bytes] = set()
        with suppress(BlockingIOError):
            while message := self._socket.recv(64):
                found.add(message)
        return found

    def close(self) -> None:
        self._socket.close()
        self.path.unlink(missing_ok=True)
