"""``calendar import`` and ``clocks run`` on an instance of its own."""

import json

from click.testing import CliRunner

from onestop_records.cli import main
from onestop_records.cli.instance import open_instance, running_store
from onestop_records.interfaces import IWorkingDays
from onestop_records.settings import read_settings

DAYS = ("01-01", "02-06", "02-07", "02-08", "02-09", "02-10", "02-11", "02-12", "05-01", "10-01", "10-02")


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def published(folder, year):
    with open_instance(folder) as opened, opened.work() as request:
        return request.find_service(IWorkingDays).published(year)


def test_the_calendar_of_a_year_comes_from_a_file_and_clocks_run_by_command(tmp_path):
    folder, table = tmp_path / "instance", tmp_path / "2027.csv"
    assert run("init", folder).exit_code == 0
    table.write_text("日期,类型\n" + "".join(f"2027-{day},休\n" for day in DAYS) + "2027-02-20,班\n")
    with running_store(read_settings(folder)):  # once for all commands
        tried = run("calendar", "import", table, "--instance", folder, "--dry-run")
        assert tried.exit_code == 0 and "11 days off, 1 worked" in tried.output
        assert not published(folder, 2027)
        assert run("calendar", "import", table, "--instance", folder, "--source", "国办").exit_code == 0
        assert published(folder, 2027)
        table.write_text("日期,类型\n2028-01-01,休\n")
        refused = run("calendar", "import", table, "--instance", folder)
        assert refused.exit_code == 1 and "not complete" in refused.output
        table.write_text("nothing\n")
        assert run("calendar", "import", table, "--instance", folder).exit_code == 1
        done = run("clocks", "run", "--instance", folder, "--json")
        assert done.exit_code == 0 and json.loads(done.stdout) == {"done": 0}
