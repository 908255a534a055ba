"""The grade that a classifying officer (定密人) sets, as the API reads and answers it."""

import colander

from onestop_records.i18n import _
from schemas.answer import counted, said
from schemas.nodes import PARAGRAPH, Node, Text
from schemas.record import CLASSIFICATIONS
from schemas.request import optional


class ClassificationSchema(colander.MappingSchema):
    """Grade, term and basis."""

    classification = Node(Text(100), title=_("Classification"), choices=CLASSIFICATIONS)
    classification_term = optional()
    classification_basis = optional(PARAGRAPH, lines=True)


class ClassificationAnswer(colander.MappingSchema):
    """What was set: the officer may not know of the record any more."""

    id = said()
    revision = counted()
    classification = said()
