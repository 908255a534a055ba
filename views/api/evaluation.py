"""Evaluations through the API: asked for, written down, acted on; and the results."""

from typing import Any

from pyramid.request import Request

from onestop_records.errors import Missing
from onestop_records.interfaces import IClock, IEvaluations, IUploads
from onestop_records.models.case import Case
from onestop_records.models.evaluation import Evaluation
from onestop_records.permissions import Permission
from schemas.evaluation import (
    EvaluationAnswer,
    EvaluationBody,
    InvitationAnswer,
    MeasureBody,
    ResultsAnswer,
    ResultsQuery,
)
from schemas.request import Nothing
from views.api.call import api_call
from views.evaluation import CLOCK, invitation_address
from views.satisfaction import period

ONE = "/cases/{id}/evaluation"
HERE: dict[str, Any] = {"context": Case, "traverse": "/cases/{id}"}


def evaluation_json(one: Evaluation) -> dict[str, Any]:
    """What a client said."""
    clock = one.clocks.get(CLOCK)
    return {
        "case": one.id,
        "number": one.number,
        "at": one.at.isoformat(),
        "channel": one.channel,
        "answers": dict(one.answers),
        "opinion": one.opinion,
        "technician": one.technician,
        "signature": one.signature,
        "late": one.late,
        "item": one.item or None,
        "low": one.low,
        "measure": one.measure or None,
        "improved_by": one.improved_by or None,
        "improved_at": one.improved_at.isoformat() if one.improved_at else None,
        "improve_until": clock.due.isoformat() if clock else None,
    }


def _found(case: Case, request: Request) -> Evaluation:
    found: Evaluation | None = request.find_service(IEvaluations).of(case)
    if found is None:
        raise Missing("evaluation")
    return found


@api_call(ONE, "GET", "The evaluation of a case", Permission.CASE_VIEW, answer=EvaluationAnswer, **HERE)
def read_evaluation(case: Case, request: Request) -> dict[str, Any]:
    """404 while there is none."""
    return evaluation_json(_found(case, request))


@api_call(
    ONE,
    "POST",
    "Write down what a client says by telephone or on paper",
    Permission.CASE_ACT,
    body=EvaluationBody,
    answer=EvaluationAnswer,
    status=201,
    **HERE,
)
def give(case: Case, request: Request) -> dict[str, Any]:
    """Once for each case; on paper with the upload of its scan."""
    given = dict(request.values)
    files = request.find_service(IUploads).take(given.pop("files"))
    one = request.find_service(IEvaluations).give(case, given.pop("channel"), given, files)
    return evaluation_json(one)


@api_call(
    f"{ONE}/invitation",
    "POST",
    "Make an address at which the client answers",
    Permission.CASE_ACT,
    body=Nothing,
    answer=InvitationAnswer,
    status=201,
    **HERE,
)
def invite(case: Case, request: Request) -> dict[str, Any]:
    """Good once; an earlier one ends."""
    secret, until = request.find_service(IEvaluations).invite(case)
    return {"address": invitation_address(request, secret), "until": until.isoformat()}


@api_call(
    f"{ONE}/improve",
    "POST",
    "Say what was done about a low grade",
    Permission.CASE_REVIEW,
    body=MeasureBody,
    answer=EvaluationAnswer,
    **HERE,
)
def improve(case: Case, request: Request) -> dict[str, Any]:
    """By the head of the unit or a manager who did not handle the case."""
    one = _found(case, request)
    request.find_service(IEvaluations).improve(one, request.values["measure"])
    return evaluation_json(one)


@api_call(
    "/satisfaction",
    "GET",
    "Results of evaluations",
    Permission.BROWSE,
    query=ResultsQuery,
    answer=ResultsAnswer,
)
def results(context: object, request: Request) -> dict[str, Any]:
    """By month, unit and matter."""
    since, until = period(request.values, request.find_service(IClock).today())
    found = request.find_service(IEvaluations).results(since, until)
    return {
        "items": [
            {
                "month": tally.month,
                "unit": tally.unit,
                "matter": tally.matter,
                "total": tally.total,
                "counts": {name: dict(counts) for name, counts in tally.counts.items()},
                "channels": dict(tally.channels),
            }
            for tally in found
        ]
    }
