"""Structured logs: one JSON object a line on stderr, without personal data.

Of an exception only its type and the places it passed are written: its message may quote what a person
entered.
"""

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime


class JsonLine(logging.Formatter):
    """A log record as one line."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": f"{self.process}:{os.getpid()}",
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["at"] = " < ".join(f"{f.filename}:{f.lineno} {f.name}" for f in reversed(frames))
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr(process: str) -> None:
    """Have everything of level warning, and our own of level info, written for ``process``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine(process))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("onestop_records").setLevel(logging.INFO)
