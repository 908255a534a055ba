"""Dates as archives know them: a year, a month or a day."""

import re
from datetime import date

FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


class PartialDate(str):
    """``2021``, ``2021-03`` or ``2021-03-05``; sorts as text. Raises ValueError for anything else."""

    __slots__ = ()

    def __new__(cls, text: str) -> "PartialDate":
        match = FORM.match(text)
        if not match or not text.isascii():
            raise ValueError(text)
        year, month, day = (int(part) if part else 1 for part in match.groups())
        date(year, month, day)
        return super().__new__(cls, text)

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self[:4])

    @property
    def first_day(self) -> date:
        """The earliest day it can mean."""
        year, month, day = (int(part) if part else 1 for part in FORM.match(self).groups())  # type: ignore[union-attr]
        return date(year, month, day)
