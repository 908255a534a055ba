"""What the child may use. Set once at its start, before it opens anything."""

import ctypes
import math
import resource
import time

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
OPEN_FILES = 64


def confine(memory: int) -> None:
    """At most ``memory`` bytes of address space, no files written, no core, no network where possible."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Not every kernel lets an ordinary process have its own empty network; a child without one is limited
    # by all the rest.
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(NEW_USER | NEW_NETWORK) != 0:
        unshare(NEW_NETWORK)


def allow_seconds(seconds: float) -> None:
    """From now on ``seconds`` of processor time: a child whose parent is gone ends by itself."""
    limit = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
