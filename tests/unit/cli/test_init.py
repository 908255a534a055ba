import stat

from click.testing import CliRunner

from onestop_records.cli import main
from onestop_records.cli.init import make_folder
from onestop_records.settings import read_settings


def test_the_folder_is_its_owners_alone_and_the_secret_random(tmp_path):
    make_folder(tmp_path / "a", demo=False)
    make_folder(tmp_path / "b", demo=True)
    one, other = read_settings(tmp_path / "a", {}), read_settings(tmp_path / "b", {})
    assert one.secret != other.secret
    assert len(one.secret) > 40
    assert (one.demo, other.demo) == (False, True)
    for name in ("", "onestop.ini", "keys"):
        assert not (tmp_path / "a" / name).stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def test_an_instance_is_not_made_twice(tmp_path):
    make_folder(tmp_path / "a", demo=False)
    result = CliRunner().invoke(main, ["init", str(tmp_path / "a")])
    assert result.exit_code == 1
    assert "already" in result.output


def test_every_command_explains_itself():
    commands = main.list_commands(None)
    assert {"init", "serve", "worker", "import", "verify", "reindex", "evolve", "check-config"} <= set(
        commands
    )
    assert {"instance", "logs", "child"}.isdisjoint(commands)
    for name in commands:
        assert main.get_command(None, name).help, name
