"""The audit trail, as the API reads and answers it for the auditor."""

import colander

from schemas.answer import counted, said, several
from schemas.person import full_day
from schemas.request import Paging, optional


class AuditQuery(Paging):
    """People and subjects by id, user name or reference code."""

    person = optional()
    act = optional()
    subject = optional()
    day = full_day("day", "", missing=None)


class FindingAnswer(colander.MappingSchema):
    """Where entries and seals disagree."""

    code = said()
    subject = said()
    position = counted()
    message = said()


class ProofAnswer(colander.MappingSchema):
    """What was looked at and found; ``anchor`` is to be kept outside of the system."""

    seals = counted()
    trails = counted()
    entries = counted()
    unsealed = counted()
    anchor = said()
    findings = several(FindingAnswer())
