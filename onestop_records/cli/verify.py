"""``verify``: prove that records and audit trail are whole."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from onestop_records.audit.export import ExportError, verify_export
from onestop_records.audit.findings import Report
from onestop_records.audit.keys import Anchor, KeyUnusable, read_public_key
from onestop_records.audit.verify import verify_store
from onestop_records.cli.gone import destroyed_answer
from onestop_records.cli.instance import Instance, open_instance
from onestop_records.cli.options import json_option
from onestop_records.services.integrity import Integrity

LISTS = ("findings", "restores")
STEP = 100  # records between two looks at memory


def read_anchor(context: click.Context, parameter: click.Parameter, value: str | None) -> Anchor | None:
    try:
        return Anchor.read(value) if value else None
    except ValueError as error:
        raise click.BadParameter("write it as number:digest, as 'seal --print' does") from error


@click.command("verify")
@click.option("--instance", envvar="ONESTOP_INSTANCE", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--records", is_flag=True, help="Content against digests, registers and indexes against records."
)
@click.option("--audit", is_flag=True, help="The audit trail against its seals, key and anchors.")
@click.option(
    "--destroyed", is_flag=True, help="Nothing of what was destroyed is left; ledger and backups besides."
)
@click.option(
    "--exported", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="An exported trail."
)
@click.option(
    "--key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Public key (audit.pub)."
)
@click.option("--anchor", callback=read_anchor, help="The anchor on paper, number:digest.")
@json_option
def command(
    instance: Path | None,
    records: bool,
    audit: bool,
    destroyed: bool,
    exported: Path | None,
    key: Path | None,
    anchor: Anchor | None,
    as_json: bool,
) -> None:
    """Prove that nothing was lost or altered; both --records and --audit when nothing is asked for.

    Exit code 0 when all is well, 1 when something was found. With --exported and --key it needs no instance:
    that is how somebody outside proves a trail.
    """
    answer: dict[str, Any] = {}
    if exported is not None:
        if key is None:
            raise click.UsageError("--exported needs --key, the public key of the archive")
        answer["audit"] = audit_answer(_exported(exported, key, anchor))
    elif instance is None:
        raise click.UsageError("say which --instance, or give an --exported trail")
    else:
        with open_instance(instance.resolve()) as opened:
            neither = not (records or audit or destroyed)
            if audit or neither:
                answer["audit"] = audit_answer(_stored(opened, anchor))
            if records or neither:
                answer["records"] = _records(opened, quiet=as_json)
            if destroyed:
                answer["destroyed"] = destroyed_answer(opened)
    show(answer, as_json)
    if any(part["findings"] for part in answer.values()):
        raise SystemExit(1)


def _exported(path: Path, key: Path, anchor: Anchor | None) -> Report:
    try:
        return verify_export(path, read_public_key(key), [anchor] if anchor else None)
    except (ExportError, KeyUnusable, OSError) as error:
        raise click.ClickException(str(error)) from error


def _stored(opened: Instance, anchor: Anchor | None) -> Report:
    with opened.work() as request:
        report = verify_store(request.site, opened.settings.keys_folder)
        seal = request.site.audit.seals.get(anchor.number) if anchor else None
        if anchor and (seal is None or seal.digest != anchor.digest):
            report.add("anchor-differs", number=anchor.number)
        return report


def audit_answer(report: Report) -> dict[str, Any]:
    """What ``--json`` prints of a trail."""
    return {
        "seals": report.seals,
        "trails": report.trails,
        "entries": report.entries,
        "unsealed": report.unsealed,
        "anchor": report.last,
        "restores": report.restores,
        "findings": [str(finding) for finding in report.findings],
    }


def _records(opened: Instance, quiet: bool) -> dict[str, Any]:
    found = []
    with opened.work() as request:
        integrity = Integrity(request)
        ids = list(request.site.records)
        with click.progressbar(ids, label="records", file=sys.stderr, hidden=quiet) as bar:
            for count, record_id in enumerate(bar):
                found += [str(problem) for problem in integrity.record(request.site.records[record_id])]
                if count % STEP == 0:
                    request.site._p_jar.cacheGC()
        found += [str(problem) for problem in integrity.registers()]
        return {"records": len(ids), "indexing": integrity.indexing, "findings": found}


def show(answer: dict[str, Any], as_json: bool) -> None:
    """Print for a script, or say it in words."""
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for part, values in answer.items():
        for restored in values.get("restores", ()):
            click.echo(f"{part}: {restored}", err=True)
        for finding in values["findings"]:
            click.echo(f"{part}: {finding}", err=True)
        sums = ", ".join(f"{name} {value}" for name, value in values.items() if name not in LISTS and value)
        verdict = "clean" if not values["findings"] else f"{len(values['findings'])} findings"
        click.echo(f"{part}: {verdict} ({sums})", err=True)
