"""``onestop-records``: one command a file; ``cli/import_.py`` holds ``command``, the command ``import``.

Exit codes: 0 done, 1 refused or found wrong, 2 wrong usage, 75 the store is away, 78 unfit configuration.
"""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from onestop_records.cli.logs import log_to_stderr
from onestop_records.cli.supervision import watch_supervisor
from onestop_records.errors import Refused, Unavailable
from onestop_records.settings import SettingsError

STORE_AWAY = 75  # EX_TEMPFAIL
UNFIT = 78  # EX_CONFIG


class Commands(click.Group):
    """Imports a command's module only when that command is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        names = [_command_name(path.stem) for path in Path(__file__).parent.glob("*.py")]
        return sorted(name for name in names if self.get_command(context, name))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        stem = name.replace("-", "_")
        for module in (stem, f"{stem}_"):
            if module.isidentifier() and (Path(__file__).parent / f"{module}.py").exists():
                return getattr(import_module(f"{__name__}.{module}"), "command", None)
        return None

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except SettingsError as error:
            raise ended(str(error), UNFIT) from error
        except Unavailable as error:
            raise ended(str(error), STORE_AWAY) from error
        except Refused as error:
            raise ended(str(error), 1) from error


def ended(message: str, code: int) -> SystemExit:
    """Say why on stderr; raise what is returned, to end with this exit code."""
    click.echo(f"Error: {message}", err=True)
    return SystemExit(code)


def _command_name(module: str) -> str:
    return module.rstrip("_").replace("_", "-")


@click.group(cls=Commands)
@click.version_option(package_name="onestop-records")
@click.pass_context
def main(context: click.Context) -> None:
    """The records system of a one-stop quality service platform."""
    log_to_stderr(context.invoked_subcommand or "")
    context.obj = watch_supervisor(os.environ)
