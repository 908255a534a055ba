"""``bench``: how fast this is, here, beside the raw limit of the store."""

import json
import os
import signal
import tempfile
from pathlib import Path
from typing import Any

import click

from onestop_records.bench.casework import CaseworkRun
from onestop_records.bench.disposal import DisposalRun
from onestop_records.bench.handover import HandoverRun
from onestop_records.bench.run import Run
from onestop_records.bench.served import Served, free_port
from onestop_records.bench.text import texts
from onestop_records.cli.init import make_folder
from onestop_records.cli.instance import COMMAND, open_instance
from onestop_records.cli.options import json_option
from onestop_records.demo.archive import furnish, new_password
from onestop_records.evolve.runner import evolve


@click.command("bench")
@click.option(
    "--records", default=1000, show_default=True, type=click.IntRange(500), help="How many to hold."
)
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Real texts (*.txt) to file.",
)
@click.option("--disposal", type=click.IntRange(10), help="Measure a destruction of so many due records.")
@click.option(
    "--cases", type=click.IntRange(100), help="Measure my work, figures and histories with so many."
)
@click.option(
    "--complaints", default=100, show_default=True, type=click.IntRange(10), help="Beside the cases."
)
@click.option("--handover", type=click.IntRange(10), help="Measure a custody handover of so many records.")
@json_option
def command(
    records: int,
    corpus: Path | None,
    disposal: int | None,
    handover: int | None,
    cases: int | None,
    complaints: int,
    as_json: bool,
) -> None:
    """Serve an instance of its own in a temporary folder and measure it over HTTP."""
    for number in (
        signal.SIGTERM,
        signal.SIGINT,
    ):  # the second is ignored by what a shell began in the background
        signal.signal(number, _end)
    os.environ["ONESTOP_COOLING_OFF_DAYS"] = "0"  # a batch is carried out at once
    with tempfile.TemporaryDirectory(prefix="onestop-bench-") as folder:
        instance = Path(folder) / "instance"
        password = new_password()
        make_folder(instance, demo=True)
        served = Served(instance, free_port())
        casework = CaseworkRun(served, password)
        with open_instance(instance, evolving=True) as opened:
            list(evolve(opened.registry, COMMAND))
            furnish(opened.registry, password)
            if cases:
                casework.fill(opened, cases, complaints)
            if handover:
                HandoverRun(served, password).fill(opened, handover)
        try:
            if cases:
                figures = casework.measure()
            elif disposal:
                figures = DisposalRun(served, password, texts(corpus)).measure(disposal)
            elif handover:
                figures = HandoverRun(served, password).measure(handover)
            else:
                figures = Run(served, password, texts(corpus)).measure(records)
        finally:
            if served.process is not None and served.process.poll() is None:
                served.kill()
    rounded = {name: round(value, 4) if value < 1 else round(value, 1) for name, value in figures.items()}
    if as_json:
        click.echo(json.dumps(rounded))
    else:
        _table(rounded)


def _end(number: int, frame: object) -> None:
    """Told to end: the server ends and the folder goes, as on Ctrl-C."""
    raise SystemExit(128 + number)


def _table(figures: dict[str, Any]) -> None:
    raw = figures.get("raw_commit_per_s")
    for name, value in figures.items():
        compared = raw and name.endswith("_per_s") and name != "raw_commit_per_s"
        share = f"  {value / raw:.2f} of raw" if compared else ""
        click.echo(f"{name:<34}{value:>12}{share}")
