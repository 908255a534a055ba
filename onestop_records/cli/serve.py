"""``serve``: the store, the web processes and the worker of one instance, supervised."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from onestop_records.cli.child import Child
from onestop_records.cli.configuration import fit_settings
from onestop_records.cli.listening import address, listen
from onestop_records.cli.options import instance_option
from onestop_records.cli.supervisor import Supervisor
from onestop_records.settings import Settings
from onestop_records.storage.client import reachable
from onestop_records.storage.leftover import clear_temporary
from onestop_records.storage.location import embedded

PATIENCE = 0.5  # seconds: a command that asks whether we run holds the lock for a moment
ACCOUNTS = "demo-accounts.txt"  # written by init --demo


@click.command("serve")
@instance_option
@click.option("--host", help="Address to listen on; the setting 'host' if not given.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; the setting 'port' if not given.")
def command(instance: Path, host: str | None, port: int | None) -> None:
    """Run the archive: store, web processes and worker; ends on SIGTERM or Ctrl-C."""
    settings = fit_settings(instance)
    with (
        _only_one(settings),
        listen(host or settings.host, settings.port if port is None else port) as socket,
    ):
        clear(settings.temporary_folder)
        folder = ("--instance", str(settings.instance))
        number = socket.fileno()
        cores = settings.web_processes or os.cpu_count() or 1
        webs = [Child("web", ["web", *folder, "--socket", str(number)], [number]) for _ in range(cores)]
        supervisor = Supervisor(
            Child("store", ["store", *folder]) if embedded(settings) else None,
            lambda: reachable(settings),
            [*webs, Child("worker", ["worker", *folder])],
            lambda: clear_temporary(settings),
        )
        code = supervisor.run(lambda: _say(settings, address(socket)))
    raise SystemExit(code)


@contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """Refuse a second ``serve`` of the same instance."""
    with (settings.instance / "serve.lock").open("a") as lock:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    message = f"{settings.instance} is being served already"
                    raise click.ClickException(message) from error
            time.sleep(0.02)
        yield


def clear(folder: Path) -> None:
    """Empty the folder of temporary files; make it when it is missing."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _say(settings: Settings, where: str) -> None:
    accounts = settings.instance / ACCOUNTS
    if settings.demo and accounts.exists():
        click.echo(accounts.read_text("utf-8"))
    click.echo(f"The archive is open: {where}")
