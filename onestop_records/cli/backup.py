"""``backup``: copy an instance, while it is served, into a folder of backups."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from onestop_records.cli.instance import COMMAND, open_instance
from onestop_records.cli.options import instance_option, json_option
from onestop_records.events import BackupMade
from onestop_records.interfaces import IAudit, IClock, INotifier
from onestop_records.storage.backup import Backup
from onestop_records.storage.location import embedded
from onestop_records.storage.maintenance import maintenance
from onestop_records.storage.vault import Manifest, Vault, VaultDamaged


@click.command("backup")
@click.argument("target", metavar="TO", type=click.Path(path_type=Path, file_okay=False))
@instance_option
@click.option("--keys", is_flag=True, help="With the signing key and the secret: lock it up.")
@json_option
def command(target: Path, instance: Path, keys: bool, as_json: bool) -> None:
    """Back the instance up into TO; only what is new is copied. Backups over their time are removed.

    Killed, it is run again. Settings, public key, anchors and the ledger of destructions go along; the
    signing key and the secret only with --keys.
    """
    target = target.resolve()
    if target.is_relative_to(instance):
        raise click.ClickException("a backup does not lie inside of what it is a copy of")
    with open_instance(instance) as opened, maintenance(opened.settings) as free:
        if not embedded(opened.settings):
            raise click.ClickException("this store is backed up by its own means")
        if not free:
            raise click.ClickException("the store is being packed, or another backup runs; try again later")
        with opened.work() as request:
            now, standing = request.find_service(IClock).now(), request.find_service(IAudit).standing()
        with click.progressbar(length=1, label="backup", file=sys.stderr, hidden=as_json) as bar:
            made = Backup(opened.settings, Vault(target), keys, lambda done, total: show(bar, done, total))
            try:
                manifest = made.make(now, {"seal": standing.anchor})
            except (OSError, VaultDamaged) as error:
                raise click.ClickException(str(error)) from error
        told = answer(manifest, made.copied, target)
        with opened.work() as request:
            after = {name: told[name] for name in ("files", "bytes", "expires", "keys")}
            event = BackupMade(COMMAND, manifest.id, kind="backup", after=after)
            request.find_service(INotifier)(event)
            request.tm.commit()
    if as_json:
        click.echo(json.dumps(told))
    else:
        with_keys = "with the signing key and the secret" if keys else "without signing key and secret"
        click.echo(f"{told['files']} files, {told['copied']} bytes new, {with_keys}", err=True)
        click.echo(f"backup {manifest.id} in {target}, kept until {manifest.expires:%Y-%m-%d}", err=True)


def show(bar: Any, done: int, total: int) -> None:
    """Let a bar know how far it is."""
    bar.length = total
    bar.update(done - bar.pos)


def answer(manifest: Manifest, copied: int, target: Path) -> dict[str, Any]:
    """What ``--json`` prints."""
    return {
        "id": manifest.id,
        "place": str(target),
        "files": len(manifest.files),
        "bytes": manifest.size,
        "copied": copied,
        "keys": manifest.about["keys"],
        "expires": manifest.expires.isoformat(),
    }
