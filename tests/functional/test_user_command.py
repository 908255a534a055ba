"""The command ``user`` on an instance of its own."""

import json

from click.testing import CliRunner

from onestop_records.cli import main
from onestop_records.cli.instance import open_instance, running_store
from onestop_records.events import Actor
from onestop_records.settings import read_settings

PASSWORD = "墨水与回形针一九八七"


def run(folder, *words, given=""):
    return CliRunner().invoke(main, ["user", *words, "--instance", str(folder)], input=given)


def test_accounts_are_kept_from_the_command_line(tmp_path):
    folder = tmp_path / "instance"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    with running_store(read_settings(folder)):  # once for all commands
        keep_accounts(folder)


def keep_accounts(folder):
    added = run(folder, "add", "wang", "--name", "王芳", "--role", "staff", given=PASSWORD + "\n")
    assert added.exit_code == 0, added.output
    weak = run(folder, "password", "wang", given="short\n")
    assert weak.exit_code == 1
    assert "at least 10 characters" in weak.output
    token = json.loads(run(folder, "token", "wang", "--days", "7", "--json").stdout)
    assert token["token"].count(".") == 1
    give_two_custodies(folder, "wang")
    held = run(folder, "close", "wang")
    assert held.exit_code == 1
    assert [line[:2] for line in held.stderr.splitlines()] == ["- ", "- "]
    give_two_custodies(folder, None)
    assert run(folder, "close", "wang").exit_code == 0
    assert run(folder, "token", "wang").exit_code == 1
    assert run(folder, "token", "nobody").exit_code == 1


def give_two_custodies(folder, username):
    """Two categories in somebody's custody, or in nobody's."""
    with open_instance(folder) as opened, opened.work(Actor("system", way="command")) as request:
        person = request.site.people.by_username(username) if username else None
        categories = [c for fonds in request.site.fonds.values() for c in fonds.values()][:2]
        for category in categories:
            category.keeping = person.keepings[0] if person else ""
        request.tm.commit()
