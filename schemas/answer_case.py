"""What the API answers of cases; see ``schemas.answer``."""

import colander

from schemas.answer import AnyMapping, Texts, counted, said, several
from schemas.improvement import ImprovementAnswer
from schemas.nodes import YesNo


class ApplicantAnswer(colander.MappingSchema):
    """Who asks."""

    name = said()
    enterprise = said(nullable=True)
    contact = said()
    phone = said()
    address = said()
    email = said()


class MaterialAnswer(colander.MappingSchema):
    """One material of the list and what came of it."""

    number = counted()
    name = said()
    required = colander.SchemaNode(YesNo(), title="")
    wanted = said()
    form = said()
    copies = counted()
    problem = said()
    item = said(nullable=True)
    received_at = said(nullable=True)
    returned_at = said(nullable=True)
    returned_to = said()


class NoticeAnswer(colander.MappingSchema):
    """A numbered paper; ``item`` is the record that keeps it."""

    kind = said()
    number = said()
    by = said()
    at = said()
    item = said()
    reason = said()
    gaps = several(counted())
    faults = several(counted())


class RefusalAnswer(colander.MappingSchema):
    """A refusal and its review."""

    step = said()
    reason = said()
    by = said()
    at = said()
    reviewed_by = said(nullable=True)
    upheld = colander.SchemaNode(YesNo(), title="")
    opinion = said()


class FeeAnswer(colander.MappingSchema):
    """Money taken, in fen."""

    title = said()
    cents = counted()
    receipt = said()


class ReportAnswer(colander.MappingSchema):
    """What somebody said of it."""

    text = said()
    by = said()
    at = said()
    kind = said()


class ClockAnswer(colander.MappingSchema):
    """A time limit and how it runs."""

    name = said()
    rule = said()
    started = said()
    due = said()
    stopped = said(nullable=True)
    paused = colander.SchemaNode(YesNo(), title="")
    provisional = colander.SchemaNode(YesNo(), title="")


class MoveAnswer(colander.MappingSchema):
    """A step made."""

    step = said()
    by = said()
    at = said()
    reason = said()


class CaseAnswer(colander.MappingSchema):
    """A case; ``file`` is the id of its volume, ``needs`` the form of needs as far as filled in."""

    id = said()
    number = said()
    state = said()
    revision = counted()
    kind = said()
    channel = said()
    matter = said(nullable=True)
    title = said()
    content = said()
    marks = Texts()
    applicant = ApplicantAnswer()
    first_responder = said()
    handler = said()
    entrusted = said(nullable=True)
    offered_to = said(nullable=True)
    unit = said()
    file = said()
    received_at = said()
    in_time = said()
    due = said(nullable=True)
    outcome = said(nullable=True)
    result = said()
    signed_by = said()
    satisfaction = said(nullable=True)
    faults = counted()
    against = said(nullable=True)
    reported = Texts()
    improvements = several(ImprovementAnswer())
    materials = several(MaterialAnswer())
    notices = several(NoticeAnswer())
    refusals = several(RefusalAnswer())
    fees = several(FeeAnswer())
    reports = several(ReportAnswer())
    clocks = several(ClockAnswer())
    moves = several(MoveAnswer())
    records = Texts()
    needs = AnyMapping()
    parts = AnyMapping()
    transitions = Texts()


class CaseLine(colander.MappingSchema):
    """A case in a list."""

    id = said()
    number = said()
    state = said()
    kind = said()
    title = said()
    applicant = said()
    matter = said(nullable=True)
    unit = said()
    handler = said()
    file = said()
    received_at = said()
    in_time = said()
    due = said(nullable=True)


class CasesAnswer(colander.MappingSchema):
    """One page of cases."""

    total = counted()
    items = several(CaseLine())
    cursor = said(nullable=True)


class HistoryLine(colander.MappingSchema):
    """A record of the history: a case, a complaint, or any other; ``case`` is the address of its case."""

    id = said()
    type = said()
    title = said()
    date = said(nullable=True)
    state = said()
    reference_code = said(nullable=True)
    case = said(nullable=True)


class HistoryAnswer(colander.MappingSchema):
    """One page of a history, the newest first."""

    total = counted()
    items = several(HistoryLine())
    cursor = said(nullable=True)
