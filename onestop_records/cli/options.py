"""Options that several commands share."""

from pathlib import Path

import click


def _absolute(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    return value.resolve()


instance_option = click.option(
    "--instance",
    required=True,
    envvar="ONESTOP_INSTANCE",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    callback=_absolute,
    help="The instance's folder, made by 'init'.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
