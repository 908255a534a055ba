"""The store process: ZEO on FileStorage with blobs."""

import time
from collections.abc import Callable

from ZEO.runzeo import ZEOOptions, ZEOServer

from onestop_records.settings import Settings
from onestop_records.storage.client import reachable
from onestop_records.storage.location import server_configuration, write_configuration

PATIENCE = 30.0  # seconds to wait for another store process of this instance to end


class StoreServer(ZEOServer):
    """Ends on SIGTERM or SIGINT, but not while ``wanted()``: a supervised store is the last to go."""

    def __init__(self, options: ZEOOptions, wanted: Callable[[], bool]) -> None:
        super().__init__(options)
        self.wanted = wanted

    def setup_default_logging(self) -> None:
        """Logging is the command's affair."""

    def handle_sigterm(self) -> None:
        if not self.wanted():
            super().handle_sigterm()

    def handle_sigint(self) -> None:
        self.handle_sigterm()

    def handle_sighup(self) -> None:
        """A closed terminal is no reason to end; the supervisor decides."""


def run_store(settings: Settings, wanted: Callable[[], bool]) -> None:
    """Serve the instance's store until told to end; waits a little for a predecessor that is still ending."""
    write_configuration(settings)
    deadline = time.monotonic() + PATIENCE
    while reachable(settings) and time.monotonic() < deadline:
        time.sleep(0.05)
    options = ZEOOptions()
    options.realize(["-C", str(server_configuration(settings))])
    StoreServer(options, wanted).main()
