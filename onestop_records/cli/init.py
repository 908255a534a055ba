"""``init``: make the folder of a new instance."""

import secrets
from pathlib import Path

import click

from onestop_records.cli.instance import COMMAND, open_instance
from onestop_records.evolve.runner import evolve

INI = """\
# Settings of this instance; docs/operations.md explains each. ONESTOP_NAME in the environment wins.
[onestop]
secret = {secret}
demo = {demo}
timezone = Asia/Shanghai
"""


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--demo", is_flag=True, help="With demonstration data and accounts; never for real records.")
def command(folder: Path, demo: bool) -> None:
    """Make a new instance in DIR: settings, keys, an empty archive."""
    folder = folder.resolve()
    make_folder(folder, demo)
    with open_instance(folder, evolving=True) as instance:
        for _ in evolve(instance.registry, COMMAND):
            pass
    for what, where in (("settings", "onestop.ini"), ("store", "Data.fs, blobs"), ("keys", "keys")):
        click.echo(f"{what}: {folder / where}")
    click.echo(f"next: onestop-records serve --instance {folder}")


def make_folder(folder: Path, demo: bool) -> None:
    """Make the folder with settings and a random secret, readable by its owner alone."""
    settings = folder / "onestop.ini"
    if settings.exists():
        raise click.ClickException(f"{folder} is an instance already")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("keys", "tmp"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    settings.touch(mode=0o600)
    text = INI.format(secret=secrets.token_urlsafe(48), demo=str(demo).lower())
    settings.write_text(text, "utf-8")
