"""``evolve``: bring an instance made by an older version to this one."""

from pathlib import Path

import click

from onestop_records.cli.instance import COMMAND, open_instance
from onestop_records.cli.options import instance_option
from onestop_records.evolve.runner import evolve


@click.command("evolve")
@instance_option
def command(instance: Path) -> None:
    """Bring the instance's store up to this version, step by step; safe to run again."""
    with open_instance(instance, evolving=True) as opened:
        for name in evolve(opened.registry, COMMAND):
            click.echo(f"evolved: {name}", err=True)
