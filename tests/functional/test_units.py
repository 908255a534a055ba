"""The systemd units that are shipped do what the documentation says, a purge included."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from onestop_records.bench.served import free_port
from onestop_records.cli import main
from onestop_records.cli.child import command_line
from onestop_records.settings import read_settings
from onestop_records.storage.client import reachable
from tests.functional.destruction import destroy, finished, put_in, traces
from tests.functional.serving import furnished
from tests.functional.test_processes import until

UNITS = Path(__file__).parents[2] / "docs" / "systemd"
PROGRAM, INSTANCE = "/srv/onestop/.venv/bin/onestop-records", "/srv/archive"
SYSTEMCTL = '#!/bin/sh\necho "$@" >> "$(dirname "$0")/asked"\n'


def setting(unit, name):
    """The value of a setting of a unit, without the prefixes of commands."""
    lines = (UNITS / f"onestop-{unit}.service").read_text().splitlines()
    return next(line.removeprefix(f"{name}=").lstrip("-+") for line in lines if line.startswith(f"{name}="))


class Systemd:
    """As much of it as the units ask for: starts them, and runs what stands around that."""

    def __init__(self, folder, place):
        self.folder, self.place = folder, place
        self.running = {}
        place.mkdir()
        (place / "systemctl").write_text(SYSTEMCTL)
        (place / "systemctl").chmod(0o700)
        path = f"{place}:{os.environ['PATH']}"
        self.environment = {**os.environ, "ONESTOP_INSTANCE": str(folder), "PATH": path}
        self.environment["ONESTOP_PORT"] = str(free_port())

    def start(self, unit):
        program, *arguments = shlex.split(setting(unit, "ExecStart"))
        assert program == PROGRAM
        self.running[unit] = subprocess.Popen(command_line(*arguments), env=self.environment)

    def clear(self):
        command = setting("store", "ExecStartPre").replace(INSTANCE, str(self.folder))
        subprocess.run(shlex.split(command), check=False)

    def stopped(self, unit, code):
        """Run what stands behind its end; return what it asked of systemd."""
        command = shlex.split(setting(unit, "ExecStopPost"))
        command = [part.replace("$$", "$") for part in command]
        subprocess.run(command, env={**self.environment, "EXIT_STATUS": str(code)}, check=True)
        asked = self.place / "asked"
        return asked.read_text().strip() if asked.exists() else ""

    def stop(self, *units):
        for unit in units:
            self.running[unit].terminate()
        return [self.running.pop(unit).wait(60) for unit in units]


@pytest.mark.parametrize("path", sorted(UNITS.iterdir()), ids=lambda path: path.stem)
def test_every_unit_starts_a_command_that_there_is(path):
    program, *arguments = shlex.split(setting(path.stem.removeprefix("onestop-"), "ExecStart"))
    assert program == PROGRAM
    assert len(arguments) == 1 and arguments[0] in main.list_commands(None)


def test_units_of_their_own_start_anew_after_a_purge_and_nothing_is_left(tmp_path):
    folder = furnished(tmp_path / "instance")
    gone, needles = put_in(folder)
    systemd, settings = Systemd(folder, tmp_path / "bin"), read_settings(folder)
    for unit in ("store", "web", "worker"):
        systemd.start(unit)
    try:
        until(lambda: reachable(settings))
        destroy(folder, gone)
        code = systemd.running.pop("worker").wait(120)
        assert code == 76
        assert systemd.stopped("worker", 0) == ""
        assert systemd.stopped("worker", code) == "--no-block restart onestop-store.service"
        assert all("onestop-store.service" in setting(unit, "PartOf") for unit in ("web", "worker"))
        systemd.stop("web")
        systemd.stop("store")
        (folder / "tmp" / "half").write_text("an upload that was under way")
        systemd.clear()
        for unit in ("store", "web", "worker"):
            systemd.start(unit)
        until(lambda: reachable(settings))
        until(lambda: finished(folder), patience=120)
        assert not (folder / "tmp" / "half").exists()
        assert traces(folder, needles) == []
    finally:
        systemd.stop(*systemd.running)
