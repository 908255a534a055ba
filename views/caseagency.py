"""What the forms of an agency service begin with."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IClock
from onestop_records.models.case import Case
from onestop_records.models.caseagency import Agency


def offered(request: Request, case: Case, name: str) -> dict[str, Any]:
    """By the step; empty for steps that begin with nothing."""
    part = case.agency if isinstance(case.agency, Agency) else None
    asker, today = case.applicant, request.find_service(IClock).today()
    signer = asker.contact or asker.name
    commissioned: dict[str, Any] = {"scope": "whole"}
    if part is not None and part.scope in ("whole", "part"):
        commissioned = {"scope": part.scope, "matters": part.matters, "person": part.agent}
    return {
        "agency-form": commissioned,
        "agency-commission": {**commissioned, "signed_by": signer, "signed_on": today},
        "agency-distribute": {"sent_on": today, "sent_how": "in-person"},
        "agency-close": {"came": True, "signed_by": signer, "day": today},
    }.get(name, {})
