"""The report of an import: a CSV that a spreadsheet opens, one line a row, written as it goes."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from onestop_records.services.importing import Outcome

HEADINGS = ("line", "path", "title", "status", "record", "reference_code", "problems")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """The cell, so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


class Report:
    """Writes outcomes and counts them."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.writer = csv.writer(file)
        self.counts: Counter[str] = Counter()
        self.problems = 0
        self.writer.writerow(HEADINGS)

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator["Report"]:
        """A report at that path, over an earlier one."""
        try:
            file = path.open("w", encoding="utf-8-sig", newline="", errors="backslashreplace")
        except OSError as error:
            raise click.ClickException(
                f"the report cannot be written: {error}; name another --report"
            ) from error
        with file:
            yield cls(file)

    def write(self, outcomes: Iterable[Outcome]) -> None:
        """Write a batch so that it is there even if the next one never comes."""
        for outcome in outcomes:
            self.counts[outcome.status] += 1
            self.problems += bool(outcome.violations)
            row = outcome.row
            problems = "; ".join(f"{v.field}: {_words(v.message)}" for v in outcome.violations)
            title = row.values.get("title", "")
            cells = ("; ".join(row.paths), title, outcome.status, outcome.record, outcome.code, problems)
            self.writer.writerow([row.line, *map(safe, cells)])
        self.file.flush()


def _words(message: Any) -> str:
    return str(message.interpolate()) if hasattr(message, "interpolate") else str(message)
