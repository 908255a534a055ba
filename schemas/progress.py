"""Asking how far a case is (H8.5)."""

import colander

from onestop_records.i18n import _
from schemas.answer import said
from schemas.nodes import Text, YesNo
from schemas.person import Field


class ProgressBody(colander.MappingSchema):
    """The number of the case, and the last four characters or more of the telephone or code given with it."""

    number = Field(Text(40), title=_("Number of the case"))
    proof = Field(Text(40), title=_("Last four digits of the telephone or credit code"))


class ProgressAnswer(colander.MappingSchema):
    """State and deadline, nothing else of it; ``waiting`` when material is owed and the clock stands."""

    number = said()
    state = said()
    due = said(nullable=True)
    waiting = colander.SchemaNode(YesNo(), title="")
