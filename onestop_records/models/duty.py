"""What a person answers for, as handovers and inventories list it."""

from dataclasses import dataclass

from translationstring import TranslationString


@dataclass(frozen=True)
class Duty:
    """One thing: ``kind`` and ``id`` name it; ``record`` is the id of the record it concerns, if any.

    ``title`` may be a title or, where the reader may not know it, what stands for it.
    """

    kind: str
    id: str
    title: str | TranslationString
    address: str = ""
    record: str = ""
    state: str = ""
