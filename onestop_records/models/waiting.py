"""What waits for a person."""

from dataclasses import dataclass
from datetime import datetime

from translationstring import TranslationString


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what (``task``) with which object (``title``), where, and until when.

    ``person`` is for whom it was meant, who may be away; ``warned`` when the deadline is near. ``record`` is
    the id of the record it concerns: who may not know of that one is told nothing of it, and a calendar
    outside of the house shows the title only when its grade allows. ``shared`` waits for everybody with the
    role, and so passes to no deputy. ``only``: nobody but these people (ids) is told of it.
    """

    kind: str
    task: TranslationString
    title: str | TranslationString
    address: str
    person: str
    due: datetime | None = None
    provisional: bool = False
    warned: bool = False
    urgent: bool = False
    record: str = ""
    shared: bool = False
    only: frozenset[str] | None = None

    def overdue(self, now: datetime) -> bool:
        """Its deadline has passed."""
        return self.due is not None and self.due < now
