"""The way in to this part: recognise here, read in the sandbox."""

from zope.interface import implementer

from onestop_records.extraction.recognise import recognise
from onestop_records.interfaces import IExtractor
from onestop_records.settings import Settings


@implementer(IExtractor)
class Extractor:
    """One for the process; threads take turns at its child."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def recognise(self, path: str, name: str) -> str:
        """See IExtractor."""
        return recognise(path, name)
