"""Questions and answers through the API (H8.2.6)."""

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from onestop_records.interfaces import IKnownAnswers
from onestop_records.models.case import Case
from onestop_records.models.knownanswer import KnownAnswer
from onestop_records.permissions import Permission
from schemas.knownanswer import KeepBody, KnownAnswerAnswer, KnownAnswersAnswer
from views.api.call import api_call

ONE = "/answers/{id}"
HERE: dict[str, Any] = {"context": KnownAnswer, "traverse": ONE, "answer": KnownAnswerAnswer}


def known_json(one: KnownAnswer) -> dict[str, Any]:
    """As everybody reads it."""
    return {
        "id": one.id,
        "matter": one.matter or None,
        "question": one.question,
        "answer": one.answer,
        "state": one.state,
    }


@api_call(
    "/answers",
    "GET",
    "List questions and answers for everybody",
    NO_PERMISSION_REQUIRED,
    answer=KnownAnswersAnswer,
)
def list_answers(context: object, request: Request) -> dict[str, Any]:
    """The public ones, by matter."""
    return {"items": [known_json(one) for one in request.site.answers.public()]}


@api_call(
    "/cases/{id}/answer",
    "POST",
    "Keep the answer of a closed consultation",
    Permission.CASE_ACT,
    body=KeepBody,
    answer=KnownAnswerAnswer,
    status=201,
    context=Case,
    traverse="/cases/{id}",
)
def keep_answer(context: Case, request: Request) -> dict[str, Any]:
    """A draft until it is published."""
    return known_json(request.find_service(IKnownAnswers).keep(context, request.values))


@api_call(f"{ONE}/transitions/publish", "POST", "Publish an answer", Permission.ANSWER_PUBLISH, **HERE)
def publish_answer(context: KnownAnswer, request: Request) -> dict[str, Any]:
    """For everybody."""
    request.find_service(IKnownAnswers).publish(context)
    return known_json(context)


@api_call(f"{ONE}/transitions/withdraw", "POST", "Withdraw an answer", Permission.ANSWER_PUBLISH, **HERE)
def withdraw_answer(context: KnownAnswer, request: Request) -> dict[str, Any]:
    """For nobody any more."""
    request.find_service(IKnownAnswers).withdraw(context)
    return known_json(context)
