"""Questions and answers for everybody (H8.2.6)."""

import colander

from onestop_records.i18n import _
from schemas.answer import said, several
from schemas.control import lines


class KeepBody(colander.MappingSchema):
    """A question and its answer in words that name nobody."""

    question = lines(_("Question"), 500, rows=3)
    answer = lines(_("Answer"), rows=6)


class KnownAnswerAnswer(colander.MappingSchema):
    """One of them."""

    id = said()
    matter = said(nullable=True)
    question = said()
    answer = said()
    state = said()


class KnownAnswersAnswer(colander.MappingSchema):
    """Those that everybody may read."""

    items = several(KnownAnswerAnswer())
