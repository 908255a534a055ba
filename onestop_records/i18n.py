"""Texts shown to people: English in the code, Chinese in ``locale/zh_CN/<noun>.po``."""

from translationstring import TranslationStringFactory

DOMAIN = "onestop_records"
_ = TranslationStringFactory(DOMAIN)
