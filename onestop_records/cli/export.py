"""``export``: write an information package of a record, a volume, or what a search finds."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from onestop_records.cli.import_ import actor
from onestop_records.cli.instance import open_instance
from onestop_records.cli.options import instance_option, json_option
from onestop_records.errors import Damaged
from onestop_records.events import PackageExported
from onestop_records.interfaces import IAlerts, IFinding, INotifier, IPackages, IPermits
from onestop_records.models.access import may_know, may_use
from onestop_records.models.alert import DOWNLOADS
from onestop_records.models.identity import new_id
from onestop_records.models.permit import CARRY
from onestop_records.models.record import Record
from onestop_records.models.search import Question

MOST = 10_000  # records of a search


@click.command("export")
@click.argument("target", metavar="TO.zip", type=click.Path(path_type=Path, dir_okay=False))
@instance_option
@click.option("--by", required=True, help="Username of the person who takes it: only what they may know of.")
@click.option(
    "--record", "ids", multiple=True, help="Id or reference code of a record or volume; repeatable."
)
@click.option("--search", help="Everything that this query finds for that person.")
@json_option
def command(
    target: Path, instance: Path, by: str, ids: tuple[str, ...], search: str | None, as_json: bool
) -> None:
    """Write an information package (BagIt in a ZIP) of records; 'import' brings the same records in."""
    if bool(ids) == (search is not None):
        raise click.UsageError("say --record (once or more) or --search")
    with open_instance(instance) as opened, opened.work(actor(opened, by)) as request:
        records = _found(request, search) if search is not None else _named(request, ids)
        if shut_out := _shut_out(request, records):
            raise click.ClickException(f"not all items of {', '.join(shut_out)} are open to {by}")
        draft = target.with_name(f"{target.name}.draft")
        try:
            with draft.open("wb") as file:
                package = request.find_service(IPackages).write(records, file, search or "")
                file.flush()
                os.fsync(file.fileno())
        except (OSError, Damaged) as error:
            draft.unlink(missing_ok=True)
            raise click.ClickException(str(error)) from error
        _note(request, records)
        after = {"records": [record.id for record in records], "files": package.files, "bytes": package.size}
        request.find_service(INotifier)(PackageExported(request.actor, new_id(), kind="package", after=after))
        request.tm.commit()
        draft.replace(target)
    told = {"records": package.records, "files": package.files, "bytes": package.size, "package": str(target)}
    click.echo(json.dumps(told) if as_json else f"{package.records} records in {target}", err=not as_json)


def _found(request: Any, search: str) -> list[Record]:
    """What the search finds and the person may take out of the house; how many may not leave is told."""
    results = list(request.find_service(IFinding).listed(Question(q=search, sort="code"), MOST))
    principals = request.identity.principals if request.identity else frozenset()
    leaving = [record for record in results if may_use(record, principals, CARRY)]
    if len(leaving) < len(results):
        click.echo(
            f"{len(results) - len(leaving)} classified records stay: no permit to carry them", err=True
        )
    return leaving


def _named(request: Any, ids: Sequence[str]) -> list[Record]:
    """These records; one that the person may not know of is one that does not exist."""
    principals = request.identity.principals if request.identity else frozenset()
    found = []
    for name in ids:
        record = request.site.records.get(request.site.codes.get(name, name))
        if record is None or not may_know(record, principals):
            raise click.ClickException(f"there is no record {name}")
        if not may_use(record, principals, CARRY):
            raise click.ClickException(f"{name} is classified: it leaves under a permit to carry it out")
        found.append(record)
    return found


def _note(request: Any, records: Sequence[Record]) -> None:
    """Carrying out what is classified stands in the register of use."""
    permits = request.find_service(IPermits)
    request.find_service(IAlerts).mark(DOWNLOADS, len(records))
    for record in records:
        for each in (record, *(request.site.records[item] for item in record.items)):
            if each.classification.classified:
                permits.used(each, CARRY, "package", each.reference_code or each.id)


def _shut_out(request: Any, records: Sequence[Record]) -> list[str]:
    """Volumes with items that the person may not carry out: they do not leave without them."""
    principals, all_records = request.identity.principals, request.site.records
    return [
        record.reference_code or record.id
        for record in records
        if not all(may_use(all_records[item], principals, CARRY) for item in record.items)
    ]
