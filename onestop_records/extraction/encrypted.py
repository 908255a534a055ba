"""Office documents behind a password: an OLE container around an encrypted package."""

from onestop_records.extraction import messages
from onestop_records.extraction.reading import Failed, Reading


def read(reading: Reading) -> None:
    raise Failed("encrypted", messages.ENCRYPTED)
