"""Small modules: none above 400 lines, the median about 80; those above 200 are named to be looked at."""

import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
PACKAGES = ("onestop_records", "schemas", "views")
LIMIT = 400
LOOK_AGAIN = 200
MEDIAN = 90


def sizes() -> dict[str, int]:
    """Lines of every module that holds any."""
    found = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            lines = len(path.read_text("utf-8").splitlines())
            if lines:
                found[str(path.relative_to(ROOT))] = lines
    return found


def problems(found: dict[str, int]) -> list[str]:
    """Modules that are too long, and a median that is too high."""
    wrong = [f"{name}: {lines} lines, more than {LIMIT}" for name, lines in found.items() if lines > LIMIT]
    if median(found.values()) > MEDIAN:
        wrong.append(f"the median module has {median(found.values())} lines, more than {MEDIAN}")
    return wrong


if __name__ == "__main__":
    found = sizes()
    for name, lines in sorted(found.items(), key=lambda item: -item[1]):
        if lines > LOOK_AGAIN:
            print(f"look again: {name} has {lines} lines")
    wrong = problems(found)
    print("\n".join(wrong) or f"modules: {len(found)}, median {median(found.values()):.0f} lines")
    sys.exit(bool(wrong))
