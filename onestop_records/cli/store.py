"""``store``: the store's process alone, as ``serve`` or a systemd unit runs it."""

from pathlib import Path

import click

from onestop_records.cli.options import instance_option
from onestop_records.cli.supervision import Supervision
from onestop_records.settings import read_settings
from onestop_records.storage.server import run_store


@click.command("store")
@instance_option
@click.pass_obj
def command(supervision: Supervision | None, instance: Path) -> None:
    """Run the store alone (serve runs it for you)."""
    run_store(read_settings(instance), supervision.wanted if supervision else lambda: False)
