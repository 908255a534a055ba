"""The form of needs (质量基础设施服务需求表, S appendix A), made from its definition in ``models.needs``."""

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, SelectWidget, TextAreaWidget

from onestop_records.i18n import _
from onestop_records.models.needs import BASICS, KINDS, PARTS, TABLES, TRAINING, Column
from schemas.nodes import Fields, Number, Text, Words, YesNo
from schemas.person import Field, FullDay

LINE, PARAGRAPH = 200, 2000  # characters
MOST_ROWS = 100


class Ticks(Words):
    """What is ticked, several of a list."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        super().__init__(60)
        self.known = known

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else set(appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        given = sorted(cstruct) if isinstance(cstruct, (set, frozenset)) else cstruct
        found = super().deserialize(node, given)
        if found is not colander.null and not set(found) <= set(self.known):
            raise colander.Invalid(node, _("There is no such entry"))
        return found


class Rows(colander.SchemaType):
    """The rows of a table: mappings, or lines with tabs between the cells as spreadsheets copy them."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = columns
        self.cells = {name: _cell(column) for name, column in columns.items()}

    def serialize(self, node: Any, appstruct: Any) -> Any:
        if appstruct in (colander.null, None):
            return colander.null
        lines = ("\t".join(_shown(row.get(name)) for name in self.columns) for row in appstruct)
        return "\n".join(lines)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if cstruct in (colander.null, None, ""):
            return colander.null
        rows = self._lines(cstruct) if isinstance(cstruct, str) else cstruct
        if not isinstance(rows, (list, tuple)) or not all(isinstance(row, Mapping) for row in rows):
            raise colander.Invalid(node, _("This must be a list of rows"))
        if len(rows) > MOST_ROWS:
            raise colander.Invalid(node, _("At most ${limit} entries, please", mapping={"limit": MOST_ROWS}))
        found = tuple(row for number, given in enumerate(rows, 1) if (row := self._row(node, number, given)))
        return found or colander.null

    def _lines(self, text: str) -> list[dict[str, str]]:
        lines = (line.split("\t") for line in text.splitlines() if line.strip())
        return [dict(zip(self.columns, line, strict=False)) for line in lines]

    def _row(self, node: Any, number: int, given: Mapping[str, Any]) -> dict[str, Any]:
        row = {}
        for name, value in given.items():
            if name not in self.cells:
                raise colander.Invalid(node, _("There is no such field"))
            try:
                cell = self.cells[name].deserialize(value if value is not None else colander.null)
            except colander.Invalid as wrong:
                told = {"number": number, "title": self.columns[name].title, "message": wrong.messages()[0]}
                message = _("Row ${number}, ${title}: ${message}", mapping=told)
                raise colander.Invalid(node, message) from wrong
            if cell is not None:
                row[name] = cell
        return row


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _cell(column: Column) -> Field:
    if column.kind == "number":
        return Field(Number(), title="", missing=None)
    if column.kind == "day":
        return Field(FullDay(10), title="", missing=None)
    validator = colander.OneOf(tuple(column.choices)) if column.choices else None
    return Field(Text(LINE), title="", missing=None, validator=validator)


def _basic(name: str, title: Any) -> Field:
    kind = KINDS.get(name)
    if kind == "day":
        return Field(FullDay(10), name=name, title=title, missing=None)
    if kind == "number":
        return Field(Number(), name=name, title=title, missing=None)
    if kind == "yes-no":
        pairs = (("", _("(none)")), ("true", _("yes")), ("false", _("no")))
        return Field(YesNo(), name=name, title=title, missing=None, widget=SelectWidget(values=pairs))
    return Field(Text(LINE), name=name, title=title, missing="")


def _part(name: str) -> Any:
    part = PARTS[name]
    node = colander.SchemaNode(Fields(), name=name, title=part.title, missing=None)
    node.group = ""
    if part.ticks:
        widget = CheckboxChoiceWidget(values=tuple(part.ticks.items()))
        node.add(Field(Ticks(part.ticks), name="ticks", title=_("What is needed"), missing=(), widget=widget))
    node.add(Field(Text(PARAGRAPH), name="other", title=_("Further needs"), missing=""))
    return node


def _table(name: str) -> Field:
    title, columns = TABLES[name]
    rows = Rows(columns)
    return Field(
        rows,
        name=name,
        title=title,
        missing=None,
        description=_heads(columns),
        widget=TextAreaWidget(rows=3),
    )


def _heads(columns: Mapping[str, Column]) -> Any:
    """How a table is written, with its headings and the letters of its choices; said when a form is drawn."""

    def told(node: Any, bound: dict[str, Any]) -> str:
        say = bound["request"].localizer.translate if "request" in bound else str
        heads = "、".join(say(column.title) for column in columns.values())
        text: str = say(_("One row a line, a tab between the cells: ${columns}", mapping={"columns": heads}))
        letters = (
            f"{code} {say(word)}" for column in columns.values() for code, word in column.choices.items()
        )
        return "；".join([text, *letters])

    return colander.deferred(told)


def needs_schema(**options: Any) -> Any:
    """The whole form; every field may be left empty."""
    schema = colander.SchemaNode(Fields(), **options)
    for name, title in BASICS.items():
        schema.add(_basic(name, title))
    for name in PARTS:
        schema.add(_part(name))
        if name == "testing":
            for table in TABLES:
                schema.add(_table(table))
                if table == "operators":
                    pairs = (("", _("(none)")), *TRAINING.items())
                    schema.add(
                        Field(
                            Text(20),
                            name="training",
                            title=_("Training of operators"),
                            missing="",
                            validator=colander.OneOf(("", *TRAINING)),
                            widget=SelectWidget(values=pairs),
                        )
                    )
    schema.add(
        Field(
            Text(PARAGRAPH, lines=True),
            name="opinions",
            title=_("Opinions or suggestions"),
            missing="",
            widget=TextAreaWidget(rows=3),
        )
    )
    schema.add(Field(Text(LINE), name="signed_by", title=_("Signed for the enterprise by"), missing=""))
    schema.add(Field(FullDay(10), name="signed_on", title=_("Signed on"), missing=None))
    return schema


def filled(needs: Mapping[str, Any]) -> dict[str, Any]:
    """What of the form was filled in."""
    told = {name: filled(value) if isinstance(value, Mapping) else value for name, value in needs.items()}
    return {name: value for name, value in told.items() if value not in (None, "", (), {})}


class NeedsSchema(colander.MappingSchema):
    """The step that fills it in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.add(needs_schema(name="needs", title=_("Form of needs"), missing=None))
