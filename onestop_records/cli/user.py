"""``user``: accounts from the command line, also while the site runs."""

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from onestop_records.cli.instance import open_instance
from onestop_records.cli.options import instance_option, json_option
from onestop_records.errors import Refused, Violation
from onestop_records.events import SYSTEM, Actor
from onestop_records.interfaces import IClock, IPeople
from onestop_records.models.person import Appointment, Person
from onestop_records.security.principals import ROLES
from onestop_records.services.personvalues import normal_username

ACTOR = Actor(SYSTEM, way="command")


@click.group("user")
def command() -> None:
    """Add people, set passwords, close accounts, issue API tokens."""


@command.command("add")
@click.argument("username")
@instance_option
@click.option("--name", help="The name on screen; the username without it.")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="May be given several times.")
@click.option("--unit", help="Code of the unit in which the person holds a post from today.")
@click.option("--post", default="工作人员", show_default=True, help="The post in that unit.")
@click.option("--email", default="")
def add(
    username: str,
    instance: Path,
    name: str | None,
    roles: tuple[str, ...],
    unit: str | None,
    post: str,
    email: str,
) -> None:
    """Make an account; its password is read from the terminal, or from standard input."""
    password = _read_password()
    with _acting(instance) as request:
        today = request.find_service(IClock).today()
        appointments = (Appointment(unit, post, today),) if unit else ()
        people = request.find_service(IPeople)
        person = people.add(username, name or username, password, roles, appointments, email)
        click.echo(f"{person.username} added ({person.id})", err=True)


@command.command("password")
@click.argument("username")
@instance_option
def set_password(username: str, instance: Path) -> None:
    """Set a password, read from the terminal or from standard input; every session of the person ends."""
    password = _read_password()
    with _acting(instance) as request:
        request.find_service(IPeople).set_password(_person(request, username), password)
        click.echo(f"password of {username} set; sessions ended", err=True)


@command.command("close")
@click.argument("username")
@instance_option
def close(username: str, instance: Path) -> None:
    """Close an account; refused with a list while the person still answers for records."""
    with _acting(instance) as request:
        try:
            request.find_service(IPeople).close(_person(request, username))
        except Refused as refused:
            for violation in refused.violations:
                click.echo(f"- {Refused(violation)}", err=True)
            raise SystemExit(1) from refused
        click.echo(f"account of {username} closed", err=True)


@command.command("token")
@click.argument("username")
@instance_option
@json_option
@click.option("--label", default="command line", show_default=True, help="What the token is for.")
@click.option("--days", type=int, help="Days it is good for; the setting token_days without it.")
@click.option("--scope", type=click.Choice(["read", "write"]), default="write", show_default=True)
def token(username: str, instance: Path, as_json: bool, label: str, days: int | None, scope: str) -> None:
    """Print a new API token on standard output."""
    with _acting(instance) as request:
        person = _person(request, username)
        text, expires = request.find_service(IPeople).issue_token(person, label, days, scope)
    # Committed: what is printed now works.
    shown = json.dumps({"token": text, "expires": expires.isoformat()}) if as_json else text
    click.echo(shown)


@contextmanager
def _acting(instance: Path) -> Iterator[Any]:
    """A request that acts as the system and commits when the block ends well."""
    with open_instance(instance) as opened, opened.work(ACTOR) as request:
        yield request
        request.tm.commit()


def _person(request: Any, username: str) -> Person:
    person = request.site.people.by_username(normal_username(username))
    if person is None:
        raise Refused(Violation("username", f"there is no account {username}"))
    return person


def _read_password() -> str:
    """One line of standard input, or twice from the terminal without showing it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise Refused(Violation("password", "the two are not the same"))
    return password
