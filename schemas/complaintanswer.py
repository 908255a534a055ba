"""What the API answers of complaints; see ``schemas.answer``."""

import colander

from schemas.answer import Texts, counted, said, several
from schemas.nodes import YesNo


def yes_or_no() -> colander.SchemaNode:
    """True or false."""
    return colander.SchemaNode(YesNo(), title="")


class RegisteredAnswer(colander.MappingSchema):
    """What is told of a new complaint; ``id`` is null unless the caller has to do with it."""

    number = said()
    code = said()
    id = said(nullable=True)


class ErrandAnswer(colander.MappingSchema):
    """A question that was passed on."""

    number = counted()
    person = said()
    question = said()
    report = said()
    reported = said(nullable=True)


class ReportAnswer(colander.MappingSchema):
    """What leaders were told."""

    kind = said()
    text = said()
    to = Texts()
    at = said()


class ComplainantAnswer(colander.MappingSchema):
    """Who complains."""

    name = said()
    telephone = said()
    email = said()
    address = said()


class AnswerAnswer(colander.MappingSchema):
    """What the complainant was told."""

    form = said()
    text = said()
    at = said()


class TalkAnswer(colander.MappingSchema):
    """A talk."""

    with_whom = said(name="with")
    notes = said()
    at = said()


class ClockAnswer(colander.MappingSchema):
    """A clock and the rule it comes from."""

    name = said()
    due = said()
    provisional = yes_or_no()
    running = yes_or_no()
    rule = said()


class HandlingAnswer(colander.MappingSchema):
    """What the handlers alone see."""

    handlers = Texts()
    complainant = ComplainantAnswer()
    unit = said()
    post = said()
    person = said()
    people = Texts()
    scope = Texts()
    facts = said()
    evidence = said()
    enterprise = said()
    outcome = said(nullable=True)
    findings = said()
    answers = several(AnswerAnswer())
    talks = several(TalkAnswer())
    grade = said(nullable=True)
    opinion = said()
    clocks = several(ClockAnswer())
    file = said(nullable=True)


class ComplaintAnswer(colander.MappingSchema):
    """A complaint; ``handling`` is null for who does not handle it."""

    id = said()
    number = said()
    state = said()
    revision = counted()
    roles = Texts()
    received = said()
    signed = yes_or_no()
    channel = said()
    grave = yes_or_no()
    refusal = said(nullable=True)
    explanation = said()
    errands = several(ErrandAnswer())
    reports = several(ReportAnswer())
    handling = HandlingAnswer(title="", nullable=True)
    transitions = Texts()


class ComplaintsAnswer(colander.MappingSchema):
    """The complaints one has to do with."""

    items = several(ComplaintAnswer())


class TermsAnswer(colander.MappingSchema):
    """The settings of complaints."""

    handlers = Texts()
    leaders = Texts()
    head = said()
    supervisor = said()
    category = said()
    retention = said()
    telephone = said()
    email = said()
