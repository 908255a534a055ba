"""``web``: one web process alone, as ``serve`` or a systemd unit runs it."""

import socket
from pathlib import Path

import click

from onestop_records.cli.configuration import fit_settings
from onestop_records.cli.listening import listen
from onestop_records.cli.options import instance_option
from onestop_records.cli.web_server import answer


@click.command("web")
@instance_option
@click.option("--socket", "descriptor", type=int, help="Number of an inherited listening socket.")
@click.option("--host", help="Address to listen on; the setting 'host' if not given.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; the setting 'port' if not given.")
def command(instance: Path, descriptor: int | None, host: str | None, port: int | None) -> None:
    """Run one web process alone (serve runs as many as there are cores)."""
    settings = fit_settings(instance)
    if descriptor is None:
        listening = listen(host or settings.host, settings.port if port is None else port)
    else:
        listening = socket.socket(fileno=descriptor)
    answer(settings, listening)
