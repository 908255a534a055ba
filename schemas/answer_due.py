"""What the API answers of what falls due; see ``schemas.answer``."""

import colander

from schemas.answer import counted, said, several


class SpanAnswer(colander.MappingSchema):
    """A span of days as the filter ``due`` takes it, and how many records fall due in it."""

    name = said()
    due = said()
    count = counted()


class YearAnswer(colander.MappingSchema):
    """The same of a whole year."""

    year = counted()
    due = said()
    count = counted()


class DueAnswer(colander.MappingSchema):
    """Overdue, this quarter, this year and the next; and every year in which something falls due."""

    spans = several(SpanAnswer())
    years = several(YearAnswer())
