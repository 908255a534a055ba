"""A register as a workbook (XLSX). Imported when one is asked for: openpyxl is large."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from onestop_records.services.spreadsheet import HEADING, text_cell


def book(register: Any, title: str) -> bytes:
    """The cover with its signatures, called ``title``, then a sheet for each table of the ``Register``."""
    made = Workbook(write_only=True)
    cover = _sheet(made, title, (28, 60), landscape=False)
    cover.append([text_cell(cover, register.title, HEADING)])
    for what, words in (*register.cover, *register.signatures):
        cover.append([text_cell(cover, what, HEADING), text_cell(cover, words)])
    for each in (register.table, register.taken_out):
        if each is not None:
            sheet = _sheet(made, each.title[:31], each.widths)
            sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
            sheet.append([text_cell(sheet, heading, HEADING) for heading in each.headings])
            for row in each.rows:
                sheet.append([text_cell(sheet, text) for text in row])
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _sheet(made: Any, title: str, widths: Iterable[int], landscape: bool = True) -> Any:
    sheet = made.create_sheet(title)
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    return sheet
