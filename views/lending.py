"""What the page of a record says of loans, permits and the reader's mark."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IClock, ILoans
from onestop_records.models.permit import PRINT
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from views.loan import STATES, keeps
from views.use import open_for, reader_mark

SHOWN = 20  # loans of the past


def lending(request: Request, record: Record) -> dict[str, Any]:
    """``mark`` for classified pages, whether they are printed, who has the paper and who has had it."""
    loans = request.find_service(ILoans)
    loan = loans.on_loan(record)
    lendable = record.filed and not record.gone and record.carrier != "electronic"
    classified = record.classification.classified
    return {
        "mark": reader_mark(request) if classified else (),
        "printable": not classified or open_for(request, record, PRINT),
        "loan": loan,
        "loan_late": loan is not None and loan.overdue(request.find_service(IClock).now()),
        "loans": loans.history(record)[:SHOWN] if keeps(request) else [],
        "loan_states": STATES,
        "askable": bool(lendable and request.has_permission(Permission.LOAN_REQUEST_FORM, request.site)),
    }
