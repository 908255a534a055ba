"""A child of ``serve`` lives as long as its pipe: when the supervisor closes it, or dies, the child ends.

The pipe's number comes in the environment. A pipe needs no signal, so it also tells of ``kill -9``.
"""

import os
import select
import signal
import threading
from collections.abc import MutableMapping

VARIABLE = "ONESTOP_SUPERVISOR_PIPE"
GRACE = 15.0  # seconds from the request to end until the end without asking


class Supervision:
    """The child's end of the pipe."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe

    def wanted(self) -> bool:
        """True while the supervisor lives and has not asked this process to end."""
        return not select.select([self.pipe], [], [], 0)[0]

    def watch(self) -> None:
        """Wait for the end of the pipe, then end this process."""
        os.read(self.pipe, 1)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
        threading.Event().wait(GRACE)
        os._exit(1)


def watch_supervisor(environment: MutableMapping[str, str]) -> Supervision | None:
    """Begin to watch, when this process has a supervisor; its own children do not inherit that."""
    if VARIABLE not in environment:
        return None
    supervision = Supervision(int(environment.pop(VARIABLE)))
    os.set_inheritable(supervision.pipe, False)
    threading.Thread(target=supervision.watch, name="supervision", daemon=True).start()
    return supervision
