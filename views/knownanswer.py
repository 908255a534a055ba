"""Questions and answers: from closed consultations, published by the head, for everybody (H8.2.6)."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IKnownAnswers
from onestop_records.models.case import Case
from onestop_records.models.knownanswer import AnswerFolder, KnownAnswer
from onestop_records.permissions import Permission
from schemas.knownanswer import KeepBody
from views.case import FORM
from views.form import Shape, form_page, handle


@view_config(context=AnswerFolder, renderer="templates/answers.pt", permission=Permission.ANSWERS)
def answers(folder: AnswerFolder, request: Request) -> dict[str, Any]:
    """Those that wait for the head, then all that everybody reads."""
    site = request.site
    found = {"drafts": list(folder.drafts()), "public": list(folder.public())}
    return {**found, "matters": site.matters, "cases": site.cases}


@form_page(Case, "keep-answer", FORM, Permission.CASE_ACT, Permission.CASE_ACT)
def keep(case: Case, request: Request) -> dict[str, Any] | Response:
    """From a closed consultation; the words are those of the case until somebody changes them."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IKnownAnswers).keep(case, values)
        request.session.flash(_("Kept. Everybody reads it when the head of the unit has published it."))
        return f"/{case.address}"

    offered = {"question": case.content or case.title, "answer": case.result}
    shape = Shape(button=_("Keep the answer"), cancel=f"/{case.address}")
    done = handle(request, KeepBody(), act, offered, shape)
    if isinstance(done, Response):
        return done
    lead = _("Everybody will read it: leave out who asked")
    return {**done, "title": _("Keep the answer for others"), "lead": lead, "crumb": case}


@view_config(context=KnownAnswer, name="publish", request_method="POST", permission=Permission.ANSWER_PUBLISH)
def publish(one: KnownAnswer, request: Request) -> Response:
    """For everybody."""
    request.find_service(IKnownAnswers).publish(one)
    request.session.flash(_("Published."))
    return HTTPSeeOther("/answers")


@view_config(
    context=KnownAnswer, name="withdraw", request_method="POST", permission=Permission.ANSWER_PUBLISH
)
def withdraw(one: KnownAnswer, request: Request) -> Response:
    """For nobody any more."""
    request.find_service(IKnownAnswers).withdraw(one)
    request.session.flash(_("Withdrawn."))
    return HTTPSeeOther("/answers")
