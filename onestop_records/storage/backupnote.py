"""Which backups were made, where, and until when they are kept: noted beside the store, a line each."""

import json
import os
from dataclasses import dataclass
from datetime import datetime

from onestop_records.settings import Settings

FILE = "backups.jsonl"


@dataclass(frozen=True)
class BackupNote:
    """A backup: its id, when it was made, in which folder it lies and when it expires (aware, UTC)."""

    id: str
    at: datetime
    place: str
    expires: datetime


def read_notes(settings: Settings) -> list[BackupNote]:
    """All of them, oldest first; a line that a crash cut off is passed over."""
    path = settings.instance / FILE
    notes = {}
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        try:
            values = json.loads(line)
        except ValueError:
            continue
        times = {name: datetime.fromisoformat(values[name]) for name in ("at", "expires")}
        notes[values["id"]] = BackupNote(**{**values, **times})
    return list(notes.values())


def note(settings: Settings, made: BackupNote) -> None:
    """Note a backup, durably."""
    values = {
        "id": made.id,
        "at": made.at.isoformat(),
        "place": made.place,
        "expires": made.expires.isoformat(),
    }
    path = settings.instance / FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as file:
        file.write(json.dumps(values, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
