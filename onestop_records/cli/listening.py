"""The listening socket, bound by the supervisor and inherited by the web processes."""

import ipaddress
import socket
import time

import click

PATIENCE = 5.0  # seconds for the processes of a killed predecessor to let go of the port
BACKLOG = 256


def listen(host: str, port: int) -> socket.socket:
    """Bind and listen; raises ClickException when the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_server((host, port), family=family, backlog=BACKLOG)
        except OSError as error:
            if time.monotonic() > deadline or isinstance(error, socket.gaierror):
                raise click.ClickException(f"cannot listen on {host}:{port}: {error.strerror}") from error
        time.sleep(0.1)


def address(listening: socket.socket) -> str:
    """The address for a browser on this machine."""
    host, port = listening.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
