"""The four-property check through the API."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IFourPropertyCheck
from onestop_records.models.record import Record
from onestop_records.models.report import CheckReport
from onestop_records.permissions import Permission
from schemas.check import CheckAnswer, ChecksAnswer
from schemas.request import Nothing
from views.api.call import api_call
from views.api.record import ON_RECORD, RECORD


def report_json(report: CheckReport, request: Request) -> dict[str, Any]:
    """A report with its messages in the language asked for."""
    translate = request.localizer.translate
    return {
        "occasion": report.occasion,
        "at": report.at.isoformat(),
        "by": report.by,
        "outcome": report.outcome,
        "items": [
            {
                "kind": item.kind,
                "name": item.name,
                "outcome": item.outcome,
                "message": translate(item.text) if item.message else "",
                "blocking": item.blocking,
                "final": item.final,
            }
            for item in report.items
        ],
    }


@api_call(
    f"{RECORD}/checks",
    "GET",
    "The reports of the four-property check, oldest first",
    Permission.VIEW,
    answer=ChecksAnswer,
    **ON_RECORD,
)
def read_checks(context: Record, request: Request) -> dict[str, Any]:
    """What was checked, when, and how it ended."""
    reports = request.find_service(IFourPropertyCheck).reports(context)
    return {"items": [report_json(report, request) for report in reports]}


@api_call(
    f"{RECORD}/checks",
    "POST",
    "Run the four-property check now",
    Permission.CHECK,
    body=Nothing,
    answer=CheckAnswer,
    status=201,
    **ON_RECORD,
)
def run_check(context: Record, request: Request) -> dict[str, Any]:
    """The report, which stays with the record."""
    return report_json(request.find_service(IFourPropertyCheck).run(context, "manual"), request)
