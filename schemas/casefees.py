"""The fees that a client is told of at once: rows in the API, lines of a form."""

import re
from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import TextAreaWidget

from onestop_records.i18n import _
from onestop_records.models.needs import Column
from schemas.case import Yuan
from schemas.needs import LINE, Rows
from schemas.nodes import Text
from schemas.person import Field

COLUMNS: Mapping[str, Column] = {
    "title": Column(_("Fee")),
    "standard": Column(_("Standard")),
    "basis": Column(_("Basis")),
    "cents": Column(_("Amount in yuan")),
    "payee": Column(_("Paid at")),
}
BETWEEN = re.compile(r"\t|[|｜]")


class FeeRows(Rows):
    """Fees; a line of a form has tabs or strokes between its cells."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self.cells["cents"] = Field(Yuan(), title="", missing=None)
        for name in ("title", "standard", "basis", "payee"):
            self.cells[name] = Field(Text(LINE), title="", missing=None)

    def _lines(self, text: str) -> list[dict[str, str]]:
        lines = (BETWEEN.split(line) for line in text.splitlines() if line.strip())
        return [dict(zip(self.columns, (cell.strip() for cell in line), strict=False)) for line in lines]


class FeesBody(colander.MappingSchema):
    """All fees, told once; none when nothing is to be paid."""

    fees: Any = Field(
        FeeRows(),
        title=_("Fees"),
        missing=(),
        description=_("One fee a line: kind | standard | basis | amount in yuan | where it is paid"),
        widget=TextAreaWidget(rows=4),
    )
