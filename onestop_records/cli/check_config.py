"""``check-config``: read the configuration and say what is wrong with it."""

import json
from pathlib import Path

import click

from onestop_records.cli.configuration import advice, unfit
from onestop_records.cli.options import instance_option, json_option
from onestop_records.settings import SettingsError, read_settings
from onestop_records.storage.client import reachable
from onestop_records.storage.location import embedded

UNFIT = 78


@click.command("check-config")
@instance_option
@json_option
def command(instance: Path, as_json: bool) -> None:
    """Say what is wrong with an instance's configuration; exit code 78 when it may not serve."""
    try:
        settings = read_settings(instance)
        wrong, better = unfit(settings), advice(settings)
        store = "embedded" if embedded(settings) else "elsewhere"
        running = reachable(settings) if embedded(settings) else None
    except SettingsError as error:
        wrong, better, store, running = [str(error)], [], None, None
    if as_json:
        click.echo(json.dumps({"wrong": wrong, "advice": better, "store": store, "running": running}))
    else:
        for line in wrong:
            click.echo(f"wrong: {line}", err=True)
        for line in better:
            click.echo(f"advice: {line}", err=True)
        if not wrong:
            click.echo("The configuration is fit to serve.", err=True)
    if wrong:
        raise SystemExit(UNFIT)
