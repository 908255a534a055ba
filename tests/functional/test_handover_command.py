"""``handover list`` and the ways of closing an account on an instance of its own."""

import json

from click.testing import CliRunner

from onestop_records.cli import main
from onestop_records.cli.instance import open_instance
from tests.functional import handover_racing as racing
from tests.functional.serving import furnished


def run(*arguments):
    return CliRunner().invoke(main, [*arguments])


def test_what_is_open_is_listed_and_no_account_closes_before(tmp_path):
    folder = str(furnished(tmp_path / "instance"))
    empty = run("handover", "list", "--json", "--instance", folder)
    assert json.loads(empty.output) == {"handovers": [], "expected": []}
    with open_instance(tmp_path / "instance") as opened:
        racing.prepare(opened)
    listed = run("handover", "list", "--json", "--instance", folder)
    (found,) = json.loads(listed.output)["handovers"]
    assert (found["giver"], found["state"], found["receivers"]) == ("staff2", "signing", ["clerk"])
    assert (found["unchecked"], found["lacking"]) == (0, 1)
    assert "signatures lacking" in run("handover", "list", "--instance", folder).output
    refused = run("user", "close", "staff2", "--instance", folder)
    assert refused.exit_code == 1
    assert "3 records of WS" in refused.stderr
    with open_instance(tmp_path / "instance") as opened:
        racing.act_as(opened, racing.SUPERVISOR, racing.sign)
    assert json.loads(run("handover", "list", "--json", "--instance", folder).output)["handovers"] == []
    everything = run("handover", "list", "--all", "--json", "--instance", folder)
    assert json.loads(everything.output)["handovers"][0]["state"] == "passed"
