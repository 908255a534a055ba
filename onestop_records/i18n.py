"""Texts shown to people: English in the code, Chinese in ``locale/zh_CN/<noun>.po``."""

from collections.abc import Callable
from typing import Any

from pyramid.i18n import Localizer, make_localizer
from pyramid.interfaces import ITranslationDirectories
from pyramid.registry import Registry
from translationstring import TranslationString, TranslationStringFactory

DOMAIN = "onestop_records"
_ = TranslationStringFactory(DOMAIN)

DEFAULT = "zh_CN"


def localizer(registry: Registry, language: str) -> Localizer:
    """What translates into a language, for whoever works outside of a page; the house's own when empty."""
    folders = registry.queryUtility(ITranslationDirectories, default=[])
    return make_localizer(language or DEFAULT, folders)


def spoken(translate: Callable[[Any], str], message: TranslationString | str) -> str:
    """A message in the language of ``translate``, with the values in it that are messages themselves."""
    if not isinstance(message, TranslationString):
        return message
    mapping = {name: spoken(translate, value) for name, value in (message.mapping or {}).items()}
    return translate(message % mapping if mapping else message)
