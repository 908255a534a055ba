"""What is published of opinions (S8.1.1), through forms and the API."""

import colander

from onestop_records.i18n import _
from schemas.answer import said, several
from schemas.control import line, lines
from schemas.request import Paging


class PublishBody(colander.MappingSchema):
    """What everybody reads; it names nobody."""

    subject = line(_("What was raised, without names"), 200)
    way = lines(_("How it is improved"), rows=4)
    result = lines(_("What came of it, when that is known"), rows=4, missing="")


class ImprovementAnswer(colander.MappingSchema):
    """One published entry."""

    subject = said()
    way = said()
    result = said()
    at = said()


class ImprovementsAnswer(colander.MappingSchema):
    """A page of them, the newest first."""

    items = several(ImprovementAnswer())
    cursor = said(nullable=True)


class ImprovementsQuery(Paging):
    """A page."""
