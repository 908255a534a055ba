"""Fields of plain forms: a line, a text of several lines, a choice, a mark."""

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import CheckboxWidget, SelectWidget, TextAreaWidget

from onestop_records.i18n import _
from schemas.nodes import Text, YesNo
from schemas.person import Field

LONGEST = 2000  # characters


def line(title: Any, limit: int = 200, **options: Any) -> Field:
    """An optional field of one line."""
    return Field(Text(limit), title=title, missing="", **options)


def lines(title: Any, limit: int = LONGEST, rows: int = 4, **options: Any) -> Field:
    """A text of several lines; required unless ``missing`` is given."""
    return Field(Text(limit, lines=True), title=title, widget=TextAreaWidget(rows=rows), **options)


def choice(words: Mapping[str, Any], title: Any, **options: Any) -> Field:
    """One of a fixed list; optional when ``missing`` is given."""
    optional = "missing" in options and not options["missing"]
    pairs = ((("", _("(none)")),) if optional else ()) + tuple(words.items())
    validator = colander.OneOf(tuple(words))
    return Field(Text(40), title=title, validator=validator, widget=SelectWidget(values=pairs), **options)


def tick(title: Any, **options: Any) -> Field:
    """A mark."""
    widget = CheckboxWidget(true_val="true", false_val="false")
    return Field(YesNo(), title=title, widget=widget, missing=False, **options)
