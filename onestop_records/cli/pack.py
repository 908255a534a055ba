"""``pack``: drop the history of the store; what was destroyed is packed away by the purge itself."""

from pathlib import Path

import click

from onestop_records.cli.instance import open_instance
from onestop_records.cli.options import instance_option
from onestop_records.storage.maintenance import maintenance
from onestop_records.storage.packing import pack


@click.command("pack")
@instance_option
def command(instance: Path) -> None:
    """Keep the present state of the store only; old copies are not kept. Waits for no backup."""
    with open_instance(instance) as opened:
        data = instance / "Data.fs"
        before = data.stat().st_size if data.exists() else 0
        with maintenance(opened.settings) as free, opened.work() as request:
            if not free or not pack(opened.settings, request.site._p_jar.db()):
                raise click.ClickException("a backup or another pack is running; try again later")
        after = data.stat().st_size if data.exists() else 0
    click.echo(f"packed: {before} bytes before, {after} after", err=True)
