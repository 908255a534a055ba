"""What kinds of record there are. A new one is a schema and one registration in ``schemas``."""

from dataclasses import dataclass
from typing import Any

from translationstring import TranslationString


@dataclass(frozen=True)
class RecordType:
    """``schema`` is a colander schema class; ``volume`` tells that records of the type always hold items."""

    code: str
    title: TranslationString
    schema: Any
    volume: bool = False
