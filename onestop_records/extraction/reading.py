"""What a reader fills in while it reads, and how it says that it cannot."""

import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

STATUSES = frozenset(("read", "empty", "unreadable", "encrypted", "damaged", "too-long", "too-large"))
# Control characters and what UTF-8 cannot carry: no reader of a text misses them.
UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class Enough(Exception):
    """The limit of characters is reached, or the time is nearly over: keep what there is."""


class Failed(Exception):
    """The file cannot be read; ``status`` is one of ``STATUSES``, ``message`` a text of ``messages``."""

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class Reading:
    """One file being read. ``seconds`` is a soft limit: a reader that asks often enough ends in time."""

    def __init__(self, path: Path, media_type: str, characters: int, seconds: float) -> None:
        self.path = path
        self.media_type = media_type
        self.characters = characters
        self.technical: dict[str, Any] = {}
        self.pictures: dict[str, bytes] = {}
        self._pieces: list[str] = []
        self._left = characters
        self._deadline = time.monotonic() + seconds

    def add(self, text: str) -> None:
        """Append text; raises Enough."""
        self._pieces.append(text[: self._left])
        self._left -= len(text)
        if self._left < 0:
            raise Enough
        self.check_time()

    def check_time(self) -> None:
        """Raise Enough when the time is nearly over."""
        if time.monotonic() > self._deadline:
            raise Enough

    def describe(self, values: Mapping[str, Any]) -> None:
        """Add technical values; empty ones are left out."""
        self.technical.update({name: value for name, value in values.items() if value not in (None, "")})

    @property
    def text(self) -> str:
        """All text so far, clean."""
        text = "".join(self._pieces).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
        return UNWANTED.sub("", text)
