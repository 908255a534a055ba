"""Fees that a client is told of all at once, with kind, standard, basis and amount (C7, N chapter 7)."""

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.casepart import FeeTold
from onestop_records.services.caseacting import Acting


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
    """Nothing is taken that the client was not told of. Raises Violations."""
    for part in case.parts:
        if hasattr(part, "fees") and title not in {fee.title for fee in part.fees}:
            raise Violations(Violation("title", _("The client has not been told of this fee")))
