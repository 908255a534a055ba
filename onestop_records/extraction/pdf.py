"""PDF through PDFium: text, number of pages, protection and signatures, the first page as a picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from onestop_records.extraction import messages
from onestop_records.extraction.pictures import PREVIEW, THUMBNAIL, encode
from onestop_records.extraction.reading import Failed, Reading

WIDTH = 1000  # pixels of a page shown
LONGEST = 3000


def read(reading: Reading) -> None:
    document = _open(reading.path)
    reading.describe(
        {
            "pages": len(document),
            "protected": pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0 or None,
            "signatures": pdfium.FPDF_GetSignatureCount(document) or None,
        }
    )
    names = {"Title": "title", "Author": "author", "Creator": "program", "CreationDate": "created"}
    found = document.get_metadata_dict(skip_empty=True)
    reading.describe({ours: found[theirs][:500] for theirs, ours in names.items() if theirs in found})
    if len(document):
        image = _render(document[0])
        reading.pictures["preview"] = encode(image, max(PREVIEW, LONGEST))
        reading.pictures["thumbnail"] = encode(image, THUMBNAIL)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        reading.add(text.get_text_range() + "\n")
        text.close()
        page.close()


def page_picture(path: Path, number: int, mark: Sequence[str] = ()) -> bytes | None:
    """A page, counted from 1, as JPEG, under the words of a mark; None when there is no such page."""
    document = _open(path)
    if not 1 <= number <= len(document):
        return None
    image = _render(document[number - 1])
    if mark:
        from onestop_records.extraction.marking import veiled

        image = veiled(image, mark)
    return encode(image, LONGEST)


def _open(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Failed("encrypted", messages.ENCRYPTED) from error
        if error.err_code == pdfium.FPDF_ERR_SECURITY:
            raise Failed("encrypted", messages.ENCRYPTED) from error
        raise Failed("damaged", messages.DAMAGED) from error


def _render(page: Any) -> Image.Image:
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), LONGEST / max(height, 1))
    return page.render(scale=scale).to_pil()
