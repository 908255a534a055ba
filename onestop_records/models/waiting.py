"""What waits for a person."""

from dataclasses import dataclass
from datetime import datetime

from translationstring import TranslationString


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what (``task``) with which object (``title``), where, and until when.

    ``person`` is for whom it was meant, who may be away; ``warned`` when the deadline is near.
    """

    kind: str
    task: TranslationString
    title: str
    address: str
    person: str
    due: datetime | None = None
    provisional: bool = False
    warned: bool = False
    urgent: bool = False
