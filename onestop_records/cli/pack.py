"""``pack``: give back the space of what the store no longer needs."""

from pathlib import Path

import click

from onestop_records.cli.instance import open_instance
from onestop_records.cli.options import instance_option


@click.command("pack")
@instance_option
@click.option("--days", default=1.0, show_default=True, help="Keep earlier states of so many days.")
def command(instance: Path, days: float) -> None:
    """Pack the store; works while the archive is served."""
    with open_instance(instance) as opened:
        for database in opened.registry._zodb_databases.values():
            before = database.getSize()
            database.pack(days=days)
            click.echo(f"{before} bytes before, {database.getSize()} after", err=True)
