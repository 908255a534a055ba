"""``dispose``: carry out what waits of disposals and transfers, or only say what would happen."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from onestop_records.cli.instance import Instance, open_instance
from onestop_records.cli.options import instance_option, json_option
from onestop_records.errors import Violation
from onestop_records.interfaces import IDestruction
from onestop_records.models.disposal import Disposal
from onestop_records.storage.work import work
from onestop_records.worker.execution import pass_disposals, pass_transfers
from onestop_records.worker.indexing import WORKER
from onestop_records.worker.lock import worker_lock

STEP = 500  # records looked at before memory is given back


@click.command("dispose")
@instance_option
@click.option("--batch", default="", help="Only this batch, by its id.")
@click.option("--dry-run", is_flag=True, help="Write nothing: tell of every record what stands against it.")
@json_option
def command(instance: Path, batch: str, dry_run: bool, as_json: bool) -> None:
    """Carry out what has been approved and waits; while the site runs, its worker does it by itself.

    With --dry-run every record of the approved batches is asked what would stand against its destruction now;
    exit code 1 when something does.
    """
    with open_instance(instance) as opened:
        if dry_run:
            tell(list(trial(opened, batch)), as_json)
            return
        with worker_lock(opened.settings) as alone:
            if not alone:
                raise click.ClickException("the worker of the running site carries it out")
            done = carry_out(opened)
    click.echo(json.dumps({"done": done}) if as_json else f"{done} rows and steps done", err=not as_json)


def carry_out(opened: Instance) -> int:
    """Let rows and steps be done until nothing waits; return how many."""
    total = 0
    while True:
        with work(opened.registry, WORKER) as request:
            done = pass_disposals(request, None) or pass_transfers(request, None)
            request.tm.commit()
        if not done:
            return total
        total += done


def trial(opened: Instance, batch: str) -> Iterator[dict[str, Any]]:
    """What each approved batch would come to now."""
    with opened.work() as request:
        folder = request.site.disposals
        if batch and folder.get(batch) is None:
            raise click.ClickException(f"there is no batch {batch}")
        for disposal_id in [batch] if batch else list(folder.active):
            disposal = folder[disposal_id]
            if disposal.state in ("approved", "executing"):
                yield _trial(request, disposal)


def _trial(request: Any, disposal: Disposal) -> dict[str, Any]:
    destruction = request.find_service(IDestruction)
    found = []
    waiting = sorted({*disposal.destroyable, *disposal.todo, *disposal.unmarked})
    for count, sequence in enumerate(waiting):
        row = disposal.row(sequence)
        if not row.to_destroy:
            continue
        against = destruction.violations(request.site.records[row.record], disposal)
        if against:
            found.append({"row": sequence, "record": row.record, "against": [_said(v) for v in against]})
        if count % STEP == 0:
            request.site._p_jar.cacheGC()
    return {"batch": disposal.id, "state": disposal.state, "records": len(waiting), "stays": found}


def _said(violation: Violation) -> str:
    message = violation.message
    return message.interpolate() if hasattr(message, "interpolate") else message


def tell(batches: list[dict[str, Any]], as_json: bool) -> None:
    """Print for a script, or say it in words; exit code 1 when something stays."""
    if as_json:
        click.echo(json.dumps({"batches": batches}, ensure_ascii=False))
    for each in () if as_json else batches:
        free = each["records"] - len(each["stays"])
        click.echo(f"{each['batch']} ({each['state']}): {free} of {each['records']} could go now", err=True)
        for row in each["stays"]:
            click.echo(f"  No. {row['row']} {row['record']}: {'; '.join(row['against'])}", err=True)
    if not batches and not as_json:
        click.echo("no approved batch waits", err=True)
    if any(each["stays"] for each in batches):
        sys.exit(1)
