"""``calendar``: the official calendar of a year that the library does not bring yet."""

from pathlib import Path

import click

from onestop_records.calendars.reading import read
from onestop_records.cli.instance import open_instance
from onestop_records.cli.options import instance_option
from onestop_records.events import SYSTEM, Actor
from onestop_records.interfaces import ICalendar
from onestop_records.storage.work import work


@click.group("calendar")
def command() -> None:
    """The working days of the house."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@instance_option
@click.option("--source", default="", help="The notice it follows, such as 国办发明电〔2026〕7号.")
@click.option("--dry-run", is_flag=True, help="Write nothing: say what the file holds.")
def import_calendar(file: Path, instance: Path, source: str, dry_run: bool) -> None:
    """Take the official calendar from FILE: CSV with the columns date and kind (off or work), or iCalendar.

    A year that is known already is replaced; running clocks are computed anew by the worker.
    """
    years = read(file.name, file.read_bytes())
    if not years:
        raise click.ClickException(f"{file} holds no day")
    with open_instance(instance) as opened, work(opened.registry, Actor(SYSTEM, way="command")) as request:
        for year, days in sorted(years.items()):
            calendar = request.find_service(ICalendar).publish(year, days, source or file.name)
            worked = sum(calendar.days.values())
            click.echo(f"{year}: {len(days) - worked} days off, {worked} worked instead", err=True)
        if not dry_run:
            request.tm.commit()
