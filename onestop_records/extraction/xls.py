"""XLS through xlrd: every sheet row by row."""

import io

import xlrd

from onestop_records.extraction import messages
from onestop_records.extraction.reading import Failed, Reading


def read(reading: Reading) -> None:
    try:
        book = xlrd.open_workbook(str(reading.path), logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Failed("encrypted", messages.ENCRYPTED) from error
        raise Failed("damaged", messages.DAMAGED) from error
    reading.describe({"sheets": book.nsheets})
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        reading.add(f"{sheet.name}\n")
        for row in range(sheet.nrows):
            values = [_shown(cell, book.datemode) for cell in sheet.row(row) if cell.value != ""]
            if values:
                reading.add("\t".join(values) + "\n")
        book.unload_sheet(number)


def _shown(cell: xlrd.sheet.Cell, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return str(xlrd.xldate_as_datetime(cell.value, datemode))
        except (ValueError, OverflowError):
            return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER and cell.value == int(cell.value):
        return str(int(cell.value))
    return str(cell.value)
