"""``seal``: seal the audit trail now, print its anchor, or take the trail out."""

from pathlib import Path

import click
from transaction.interfaces import TransientError

from onestop_records.audit.export import export_lines
from onestop_records.audit.keys import KeyUnusable
from onestop_records.audit.sealing import seal_pending, signing_key
from onestop_records.cli.instance import Instance, open_instance
from onestop_records.cli.options import instance_option
from onestop_records.interfaces import IClock

ATTEMPTS = 20  # a running worker seals too; whoever comes second begins again


@click.command("seal")
@instance_option
@click.option("--print", "printing", is_flag=True, help="Print the anchor of the last seal, for paper.")
@click.option(
    "--export", "target", type=click.Path(path_type=Path, dir_okay=False), help="Write the trail here."
)
def command(instance: Path, printing: bool, target: Path | None) -> None:
    """Seal what waits; then print the anchor or write the trail to a file.

    An anchor on paper proves later that no seal up to it was removed or exchanged. An exported trail is
    proved anywhere with 'verify --exported FILE --key audit.pub'.
    """
    with open_instance(instance) as opened:
        try:
            sealed = sum(iter(lambda: seal_once(opened), 0))
        except KeyUnusable as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"{sealed} entries sealed", err=True)
        if printing:
            print_anchor(opened)
        if target is not None:
            export(opened, target)


def seal_once(opened: Instance) -> int:
    """One pass in a transaction of its own; how many entries it sealed."""
    folder = opened.settings.keys_folder
    for attempt in range(ATTEMPTS):
        try:
            with opened.work() as request:
                clock = request.find_service(IClock)
                done = seal_pending(request.site, clock, signing_key(request.site, folder), folder)
                request.tm.commit()
                return done
        except TransientError:
            if attempt == ATTEMPTS - 1:
                raise
    return 0


def print_anchor(opened: Instance) -> None:
    """What goes on paper, on standard output."""
    with opened.work() as request:
        seal = request.site.audit.last_seal()
        if seal is None:
            raise click.ClickException("nothing was ever sealed")
        values = seal.values()
        click.echo(f"anchor   {values['number']}:{seal.digest}")
        click.echo(f"sealed   {values['at']}")
        click.echo(f"entries  {values['entries']}")
        click.echo(f"trails   {values['trails']}")
        click.echo(f"key      {values['key']}")


def export(opened: Instance, target: Path) -> None:
    """Write the whole trail; a target that exists is not overwritten."""
    try:
        with opened.work() as request, target.open("xb") as file:
            file.writelines(export_lines(request.site.audit))
    except OSError as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"the trail is in {target}; prove it with {opened.settings.keys_folder / 'audit.pub'}", err=True
    )
