"""What the API answers of custody handovers; see ``schemas.answer``."""

import colander

from schemas.answer import Texts, counted, said, several
from schemas.answer_batch import next_row
from schemas.nodes import YesNo


class SignatureAnswer(colander.MappingSchema):
    """One signature; ``day`` and ``recorded_by`` of one that was given on paper."""

    part = said()
    person = said()
    at = said()
    stands_for = said(nullable=True)
    acknowledged = colander.SchemaNode(YesNo(), title="")
    recorded_by = said(nullable=True)
    day = said(nullable=True)


class LackingAnswer(colander.MappingSchema):
    """A signature that is not there; nobody is named as supervisor."""

    part = said()
    person = said(nullable=True)


class HandoverAnswer(colander.MappingSchema):
    """A handover without its rows."""

    id = said()
    state = said()
    revision = counted()
    giver = said()
    stand_in = said(nullable=True)
    reason = said()
    until = said(nullable=True)
    opened_by = said()
    opened_at = said()
    ended_at = said(nullable=True)
    size = counted()
    moving = counted()
    receivers = Texts()
    signatures = several(SignatureAnswer())
    lacking = several(LackingAnswer())
    register = said(nullable=True)
    transitions = Texts()


class HandoversAnswer(colander.MappingSchema):
    """The handovers that the caller may know of."""

    items = several(HandoverAnswer())


class HandoverRowAnswer(colander.MappingSchema):
    """A thing; the title is neutral for who may not know it."""

    row = counted()
    kind = said()
    id = said(nullable=True)
    title = said()
    reference_code = said(nullable=True)
    year = counted()
    carrier = said()
    place = said()
    added = colander.SchemaNode(YesNo(), title="")
    receiver = said(nullable=True)
    finding = said(nullable=True)
    method = said(nullable=True)
    note = said()
    checked_by = said(nullable=True)
    decision = said(nullable=True)
    outcome = said(nullable=True)


class HandoverRowsAnswer(colander.MappingSchema):
    """A page of rows."""

    items = several(HandoverRowAnswer())
    next = next_row()


class SamplesAnswer(colander.MappingSchema):
    """Rows to look at one by one before the rest of a list is taken as present."""

    items = several(HandoverRowAnswer())


class RegisterAnswer(colander.MappingSchema):
    """The register as it would be printed: cells by column."""

    title = said()
    headings = Texts()
    rows = several(Texts())


class DutyAnswer(colander.MappingSchema):
    """Something that a person answers for besides records."""

    kind = said()
    id = said()
    title = said()
    state = said()


class CountAnswer(colander.MappingSchema):
    """Records in custody."""

    category = said()
    year = counted()
    count = counted()


class InventoryAnswer(colander.MappingSchema):
    """What one person answers for."""

    person = said()
    records = several(CountAnswer())
    duties = several(DutyAnswer())


class AbsenceAnswer(colander.MappingSchema):
    """Days on which somebody is away, and who acts meanwhile."""

    person = said()
    since = said()
    until = said(nullable=True)
    reason = said()
    deputies = Texts()


class AbsencesAnswer(colander.MappingSchema):
    """Absences that are not over."""

    items = several(AbsenceAnswer())
