"""The answer to a scanned label."""

from dataclasses import dataclass

from translationstring import TranslationString


@dataclass(frozen=True)
class Scanned:
    """``known`` when the code names something for this person; ``message`` says what became of it.

    ``box`` is the code of the box that is open from now on; ``good`` when nothing has to be looked after.
    """

    code: str
    known: bool
    title: str
    message: TranslationString
    good: bool = True
    box: str = ""
    address: str = ""
