"""An instance served by processes of its own, which end with the process that started them."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from onestop_records.cli.child import command_line
from onestop_records.cli.listening import listen
from onestop_records.cli.supervision import VARIABLE

PATIENCE = 60.0  # seconds to open, and to end


def free_port() -> int:
    """A port that nothing listens on."""
    with listen("127.0.0.1", 0) as listening:
        return int(listening.getsockname()[1])


class Served:
    """``serve`` of one instance, as leader of a process group."""

    def __init__(self, instance: Path, port: int) -> None:
        self.instance = instance
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None
        self._pipe = -1  # ``serve`` ends when it closes, be it that this process was killed

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Start; return the seconds until the first page was answered. Raises RuntimeError."""
        began = time.monotonic()
        log = (self.instance / "serve.log").open("ab")
        arguments = command_line("serve", "--instance", str(self.instance), "--port", str(self.port))
        theirs, self._pipe = os.pipe()
        with log:
            self.process = subprocess.Popen(  # noqa: S603 our own program and arguments
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(theirs,),
                env={**os.environ, VARIABLE: str(theirs)},
            )
        os.close(theirs)
        while time.monotonic() - began < PATIENCE:
            if self.answers("/sign-in"):
                return time.monotonic() - began
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"{self.instance} does not open: see {log.name}")

    def answers(self, path: str) -> bool:
        """True when this page is answered with 200."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=PATIENCE) as answer:  # noqa: S310 our own
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> int:
        """End in order; return the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self._close()
        return code

    def kill(self) -> None:
        """``kill -9`` of the whole group, as when the power fails."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._close()

    def _close(self) -> None:
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1

    def pids(self) -> list[int]:
        """The supervisor and everything below it, started by whichever thread."""
        assert self.process is not None
        found = [self.process.pid]
        for pid in found:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                with suppress(OSError):
                    found += [int(child) for child in children.read_text().split()]
        return found

    def pid_of(self, command: str) -> int:
        """The process that runs one of our commands; raises LookupError."""
        for pid in self.pids():
            try:
                arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"onestop_records" in arguments and command.encode() in arguments:
                return pid
        raise LookupError(command)

    def resident(self) -> int:
        """Bytes of memory that all processes hold together, shared pages counted for each."""
        total = 0
        for pid in self.pids():
            try:
                total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            except OSError:
                continue
        return total
