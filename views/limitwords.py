"""Words for limits of time and for the clocks that run by them."""

from typing import Any

from onestop_records.i18n import _
from onestop_records.models.limit import Limit

NAMES = {
    "one-time-notice": _("One-time notice of what is missing"),
    "case-instant": _("Instant case"),
    "case-promised": _("Promised case"),
    "question": _("Question asked online"),
    "question-referred": _("Question that others must be asked about"),
    "petition": _("Petition"),
    "misconduct": _("Report of misconduct"),
    "appeal": _("Appeal against a result"),
    "opinion": _("Opinion"),
    "agency-step": _("Step of an agency service"),
    "agency-closing": _("Closing formality of an agency service that ended early"),
    "joint-task": _("Task in joint handling"),
    "joint-call": _("Call to a joint meeting"),
    "matching-confirm": _("Own service: confirm or refuse"),
    "matching-answer": _("Answer of an agency or expert"),
    "matching-tell": _("Tell the client of a refusal"),
    "matching-contact": _("From contact to contact while a service runs"),
    "matching-contact-green": _("From contact to contact on the green channel"),
    "matching-service": _("Period agreed for a service"),
    "special-task": _("Special task"),
    "complaint-accept": _("Complaint: accept or not"),
    "complaint-simple": _("Complaint: simple answer"),
    "complaint-answer": _("Complaint: answer"),
    "complaint-follow-up": _("Complaint: follow-up"),
    "evaluation-improvement": _("Improvement after a low grade"),
    "chase": _("Term of a chase"),
}


def limit_words(limit: Limit) -> Any:
    """A limit as one says it."""
    number = {"number": limit.number}
    return {
        "minutes": _("${number} minutes of opening time", mapping=number),
        "hours": _("${number} hours of opening time", mapping=number),
        "days": _("${number} days", mapping=number),
        "working-days": _("${number} working days", mapping=number),
        "same-day": _("the same day"),
        "next-day": _("the next working day"),
    }[limit.unit]
