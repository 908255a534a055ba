"""Refusals reviewed, late cases chased, by who stands above (否定备案 S7.2; C2)."""

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import ANSWERED, NOTICE_CLOCK, Case
from onestop_records.services.caseacting import Acting, tell


def review(acting: Acting, case: Case) -> None:
    _review(acting, case, True)


def overturn(acting: Acting, case: Case) -> None:
    """The refusal was wrong: the case is taken up again."""
    _review(acting, case, False)
    case.outcome = case.result = ""
    if case.kind in ANSWERED:
        acting.deadlines.start(case, case.clock_name)
    elif case.moved("accept") is None:
        acting.deadlines.start(case, NOTICE_CLOCK)
    tell(acting, case, case.handler, _("A refusal of yours was not upheld"))


def reopen(acting: Acting, case: Case) -> None:
    """The refusal was wrong: it is decided anew, by its own limit."""
    _review(acting, case, False)
    case.outcome = case.result = ""
    running = case.clocks.get(case.clock_name)
    if running is not None and not running.running:
        acting.deadlines.start(case, case.clock_name, limit=running.limit)
    tell(acting, case, case.handler, _("A refusal of yours was not upheld"))


def _review(acting: Acting, case: Case, upheld: bool) -> None:
    made = acting.making
    case.reviewed(
        case.unreviewed[0],
        reviewed_by=made.person,
        reviewed_at=made.now,
        upheld=upheld,
        opinion=made.reason,
    )


def chase(acting: Acting, case: Case) -> None:
    """By hand, before the clocks do it."""
    running = case.running
    if running is None:
        raise Violations(Violation("state", _("No time limit is running")))
    acting.deadlines.chase(case, running.name, acting.making.reason)
