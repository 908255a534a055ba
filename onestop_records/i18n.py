"""Texts shown to people: English in the code, Chinese in ``locale/zh_CN/<noun>.po``."""

from collections.abc import Callable
from typing import Any

from translationstring import TranslationString, TranslationStringFactory

DOMAIN = "onestop_records"
_ = TranslationStringFactory(DOMAIN)


def spoken(translate: Callable[[Any], str], message: TranslationString | str) -> str:
    """A message in the language of ``translate``, with the values in it that are messages themselves."""
    if not isinstance(message, TranslationString):
        return message
    mapping = {name: spoken(translate, value) for name, value in (message.mapping or {}).items()}
    return translate(message % mapping if mapping else message)
