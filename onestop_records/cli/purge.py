"""``purge``: make gone what was destroyed, now; the worker does it by itself while the archive is served."""

import json
import time
from pathlib import Path
from typing import Any

import click

from onestop_records.cli.instance import Instance, open_instance
from onestop_records.cli.options import instance_option, json_option
from onestop_records.models.purge import open_purges
from onestop_records.settings import read_settings
from onestop_records.storage.leftover import clear_temporary
from onestop_records.worker.lock import worker_lock
from onestop_records.worker.loop import Worker
from onestop_records.worker.purge import RenewWanted, pass_purges
from onestop_records.worker.tasks import Task, pass_intents

POLL = 0.5  # seconds between looks at how far the running worker is
PATIENCE = 600.0  # seconds for it to come to the next purge
TASKS = (Task("intents", pass_intents), Task("purges", pass_purges))


@click.command("purge")
@instance_option
@json_option
def command(instance: Path, as_json: bool) -> None:
    """Make gone what was destroyed, and prove it; while the archive is served its worker does it.

    Exit code 1 when something is left; it may be run again at any time.
    """
    settings = read_settings(instance)
    while purge_here(instance):
        clear_temporary(settings)  # the store has ended; unless others use it
    with open_instance(instance) as opened:
        findings = _findings(opened)
    if as_json:
        click.echo(json.dumps({"findings": findings}, ensure_ascii=False))
    for finding in findings if not as_json else ():
        click.echo(finding, err=True)
    if findings:
        raise SystemExit(1)


def purge_here(instance: Path, restoring: bool = False) -> bool:
    """Do what can be done before the store must be started anew; True when it must."""
    with open_instance(instance, restoring=restoring) as opened:
        with worker_lock(opened.settings) as alone:
            if alone:
                try:
                    worker = Worker(opened.registry, TASKS)
                    while worker.round(everything=True):
                        pass
                except RenewWanted:
                    return True
        if not alone:
            _wait_for_the_worker(opened)
    return False


def _wait_for_the_worker(opened: Instance) -> None:
    deadline = time.monotonic() + PATIENCE
    while _waiting(opened) and time.monotonic() < deadline:
        time.sleep(POLL)


def _waiting(opened: Instance) -> list[Any]:
    with opened.work() as request:
        return [purge for purge in open_purges(request.site.purges) if not purge.tried_at]


def _findings(opened: Instance) -> list[str]:
    with opened.work() as request:
        return [
            f"{purge.batch}: {finding}"
            for purge in open_purges(request.site.purges)
            for finding in purge.findings or ("is not gone yet: the store was not started anew",)
        ]
