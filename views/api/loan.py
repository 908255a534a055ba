"""Loans through the API: ask, read, every step of the table as a transition."""

from datetime import datetime
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import ILoans
from onestop_records.models.loan import Loan
from onestop_records.permissions import Permission
from schemas.loan import LoanAnswer, LoanBody, LoansAnswer, LoanStepBody
from views.api.call import api_call
from views.hold import identified
from views.loan import keeps, known

ONE = "/loans/{id}"


def instant(at: datetime | None) -> str | None:
    """ISO 8601, or null."""
    return at.isoformat() if at else None


def loan_json(loan: Loan, request: Request) -> dict[str, Any]:
    """A loan; its record for who may know of it."""
    plain = ("id", "state", "revision", "person", "kind", "purpose", "approved_by", "lent_by", "renewals")
    return {
        **{name: getattr(loan, name) for name in (*plain, "condition", "remarks")},
        "record": loan.record if known(request, loan) is not None else "",
        **{name: instant(getattr(loan, name)) for name in ("requested_at", "lent_at", "due", "returned_at")},
        "transitions": list(request.find_service(ILoans).steps(loan)),
    }


@api_call("/loans", "GET", "List open loans", Permission.LOANS, answer=LoansAnswer)
def list_loans(context: object, request: Request) -> dict[str, Any]:
    """One's own; for archivists and managers those of everybody, the first due first."""
    folder = request.site.loans
    found = folder.opened() if keeps(request) else folder.of(request.identity.person)
    ordered = sorted(found, key=lambda loan: loan.due or loan.requested_at)
    return {"items": [loan_json(loan, request) for loan in ordered]}


@api_call(
    "/loans",
    "POST",
    "Ask for paper, one loan a record",
    Permission.LOAN_REQUEST,
    body=LoanBody,
    answer=LoansAnswer,
    status=201,
)
def ask_for_loans(context: object, request: Request) -> dict[str, Any]:
    """``records`` are ids or reference codes."""
    values = request.values
    records = identified(request, values["records"])
    loans = request.find_service(ILoans).request(records, values["kind"], values["purpose"])
    return {"items": [loan_json(loan, request) for loan in loans]}


@api_call(ONE, "GET", "Read a loan", Permission.LOAN_VIEW, answer=LoanAnswer, context=Loan, traverse=ONE)
def read_loan(context: Loan, request: Request) -> dict[str, Any]:
    """One loan."""
    return loan_json(context, request)


def _step(name: str, permission: Permission, summary: str) -> Any:
    def view(context: Loan, request: Request) -> dict[str, Any] | Response:
        """409 when the state does not allow the step, 422 with the rule that forbids it."""
        values = request.values
        request.find_service(ILoans).make(context, name, values["reason"], values["condition"])
        return loan_json(context, request)

    view.__name__ = f"{name}_loan"
    path = f"{ONE}/transitions/{name}"
    more = {"body": LoanStepBody, "answer": LoanAnswer, "context": Loan, "traverse": ONE}
    return api_call(path, "POST", summary, permission, **more)(view)


approve_loan = _step("approve", Permission.LOAN_DECIDE, "Approve a loan; what is classified, a manager")
refuse_loan = _step("refuse", Permission.LOAN_DECIDE, "Refuse a loan, with a reason")
lend_paper = _step("lend", Permission.LOAN_LEND, "Hand out the paper")
renew_loan = _step("renew", Permission.LOAN_OWN, "Renew a loan")
return_paper = _step("return", Permission.LOAN_LEND, "Take the paper back, with its condition")
withdraw_loan = _step("withdraw", Permission.LOAN_OWN, "Withdraw what one asked for")
