"""``init``: make the folder of a new instance."""

import secrets
from pathlib import Path
from typing import Any

import click

from onestop_records.cli.instance import COMMAND, Instance, open_instance
from onestop_records.demo.archive import fill, new_password
from onestop_records.demo.people import PEOPLE
from onestop_records.evolve.foundation import lay_foundation
from onestop_records.evolve.runner import evolve
from onestop_records.interfaces import IPeople, IUnits

ACCOUNTS = "demo-accounts.txt"
FIRST_ACCOUNTS = {
    "archivist": ("档案管理员", ("staff", "archivist")),
    "admin": ("系统管理员", ("admin",)),
    "security": ("安全管理员", ("security",)),
    "auditor": ("审计员", ("auditor",)),
}
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
@click.option("--fonds", default="Z001", show_default=True, help="Number of the fonds (without --demo).")
@click.option("--title", default="一站式质量服务平台", show_default=True, help="Name of the institution.")
def command(folder: Path, demo: bool, fonds: str, title: str) -> None:
    """Make a new instance in DIR: settings, keys, accounts, an archive to file in."""
    folder = folder.resolve()
    make_folder(folder, demo)
    with open_instance(folder, evolving=True) as instance:
        for _ in evolve(instance.registry, COMMAND):
            pass
        accounts = _demonstration(instance) if demo else _beginning(instance, fonds, title)
    for what, where in (("settings", "onestop.ini"), ("store", "Data.fs, blobs"), ("keys", "keys")):
        click.echo(f"{what}: {folder / where}")
    click.echo(accounts)
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


def _demonstration(instance: Instance) -> str:
    """Fill it; return the accounts as text, which is also kept beside the settings."""
    password = new_password()
    count, code = fill(instance.registry, password)
    names = "\n".join(f"  {username:<12}{name}" for username, (name, _, _) in PEOPLE.items())
    text = f"demonstration accounts:\n{names}\npassword for all: {password}"
    path = instance.settings.instance / ACCOUNTS
    path.touch(mode=0o600)
    path.write_text(text + "\n", "utf-8")
    asking = f"an anonymous complaint, to be asked for at /complaint-progress: {code}"
    return f"demonstration records: {count}\n{asking}\n{text}"


def _beginning(instance: Instance, fonds: str, title: str) -> str:
    """An archive with one unit, an archivist and the three officers; return their passwords as text."""
    lines = ["first accounts and their passwords, shown this once:"]
    with instance.work() as request:
        request.find_service(IUnits).add("BGS", "办公室", None, {"DA": "档案管理员"})
        people: dict[str, Any] = {}
        for username, (name, roles) in FIRST_ACCOUNTS.items():
            password = new_password()
            people[username] = request.find_service(IPeople).add(username, name, password, roles)
            lines.append(f"  {username:<12}{password}")
        lay_foundation(request, fonds, title, {"": people["archivist"]})
        request.tm.commit()
    return "\n".join(lines)
