"""What falls due, counted; ``search`` and ``lists`` with the same ``due`` name the records."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IClock
from onestop_records.permissions import Permission
from schemas.answer_due import DueAnswer
from views.api.call import api_call
from views.due import by_year, spans, year_range
from views.holdings import Holdings


@api_call("/due", "GET", "What falls due, counted", Permission.DUE, answer=DueAnswer)
def read_due(context: object, request: Request) -> dict[str, Any]:
    """Of what the caller may know of."""
    holdings = Holdings(request)
    today = request.find_service(IClock).today()
    return {
        "spans": [
            {"name": span.name, "due": span.range, "count": holdings.total({"due": (span.range,)})}
            for span in spans(today)
        ],
        "years": [
            {"year": year, "due": year_range(year), "count": count}
            for year, count in sorted(by_year(holdings).items())
        ],
    }
