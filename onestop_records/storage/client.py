"""Reaching the store's process."""

import socket

from onestop_records.settings import Settings
from onestop_records.storage.location import socket_path

PATIENCE = 2.0  # seconds for a busy store to greet


def reachable(settings: Settings) -> bool:
    """True when the instance's embedded store accepts connections and greets."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(PATIENCE)
        try:
            connection.connect(str(socket_path(settings)))
            return bool(connection.recv(1024))
        except OSError:
            return False
