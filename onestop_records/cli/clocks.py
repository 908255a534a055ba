"""``clocks``: what the worker does with running clocks, now and once."""

import json
from pathlib import Path

import click

from onestop_records.cli.instance import open_instance
from onestop_records.cli.options import instance_option, json_option
from onestop_records.worker.clocks import run_clocks


@click.group("clocks")
def command() -> None:
    """The clocks of cases and complaints."""


@command.command("run")
@instance_option
@json_option
def run(instance: Path, as_json: bool) -> None:
    """Warn of deadlines that are near, note and chase what is overdue, follow a changed calendar.

    The worker of a running site does it by itself three times a minute; both together do nothing twice.
    """
    with open_instance(instance) as opened:
        done = run_clocks(opened.registry)
    click.echo(json.dumps({"done": done}) if as_json else f"{done} clocks looked after", err=not as_json)
