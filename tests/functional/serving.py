"""Instances for tests that start real processes."""

from pathlib import Path

from onestop_records.bench.served import Served, free_port
from onestop_records.cli.init import make_folder
from onestop_records.cli.instance import COMMAND, open_instance
from onestop_records.demo.archive import furnish
from onestop_records.evolve.runner import evolve

PASSWORD = "four-quiet-pencils"


def furnished(folder: Path) -> Path:
    """A new instance with units, people, schedule and categories, no records; return its folder."""
    make_folder(folder, demo=True)
    with open_instance(folder, evolving=True) as instance:
        list(evolve(instance.registry, COMMAND))
        furnish(instance.registry, PASSWORD)
    return folder


def served(folder: Path) -> Served:
    """Serve it on a free port."""
    served = Served(folder, free_port())
    served.start()
    return served
