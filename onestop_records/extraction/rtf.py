"""RTF, with the code page that the document names."""

import re

from striprtf.striprtf import rtf_to_text

from onestop_records.extraction.reading import Reading

CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
PICTURE = re.compile(rb"[0-9a-fA-F\s]{2000,}")
# GBK as declared by Word is read as its superset, and Python knows no cp936 beyond GBK.
NAMES = {"936": "gb18030", "950": "cp950", "65001": "utf-8"}


def read(reading: Reading) -> None:
    with reading.path.open("rb") as file:
        data = file.read(64 * 1024 * 1024)
    match = CODE_PAGE.search(data[:4096])
    page = match[1].decode() if match else "1252"
    # Pictures are long runs of hexadecimal digits; without them the text is a hundredth.
    source = PICTURE.sub(b"", data).decode("latin-1")
    reading.add(rtf_to_text(source, encoding=NAMES.get(page, f"cp{page}"), errors="replace"))
