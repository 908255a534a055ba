"""Fees that a client is told of all at once, with kind, standard, basis and amount (C7, N chapter 7)."""

import re
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.casepart import FeeTold
from onestop_records.services.caseacting import Acting

UNTOLD = frozenset(
    {"offered", "ended", "dropped", "uncommissioned"}
)  # states of a part that says nothing of fees
AGENCY_FEE = re.compile("代办|跑腿|agency", re.IGNORECASE)


def fees_told(acting: Acting) -> tuple[FeeTold, ...]:
    """The rows given as ``fees``, in fen; none at all says that nothing is to be paid. Raises Violations."""
    found = []
    for number, row in enumerate(acting.values.get("fees") or (), 1):
        words = [str(row.get(name) or "").strip() for name in ("title", "standard", "basis")]
        cents = row.get("cents")
        if not all(words) or not isinstance(cents, int) or cents <= 0:
            message = _(
                "Row ${number}: a fee has its kind, standard, basis and amount", mapping={"number": number}
            )
            raise Violations(Violation("fees", message))
        title, standard, basis = words
        found.append(FeeTold(title, standard, basis, cents, str(row.get("payee") or "").strip()))
    return tuple(found)


def check_told(case: Case, title: str) -> None:
    """Nothing is taken that the client was not told of, and nothing for an agency. Raises Violations."""
    if case.agency is not None or case.kind == "agency":
        check_free(title, "title")
    parts: list[Any] = [part for part in case.parts if hasattr(part, "fees") and part.state not in UNTOLD]
    if parts and not any(fee.title == title for part in parts for fee in part.fees):
        raise Violations(Violation("title", _("The client has not been told of this fee")))


def check_free(title: str, field: str) -> None:
    """An agency service is free of charge (无偿, N7): it has no fee of its own. Raises Violations."""
    if AGENCY_FEE.search(title):
        raise Violations(Violation(field, _("The agency service is free of charge: nothing is taken for it")))
