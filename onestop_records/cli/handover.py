"""``handover``: which custody handovers there are, and what they wait for."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from onestop_records.cli.instance import open_instance
from onestop_records.cli.options import instance_option, json_option
from onestop_records.models.handover import Handover
from onestop_records.workflow.signing import lacking


@click.group("handover")
def command() -> None:
    """Custody handovers of people who leave or change post."""


@command.command("list")
@instance_option
@click.option("--all", "everything", is_flag=True, help="Those that have ended as well.")
@json_option
def list_handovers(instance: Path, everything: bool, as_json: bool) -> None:
    """List handovers with what is left to do; those expected by the end of a post come last."""
    with open_instance(instance) as opened, opened.work() as request:
        site = request.site
        found = sorted(site.handovers.values(), key=lambda each: each.opened_at)
        shown = [told(site, each) for each in found if everything or not each.ended]
        awaited = list(expected(site))
    if as_json:
        click.echo(json.dumps({"handovers": shown, "expected": awaited}, ensure_ascii=False))
        return
    for each in shown:
        click.echo(
            f"{each['id']}  {each['giver']}  {each['state']}  {each['things']} things, "
            f"{each['unassigned']} without receiver, {each['unchecked']} unchecked, "
            f"{each['discrepancies']} discrepancies, {each['lacking']} signatures lacking"
        )
    for each in awaited:
        click.echo(f"expected: {each['giver']}  last day {each['until']}, opens from {each['from']}")
    if not shown and not awaited:
        click.echo("no handover", err=True)


def told(site: Any, handover: Handover) -> dict[str, Any]:
    """A handover in figures; people are usernames."""
    rows = [row for row in handover.rows() if row.open]
    return {
        "id": handover.id,
        "giver": site.people[handover.giver].username,
        "state": handover.state,
        "reason": handover.reason,
        "until": handover.until.isoformat() if handover.until else None,
        "receivers": [site.people[receiver.person].username for receiver in handover.receivers],
        "things": len(rows),
        "unassigned": sum(not row.receiver for row in rows),
        "unchecked": sum(not row.finding for row in rows),
        "discrepancies": len(handover.disputed),
        "moving": len(handover.todo),
        "lacking": 0 if handover.ended else len(lacking(handover)),
    }


def expected(site: Any) -> Iterator[dict[str, Any]]:
    """People whose handover opens by itself."""
    for person_id, (until, day) in site.handovers.expected.items():
        giver = site.people[person_id].username
        yield {"giver": giver, "until": until.isoformat(), "from": day.isoformat()}
