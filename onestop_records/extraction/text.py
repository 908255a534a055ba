"""Plain text, Markdown, CSV, JSON."""

from onestop_records.extraction.charset import encoding_of
from onestop_records.extraction.reading import Reading

BYTES_A_CHARACTER = 4


def read(reading: Reading) -> None:
    with reading.path.open("rb") as file:
        data = file.read(BYTES_A_CHARACTER * (reading.characters + 1))
    encoding = encoding_of(data)
    reading.describe({"encoding": encoding})
    reading.add(data.decode(encoding, "replace"))
