"""The lock files hold exactly what ``setup.cfg`` asks for, pinned, without addresses; works offline.

``python -m tests.checks.lock`` compares, ``--write`` pins what is installed just now.
"""

import re
import sys
from collections.abc import Iterable
from configparser import ConfigParser
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "requirements.txt"
TESTING = ROOT / "requirements-test.txt"
PIN = re.compile(r"[a-z0-9-]+==[A-Za-z0-9.!+]+\Z")


def declared(text: str) -> dict[str, list[Requirement]]:
    """Requirements by group, from the text of ``setup.cfg``; the runtime's group is ``""``."""
    parser = ConfigParser()
    parser.read_string(text)
    groups = {"": parser["options"]["install_requires"], **parser["options.extras_require"]}
    return {name: [Requirement(line) for line in lines.split("\n") if line] for name, lines in groups.items()}


def closure(requirements: Iterable[Requirement]) -> dict[str, str]:
    """Name to installed version of all that these need, themselves included."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(requirement, "") for requirement in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        installed = distribution(name)
        found[name] = installed.version
        for wanted in ("", *requirement.extras):
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                waiting.extend((Requirement(line), wanted) for line in installed.requires or ())
    return found


def pins(path: Path) -> dict[str, str]:
    """Name to version in a lock file; raises ValueError for a line that is not a plain pin."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            if not PIN.match(line):
                raise ValueError(f"{path.name}: not a plain pin: {line}")
            name, version = line.split("==")
            found[name] = version
    return found


def wanted() -> dict[Path, dict[str, str]]:
    """What each lock file should hold."""
    groups = declared((ROOT / "setup.cfg").read_text("utf-8"))
    runtime = closure(groups.pop(""))
    testing = closure(requirement for group in groups.values() for requirement in group)
    return {RUNTIME: runtime, TESTING: {n: v for n, v in testing.items() if n not in runtime}}


def problems() -> list[str]:
    """Every difference between the lock files and what is declared and installed."""
    found = []
    for path, expected in wanted().items():
        given = pins(path)
        found += [f"{path.name}: {name} is missing" for name in sorted(expected.keys() - given.keys())]
        found += [f"{path.name}: nobody needs {name}" for name in sorted(given.keys() - expected.keys())]
        found += [
            f"{path.name}: {name} is {given[name]}, installed {expected[name]}"
            for name in sorted(expected.keys() & given.keys())
            if given[name] != expected[name]
        ]
    return found


def write() -> None:
    """Pin what is installed."""
    for path, expected in wanted().items():
        lines = [f"{name}=={version}\n" for name, version in sorted(expected.items())]
        path.write_text("# Made by: make lock\n" + "".join(lines), "utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    found = problems()
    print("\n".join(found) or "lock files: in step")
    sys.exit(bool(found))
