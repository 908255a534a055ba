"""One supervised process: started, watched, started again, asked to end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from onestop_records.cli.supervision import VARIABLE

LONG_ENOUGH = 10.0  # seconds after which a process counts as having come up well
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
ONE_HEAP = "1"  # heaps of the C library: one for each thread costs a process 20 to 40 MB and gains nothing


def command_line(*arguments: str) -> list[str]:
    """How to run one of our commands with this very Python."""
    return [sys.executable, "-m", "onestop_records", *arguments]


class Child:
    """A command of ours as a process of its own; ``descriptors`` are the file numbers it inherits."""

    def __init__(self, name: str, arguments: Sequence[str], descriptors: Sequence[int] = ()) -> None:
        self.name = name
        self.arguments = tuple(arguments)
        self.descriptors = tuple(descriptors)
        self.process: subprocess.Popen[bytes] | None = None
        self.due = 0.0  # when to start it (again)
        self._pipe = -1
        self._started = 0.0
        self._pause = 0.0

    def start(self) -> None:
        """Start the process with a new pipe."""
        theirs, self._pipe = os.pipe()
        self._started = time.monotonic()
        try:
            self.process = subprocess.Popen(  # noqa: S603 our own program and arguments
                command_line(*self.arguments),
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs, *self.descriptors),
                env={"MALLOC_ARENA_MAX": ONE_HEAP, **os.environ, VARIABLE: str(theirs)},
            )
        finally:
            os.close(theirs)

    def ended(self) -> int | None:
        """The exit code when the process has ended since last asked (negative: the signal), else None.

        It is then due to be started again: at once, or after a growing pause when it keeps dying.
        """
        if self.process is None or self.process.poll() is None:
            return None
        code = self.process.returncode
        self.process = None
        self._close()
        lived = time.monotonic() - self._started
        self._pause = 0.0 if lived > LONG_ENOUGH else min(max(FIRST_PAUSE, 2 * self._pause), LONGEST_PAUSE)
        self.due = time.monotonic() + self._pause
        return code

    def ask_to_end(self) -> None:
        """Close the pipe; a process that somebody has stopped goes on, to hear of it."""
        self._close()
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)

    def wait(self, seconds: float) -> None:
        """Wait for the end; after ``seconds`` end it without asking."""
        if self.process is not None:
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def _close(self) -> None:
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
