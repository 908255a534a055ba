"""What each step of a case does besides leading its state on; the table says who may and when."""

from collections.abc import Callable, Mapping

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import ANSWERED, KINDS, MARKS, MATTER_LIMIT, NOTICE_CLOCK, WRITTEN, Case
from onestop_records.models.casefacts import Fee
from onestop_records.models.casewords import OUTCOMES
from onestop_records.services.caseacting import Acting, agreed_limit, go_on, note_refusal, start_main
from onestop_records.services.casematerial import give_back, receive, resume, supplement
from onestop_records.services.casepartfees import check_told
from onestop_records.services.casepassing import entrust, hand_on, refer, report, take, turn_down
from onestop_records.services.caseremedy import publish
from onestop_records.services.casereview import chase, overturn, reopen, review


def accept(acting: Acting, case: Case) -> None:
    """The limit runs from the acceptance notice, which says until when (C10)."""
    kind = acting.text("kind")
    if kind:
        if kind not in KINDS or kind in ANSWERED or kind == "returned":
            raise Violations(Violation("kind", _("Choose how the case is handled")))
        if kind not in MATTER_LIMIT and any(part.running for part in case.parts):
            raise Violations(
                Violation("kind", _("What is settled at once or merely answered needs no agency"))
            )
        case.kind = kind
    acting.stop(case, [NOTICE_CLOCK])
    go_on(acting, case)
    start_main(acting, case, agreed_limit(acting, case))
    paper = "promise" if case.kind in MATTER_LIMIT else "acceptance"
    acting.issue(case, "consultation" if case.kind in ANSWERED else paper, acting.making.reason)


def decline(acting: Acting, case: Case) -> None:
    """Not accepted, with a written reason (N5, S7.2); who else is responsible is told (N chapter 4)."""
    if acting.values.get("outside"):
        acting.required("responsible")
    case.responsible = acting.text("responsible")
    note_refusal(acting, case, "decline", "not-accepted")
    acting.issue(case, "decline", acting.making.reason)


def send_back(acting: Acting, case: Case) -> None:
    """Returned, with a written reason (C10)."""
    note_refusal(acting, case, "return", "returned")
    acting.issue(case, "return", acting.making.reason)


def decide(acting: Acting, case: Case) -> None:
    """The result; a refusal says why and is reviewed."""
    outcome = acting.text("outcome")
    if outcome not in OUTCOMES:
        raise Violations(Violation("outcome", _("Say how it ended")))
    case.outcome, case.result = outcome, acting.required("result")
    if outcome == "refused":
        if not acting.making.reason:
            raise Violations(Violation("reason", _("A refusal says why, in writing")))
        note_refusal(acting, case, "refuse", "refused")
        acting.issue(case, "refusal", acting.making.reason)
    acting.stop(case)


def deliver(acting: Acting, case: Case) -> None:
    """The client signs for the result, or is told it (S7.3.2); formally where that is owed (C10, W3-17)."""
    case.signed_by = acting.text("signed_by")
    by_agent = case.agency is not None and case.agency.state == "finished"
    if by_agent:  # 交接件的登记、发放 (C15 第五条)
        acting.required("signed_by")
    if acting.values.get("paper") or case.kind in WRITTEN or by_agent:
        acting.issue(case, "result")


def fee(acting: Acting, case: Case) -> None:
    """By the standard, with the number of the receipt (S7.3.2)."""
    cents = acting.values.get("cents")
    if not isinstance(cents, int) or cents <= 0:
        raise Violations(Violation("cents", _("Give the amount")))
    made = acting.making
    check_told(case, acting.required("title"))
    taken = Fee(acting.required("title"), cents, acting.required("receipt"), made.person, made.now)
    case.fees = (*case.fees, taken)


def mark(acting: Acting, case: Case) -> None:
    """Green channel, urgent, at home, on a holiday."""
    case.marks = tuple(name for name in MARKS if name in (acting.values.get("marks") or ()))


def notice(acting: Acting, case: Case) -> None:
    """A paper that no step issues by itself."""
    kind = acting.text("kind")
    if kind not in ("receipt", "consultation", "summary", "result"):
        raise Violations(Violation("kind", _("Choose which notice")))
    acting.issue(case, kind, acting.making.reason)


def evaluate(acting: Acting, case: Case) -> None:
    case.satisfaction = acting.text("satisfaction")


def nothing(acting: Acting, case: Case) -> None:
    """The state is all that changes."""


ACTS: Mapping[str, Callable[[Acting, Case], None]] = {
    "receive": receive,
    "accept": accept,
    "supplement": supplement,
    "resume": resume,
    "decline": decline,
    "return": send_back,
    "refer": refer,
    "take": take,
    "refuse-referral": turn_down,
    "hand-on": hand_on,
    "take-over": take,
    "refuse-handing": turn_down,
    "entrust": entrust,
    "report": report,
    "begin": nothing,
    "decide": decide,
    "deliver": deliver,
    "give-back": give_back,
    "fee": fee,
    "mark": mark,
    "notice": notice,
    "publish": publish,
    "review": review,
    "overturn": overturn,
    "reopen": reopen,
    "chase": chase,
    "evaluate": evaluate,
    "close": nothing,
}


PAPERS: Mapping[str, tuple[str, ...]] = {  # which papers a step may number
    "accept": ("acceptance", "promise", "consultation"),
    "supplement": ("supplement",),
    "decline": ("decline",),
    "return": ("return",),
    "decide": ("refusal",),
    "deliver": ("result",),
    "notice": ("receipt", "consultation", "summary", "result"),
}
