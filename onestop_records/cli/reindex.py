"""``reindex``: catalogue and full text anew from the store."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import click

from onestop_records.cli.instance import COMMAND, Instance, open_instance
from onestop_records.cli.options import instance_option, json_option
from onestop_records.interfaces import IClock, IOutbox
from onestop_records.models.intent import REBUILD
from onestop_records.worker.lock import worker_lock
from onestop_records.worker.loop import Worker, run_once
from onestop_records.worker.rebuild import rebuild

POLL = 0.5  # seconds between looks at how far the running worker is


@click.command("reindex")
@instance_option
@json_option
def command(instance: Path, as_json: bool) -> None:
    """Make catalogue and full text anew from the store; searches go on meanwhile.

    While the site runs, its worker does it.
    """
    with open_instance(instance) as opened:
        with opened.work() as request:
            total = len(request.site.records)
        with click.progressbar(length=total, label="Indexing", file=sys.stderr) as bar:
            with worker_lock(opened.settings) as alone:
                if alone:
                    _here(opened, bar)
            if not alone:
                _by_the_worker(opened, bar)
        with opened.work() as request:
            catalog = request.site.catalog
            done, failed = len(catalog.ids), dict(catalog.failed)
    if as_json:
        click.echo(json.dumps({"records": done, "failed": failed}))
    else:
        click.echo(f"{done} records indexed", err=True)
    if failed:
        click.echo(f"could not be indexed: {', '.join(failed)}", err=True)
        raise SystemExit(1)


def _here(opened: Instance, bar: Any) -> None:
    worker = Worker(opened.registry)
    with opened.work() as request:
        rebuild(request, worker.reader, lambda done, total: bar.update(done - bar.pos))
    worker.reader.close()
    run_once(opened.registry)


def _by_the_worker(opened: Instance, bar: Any) -> None:
    with opened.work() as request:
        clock = request.find_service(IClock)
        opened.registry.outbox_writer.rebuild(request.site, COMMAND.person, clock)
        request.tm.commit()
    while True:
        with opened.work() as request:
            pending = request.find_service(IOutbox).pending(1_000_000)
            successor = request.site.catalog.successor if request.site.catalog is not None else None
            if successor is not None:
                bar.update(len(successor.ids) - bar.pos)
        if not any(intent.record == REBUILD for _, intent in pending):
            return
        time.sleep(POLL)
