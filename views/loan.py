"""Loans: mine, those of the house, one with its acts; asking for one."""

from collections.abc import Iterable, Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, IClock, ILoans
from onestop_records.models.loan import Loan, LoanFolder
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from schemas.loan import CONDITIONS, KINDS, LoanSchema, LoanStepBody
from views.batch import attempt, posted
from views.form import Shape, form_page, handle
from views.hold import identified

STATES = {
    "requested": _("Asked for"),
    "approved": _("Approved, to be handed out"),
    "lent": _("Out on loan"),
    "returned": _("Given back"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
}
DONE = {
    "approve": _("Approved: the archivist hands it out."),
    "refuse": _("Refused."),
    "lend": _("Handed out."),
    "renew": _("Renewed."),
    "return": _("Taken back."),
    "withdraw": _("Withdrawn."),
}
PAGE = "templates/loan/loan.pt"
FORM = "templates/loan/form.pt"
SHOWN = 200  # loans of a list


@view_config(context=LoanFolder, renderer="templates/loan/all.pt", permission=Permission.LOANS)
def loans(folder: LoanFolder, request: Request) -> dict[str, Any]:
    """One's own; for archivists and managers what waits and what is out, the overdue first."""
    now, keeper = request.find_service(IClock).now(), bool(keeps(request))
    opened = sorted(folder.opened(), key=lambda loan: loan.due or loan.requested_at) if keeper else []
    mine = sorted(folder.of(request.identity.person), key=lambda loan: loan.requested_at, reverse=True)
    return {
        "now": now,
        "states": STATES,
        "record_of": lambda loan: known(request, loan),
        "groups": [
            (_("Mine"), mine),
            (_("Overdue"), [loan for loan in opened if loan.overdue(now)][:SHOWN]),
            (_("To decide"), [loan for loan in opened if loan.state == "requested"][:SHOWN]),
            (_("To hand out"), [loan for loan in opened if loan.state == "approved"][:SHOWN]),
            (_("Out"), [loan for loan in opened if loan.out and not loan.overdue(now)][:SHOWN]),
        ],
    }


def keeps(request: Request) -> Any:
    """True for archivists and managers."""
    return request.has_permission(Permission.LOAN_DECIDE, request.site)


def known(request: Request, loan: Loan) -> Record | None:
    """The record of a loan, None for who may not know of it."""
    record = request.site.records.get(loan.record)
    return record if record is not None and request.knows(record) else None


@form_page(LoanFolder, "ask", FORM, Permission.LOAN_REQUEST_FORM, Permission.LOAN_REQUEST)
def ask(folder: LoanFolder, request: Request) -> dict[str, Any] | Response:
    """Ask for paper; the address may name the records, as the page of one does."""

    def act(values: Mapping[str, Any]) -> str:
        records = identified(request, values.get("records") or ())
        made = request.find_service(ILoans).request(records, values["kind"], values["purpose"])
        request.session.flash(_("Asked for; you are told when it is decided."))
        return f"/loans/{made[0].id}" if len(made) == 1 else "/loans"

    offered = {"records": tuple(named(request, request.GET.getall("record"))), "kind": "taken"}
    shape = Shape(button=_("Ask for it"), cancel="/loans")
    shown = handle(request, LoanSchema(), act, offered, shape)
    return shown if isinstance(shown, Response) else {**shown, "title": _("Ask for a loan")}


def named(request: Request, ids: Iterable[str]) -> list[str]:
    """Reference codes, or ids, of the records that an address names, as far as one may know of them."""
    records = (request.site.records.get(record_id) for record_id in ids)
    return [r.reference_code or r.id for r in records if r is not None and request.knows(r)]


@view_config(context=Loan, renderer=PAGE, permission=Permission.LOAN_VIEW)
def one_loan(loan: Loan, request: Request) -> dict[str, Any]:
    """What, who, until when, and what may be done next."""
    return page(loan, request)


def page(loan: Loan, request: Request, violations: Any = ()) -> dict[str, Any]:
    """Everything the template of a loan shows."""
    record = known(request, loan)
    entries = request.find_service(IAudit).entries(loan.id) if record is not None else ()  # they name it
    return {
        "loan": loan,
        "record": record,
        "now": request.find_service(IClock).now(),
        "state": STATES[loan.state],
        "kind": KINDS[loan.kind],
        "conditions": CONDITIONS,
        "names": request.find_service(ILoans).steps(loan),
        "entries": list(entries),
        "violations": violations,
    }


def _declare(name: str, permission: Permission) -> Any:
    def view(loan: Loan, request: Request) -> dict[str, Any] | Response:
        def act() -> None:
            values = posted(request, LoanStepBody)
            request.find_service(ILoans).make(loan, name, values["reason"], values["condition"])

        return attempt(request, act, DONE[name], lambda found: page(loan, request, found))

    options = {"context": Loan, "name": name, "request_method": "POST", "permission": permission}
    return view_config(renderer=PAGE, _depth=1, **options)(view)


approve = _declare("approve", Permission.LOAN_DECIDE)
refuse = _declare("refuse", Permission.LOAN_DECIDE)
lend = _declare("lend", Permission.LOAN_LEND)
renew = _declare("renew", Permission.LOAN_OWN)
give_back = _declare("return", Permission.LOAN_LEND)
withdraw = _declare("withdraw", Permission.LOAN_OWN)
