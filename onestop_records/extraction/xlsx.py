"""XLSX: every sheet row by row, values as shown rather than formulas."""

import zipfile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from onestop_records.extraction import messages
from onestop_records.extraction.archive import MEMBER_LIMIT
from onestop_records.extraction.reading import Failed, Reading


def read(reading: Reading) -> None:
    _check_sizes(reading)
    try:
        with reading.path.open("rb") as file:
            workbook = load_workbook(file, read_only=True, data_only=True)
            reading.describe({"sheets": len(workbook.sheetnames)})
            for sheet in workbook.worksheets:
                reading.add(f"{sheet.title}\n")
                for row in sheet.iter_rows(values_only=True):
                    values = [str(value) for value in row if value is not None]
                    if values:
                        reading.add("\t".join(values) + "\n")
    except InvalidFileException as error:
        raise Failed("damaged", messages.DAMAGED) from error


def _check_sizes(reading: Reading) -> None:
    """openpyxl unpacks shared strings at once: what declares too much is not given to it."""
    try:
        with zipfile.ZipFile(reading.path) as archive:
            if sum(info.file_size for info in archive.infolist()) > 2 * MEMBER_LIMIT:
                raise Failed("too-large", messages.EXPLODES)
    except zipfile.BadZipFile as error:
        raise Failed("damaged", messages.DAMAGED) from error
