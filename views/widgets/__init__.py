"""Form widgets of our own; the templates beside this file replace deform's, which need jQuery."""

from typing import Any

import colander
from deform.field import Field
from deform.widget import Widget


class LinesWidget(Widget):
    """A sequence of short texts as a text area, one a line."""

    template = "lines"
    rows = 3

    def serialize(self, field: Field, cstruct: Any, **kw: Any) -> str:
        lines = [] if cstruct in (colander.null, None) else cstruct
        values = self.get_template_values(field, "\n".join(str(line) for line in lines), kw)
        return field.renderer(self.template, **values)

    def deserialize(self, field: Field, pstruct: Any) -> Any:
        if pstruct is colander.null:
            return colander.null
        if not isinstance(pstruct, str):
            raise colander.Invalid(field.schema, "not a text")
        return [line.strip() for line in pstruct.splitlines() if line.strip()]
