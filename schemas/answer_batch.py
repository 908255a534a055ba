"""What the API answers of disposals and transfers; see ``schemas.answer``."""

import colander

from schemas.answer import Texts, counted, said
from schemas.nodes import YesNo


class WitnessAnswer(colander.MappingSchema):
    """A witness of a destruction."""

    person = said()
    side = said()
    checked_at = said()
    signed_at = said(nullable=True)


class Witnesses(colander.SequenceSchema):
    """Both of them, as far as they have checked."""

    witness = WitnessAnswer()


class ObjectionAnswer(colander.MappingSchema):
    """An objection and how it was decided."""

    number = counted()
    person = said()
    reason = said()
    settled_by = said(nullable=True)
    upheld = colander.SchemaNode(YesNo(), title="")
    answer = said()


class Objections(colander.SequenceSchema):
    """All of a batch."""

    objection = ObjectionAnswer()


class ScanAnswer(colander.MappingSchema):
    """What was signed on paper; the first has the number 1."""

    name = said()
    size = counted()
    sha256 = said()


class Scans(colander.SequenceSchema):
    """In the order in which they were attached."""

    scan = ScanAnswer()


class DisposalAnswer(colander.MappingSchema):
    """A disposal without its rows."""

    id = said()
    title = said()
    state = said()
    revision = counted()
    fonds = said()
    unit = said()
    form = said()
    size = counted()
    opened_by = said()
    opened_at = said()
    appraisers = Texts()
    approved_by = said()
    approved_at = said(nullable=True)
    cooling_until = said(nullable=True)
    destroyed_at = said(nullable=True)
    to_destroy = counted()
    register = said(nullable=True)
    scans = Scans()
    witnesses = Witnesses()
    objections = Objections()
    transitions = Texts()
    waits = said(nullable=True)  # the step by which it waits for the caller


class DisposalList(colander.SequenceSchema):
    """Newest first."""

    disposal = DisposalAnswer()


class DisposalsAnswer(colander.MappingSchema):
    """The disposals that the caller may know of."""

    items = DisposalList()


class OpinionAnswer(colander.MappingSchema):
    """What one member says of a row."""

    person = said()
    side = said()
    decision = said()
    until = said(nullable=True)
    reason = said()


class Opinions(colander.SequenceSchema):
    """One of each member."""

    opinion = OpinionAnswer()


class RowAnswer(colander.MappingSchema):
    """A record in a batch."""

    row = counted()
    record = said()
    title = said()
    reference_code = said(nullable=True)
    year = counted()
    retention = said()
    due = said(nullable=True)
    carrier = said()
    decision = said(nullable=True)
    outcome = said(nullable=True)
    note = said()
    opinions = Opinions()


class RowList(colander.SequenceSchema):
    """In order."""

    row = RowAnswer()


def next_row() -> colander.SchemaNode:
    """The sequence number after which the next page begins."""
    node = counted()
    node.nullable = True
    return node


class RowsAnswer(colander.MappingSchema):
    """A page of rows."""

    items = RowList()
    next = next_row()


class TransferAnswer(colander.MappingSchema):
    """A transfer without its rows; the receipt's parts are empty until it came."""

    id = said()
    title = said()
    state = said()
    revision = counted()
    fonds = said()
    receiver = said()
    size = counted()
    opened_by = said()
    opened_at = said()
    approved_by = said()
    approved_at = said(nullable=True)
    package_sha256 = said()
    package_size = counted()
    receipt = said()
    receipt_day = said()
    receipt_signed_by = said()
    register = said(nullable=True)
    transitions = Texts()
    waits = said(nullable=True)  # the step by which it waits for the caller


class TransferList(colander.SequenceSchema):
    """Newest first."""

    transfer = TransferAnswer()


class TransfersAnswer(colander.MappingSchema):
    """All transfers."""

    items = TransferList()
