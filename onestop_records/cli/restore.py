"""``restore``: bring a backup back into an empty place, without what was destroyed since."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from onestop_records.audit.keys import START_ANCHOR, Anchors, anchor_of
from onestop_records.cli.backup import show
from onestop_records.cli.instance import COMMAND, Instance, open_instance
from onestop_records.cli.options import json_option
from onestop_records.cli.purge import purge_here
from onestop_records.events import InstanceRestored
from onestop_records.evolve.runner import evolve
from onestop_records.interfaces import IAudit, IClock, IErasure, INotifier, IPurge
from onestop_records.settings import read_settings
from onestop_records.storage.backupnote import BackupNote, read_notes
from onestop_records.storage.backupnote import note as note_backup
from onestop_records.storage.destroyed import FILE, Destroyed, DestructionLedger, LedgerBroken
from onestop_records.storage.leftover import clear_temporary
from onestop_records.storage.reapplying import Reapplying
from onestop_records.storage.restore import NotEmpty, Restore
from onestop_records.storage.vault import Manifest, Vault, VaultDamaged


@click.command("restore")
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--instance", required=True, type=click.Path(path_type=Path), help="An empty or new folder.")
@click.option("--backup", "backup_id", help="Which one; the newest without it.")
@click.option(
    "--ledger",
    "ledgers",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A destroyed.jsonl newer than that of the backups; may be given several times.",
)
@click.option("--without-ledger", is_flag=True, help="There is no newer ledger of destructions; say so.")
@click.option(
    "--keys",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of keys, kept apart.",
)
@json_option
def command(
    source: Path,
    instance: Path,
    backup_id: str | None,
    ledgers: tuple[Path, ...],
    without_ledger: bool,
    keys: Path | None,
    as_json: bool,
) -> None:
    """Restore the backup in FROM into a new place; what was destroyed since does not come back.

    Give the ledger of destructions of the lost instance with --ledger, or say that there is none newer than
    that beside the backups with --without-ledger. Killed, run it again; until it is done nobody may enter.
    """
    if not ledgers and not without_ledger:
        raise click.UsageError("give --ledger, the destroyed.jsonl of the lost instance, or --without-ledger")
    try:
        vault = Vault(source.resolve())
        manifest = chosen(vault, backup_id)
        entries = gathered([vault.ledger, *ledgers])
        with click.progressbar(length=1, label="restore", file=sys.stderr, hidden=as_json) as bar:
            restore = Restore(vault, manifest, instance.resolve(), lambda done, total: show(bar, done, total))
            restore.claim()
            restore.files()
    except (NotEmpty, VaultDamaged, LedgerBroken, OSError) as error:
        raise click.ClickException(str(error)) from error
    told = bring_up(restore, entries, keys)
    restore.done()
    if as_json:
        click.echo(json.dumps(told))
    else:
        click.echo(f"backup {told['backup']} of {told['at']} is restored in {restore.folder}", err=True)
        click.echo(f"destroyed again, as the ledger says: {told['destroyed']}", err=True)
        if not told["sealing"]:
            click.echo(
                f"put audit.key into {restore.folder / 'keys'}: without it nothing is sealed", err=True
            )


def chosen(vault: Vault, backup_id: str | None) -> Manifest:
    """The backup with this id, the newest without; raises ClickException."""
    found = [m for m in vault.manifests() if backup_id in (None, m.id)]
    if not found:
        raise click.ClickException(f"there is no such backup in {vault.folder}")
    return found[-1]


def gathered(paths: list[Path]) -> list[Destroyed]:
    """What any of these ledgers names, once each. Raises LedgerBroken."""
    found = {entry.record: entry for path in paths for entry in DestructionLedger(path).read()}
    return sorted(found.values(), key=lambda entry: (entry.at, entry.number))


def bring_up(restore: Restore, entries: list[Destroyed], keys: Path | None) -> dict[str, Any]:
    """Apply the ledger, note the restore, purge, have the indexes made anew; each may be begun again."""
    folder, manifest = restore.folder, restore.manifest
    take_keys(folder / "keys", keys)
    DestructionLedger(folder / FILE).adopt(entries)
    note_backups(restore)
    with open_instance(folder, evolving=True, restoring=True) as opened:
        list(evolve(opened.registry, COMMAND))
        destroyed = apply(opened, manifest, entries)
        note(opened, manifest, len(destroyed))
    while purge_here(folder, restoring=True):
        clear_temporary(read_settings(folder))
    with open_instance(folder, restoring=True) as opened:
        check(opened, manifest)
    return {
        "backup": manifest.id,
        "at": manifest.at.isoformat(),
        "destroyed": len(destroyed),
        "sealing": (folder / "keys" / "audit.key").exists(),
    }


def note_backups(restore: Restore) -> None:
    """The new place knows of every backup in the vault: they may hold what is destroyed."""
    settings = read_settings(restore.folder)
    known = {noted.id for noted in read_notes(settings)}
    for made in restore.vault.manifests():
        if made.id not in known:
            note_backup(settings, BackupNote(made.id, made.at, str(restore.vault.folder), made.expires))


def take_keys(target: Path, keys: Path | None) -> None:
    """Keys and anchors kept apart are newer than those of a backup."""
    for name in ("audit.key", "audit.pub", "audit.anchors"):
        if keys is not None and (keys / name).exists() and not _restored(target / name):
            shutil.copy2(keys / name, target / name)


def _restored(anchors: Path) -> bool:
    """Noted already by a restore that was killed later."""
    return anchors.name == "audit.anchors" and bool(Anchors(anchors.parent).restores())


def apply(opened: Instance, manifest: Manifest, entries: list[Destroyed]) -> list[str]:
    """Destroy again; return the ids of all records that the ledger took out of this backup."""
    batch = f"restore-{manifest.id}"
    while True:
        with opened.work() as request:
            clock, notify = request.find_service(IClock), request.find_service(INotifier)
            erasure = request.find_service(IErasure)
            if Reapplying(request.site, clock, COMMAND, notify, erasure, batch).step(entries):
                request.tm.commit()
                continue
            request.find_service(IPurge).begin(batch)
            request.tm.commit()
            purge = request.site.purges.get(batch)
            return list(purge.erased) if purge is not None else []


def note(opened: Instance, manifest: Manifest, destroyed: int) -> None:
    """The restore stands in the trail and in the anchors, and the indexes are made anew."""
    anchors = Anchors(opened.settings.keys_folder)
    with opened.work() as request:
        clock, audit = request.find_service(IClock), request.find_service(IAudit)
        seal = request.site.audit.last_seal()
        anchor = anchor_of(seal) if seal else START_ANCHOR
        if any(entry.act == "instance-restored" for entry in audit.entries(manifest.id)):
            return
        anchors.note_restore(anchor, manifest.id, clock.now().isoformat(timespec="seconds"))
        after = {"backup": manifest.id, "made": manifest.at.isoformat(), "seal": str(anchor)}
        event = InstanceRestored(COMMAND, manifest.id, kind="backup", after={**after, "destroyed": destroyed})
        request.find_service(INotifier)(event)
        opened.registry.outbox_writer.rebuild(request.site, COMMAND.person, clock)
        request.tm.commit()


def check(opened: Instance, manifest: Manifest) -> None:
    """Nothing that the ledger names is left; raises ClickException."""
    with opened.work() as request:
        purges = request.find_service(IPurge)
        left = [] if purges.finished(f"restore-{manifest.id}") else purges.traces([f"restore-{manifest.id}"])
    if left:
        raise click.ClickException("what was destroyed is not gone yet: " + "; ".join(left[:5]))
