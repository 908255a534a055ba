"""``import``: bring records in from a folder, a ZIP, or a folder with a manifest."""

import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from onestop_records.cli.bulk import Bulk
from onestop_records.cli.instance import COMMAND, Instance, open_instance
from onestop_records.cli.options import instance_option, json_option
from onestop_records.cli.report import Report
from onestop_records.events import Actor
from onestop_records.services.bag import bag_in
from onestop_records.services.manifest import Row, read_rows
from onestop_records.services.source import Source, SourceUnusable, open_source

DEFAULTS = ("type", "category", "unit", "creator", "retention", "classification")


@click.command("import")
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path, exists=True))
@instance_option
@click.option("--file", "filing", is_flag=True, help="File each record too, where nothing stands against it.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say everything that is wrong with every row.")
@click.option("--by", help="Username of the person in whose name it comes in.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="CSV; SRC.import.csv if not given."
)
@click.option("--type", default="document", show_default=True, help="Where the column is missing or empty.")
@click.option("--category", help="Likewise.")
@click.option("--unit", help="Likewise.")
@click.option("--creator", help="Likewise.")
@click.option("--retention", help="Likewise.")
@click.option("--classification", help="Likewise.")
@click.option("--date-missing", metavar="DATE", help="The date of records that have none: 2021, 2021-03 …")
@json_option
def command(
    source: Path,
    instance: Path,
    filing: bool,
    dry_run: bool,
    by: str | None,
    report: Path | None,
    date_missing: str | None,
    as_json: bool,
    **defaults: str | None,
) -> None:
    """Bring records in; what came in before is passed over, so it may be run again at any time.

    SRC is a folder, a ZIP, either with manifest.csv or manifest.xlsx in it, or an information package that
    'export' wrote. Exit code 1 when a row was refused or could not be filed.
    """
    given = {**defaults, "date": date_missing}
    target = report or source.resolve().with_name(f"{source.resolve().name}.import.csv")
    try:
        files = opened_source(source)
        rows = [completed(row, given) for row in read_rows(files)]
    except SourceUnusable as error:
        raise click.ClickException(str(error)) from error
    with open_instance(instance) as opened, Report.open(target) as written:
        bulk = Bulk(opened, files, actor(opened, by), filing, dry_run)
        with click.progressbar(length=len(rows), label="import", file=sys.stderr) as bar:
            for outcomes in bulk.run(rows):
                written.write(outcomes)
                bar.update(len(outcomes))
        bulk.close(source.name, written.counts)
    tell(written.counts, written.problems, target, dry_run, as_json)


def opened_source(path: Path) -> Source:
    """The information package there, else the folder or ZIP. Raises SourceUnusable."""
    found = open_source(path)
    return bag_in(found) or found


def completed(row: Row, defaults: dict[str, str | None]) -> Row:
    """The row with defaults where it says nothing."""
    missing = {name: value for name, value in defaults.items() if value and name not in row.values}
    return replace(row, values={**missing, **row.values})


def actor(opened: Instance, username: str | None) -> Actor:
    """Who acts: the person named, or the system."""
    if username is None:
        return COMMAND
    with opened.work() as request:
        person = request.site.people.by_username(username)
        if person is None or person.closed:
            raise click.BadParameter(f"there is no account {username}", param_hint="--by")
        return replace(COMMAND, person=person.id)


def tell(counts: Counter[str], problems: int, target: Path, dry_run: bool, as_json: bool) -> None:
    """The sums, and where the report is; exit code 1 when something was wrong."""
    if as_json:
        click.echo(json.dumps({**counts, "problems": problems, "report": str(target), "dry_run": dry_run}))
    else:
        sums = ", ".join(f"{counts[status]} {status}" for status in sorted(counts)) or "no rows"
        would = " (nothing was changed)" if dry_run else ""
        click.echo(f"{sums}{would}; rows with problems: {problems}; the report is {target}", err=True)
    if problems:
        raise SystemExit(1)
