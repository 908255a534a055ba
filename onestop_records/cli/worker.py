"""``worker``: the one process that indexes, has files read and seals, as ``serve`` or a unit runs it."""

from pathlib import Path

import click

from onestop_records.cli.instance import open_instance
from onestop_records.cli.options import instance_option
from onestop_records.cli.supervisor import RENEW
from onestop_records.worker.lock import worker_lock
from onestop_records.worker.loop import Worker

ANOTHER_WORKS = 1


@click.command("worker")
@instance_option
def command(instance: Path) -> None:
    """Run the worker alone (serve runs it for you). Ends when another one works."""
    with open_instance(instance) as opened, worker_lock(opened.settings) as alone:
        if not alone:
            click.echo("another worker runs for this instance", err=True)
            raise SystemExit(ANOTHER_WORKS)
        worker = Worker(opened.registry)
        worker.serve()
    if worker.renewing:
        raise SystemExit(RENEW)
