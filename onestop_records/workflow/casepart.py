"""What parts of a case mean for the steps of the case itself (C7, N chapter 7)."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.workflow.process import Making


def parts_over(case: Case, making: Making) -> Iterator[Violation]:
    """What was begun within a case comes to its end before the case does."""
    for part in case.parts:
        if part.running:
            yield Violation("parts", RUNNING[part.name])


def part_made(case: Case, making: Making) -> Iterator[Violation]:
    """What is to be handled jointly, or by an agent (N chapter 7; C15 第一条), is so before it is decided."""
    if case.kind == "joint" and case.joint is None:
        yield Violation("parts", _("Choose copying or a joint meeting first"))
    if case.kind in ("agency", "escalated") and case.agency is None:
        yield Violation("parts", _("Note the agency service first, or that none is commissioned"))


def evaluation_asked(case: Case, making: Making) -> Iterator[Violation]:
    """After a service the client is asked how satisfied they are (S6.4.1)."""
    part = case.matching
    served = part is not None and part.state == "served" and case.state != "returned"
    if served and case.evaluation_asked is None and case.id not in making.site.evaluations:
        yield Violation("evaluation", _("Ask the client first to evaluate the service"))


RUNNING = {
    "joint": _("The joint handling has not been settled yet"),
    "agency": _("The agency service has not ended yet"),
    "matching": _("The matching has not ended yet: nothing ends without the summary of the service"),
}
