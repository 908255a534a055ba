"""Cases through the API: enter, list, read, every step of the table as a transition, case history."""

from collections.abc import Callable
from typing import Any

import colander
from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import ICaseParts, ICases, IFinding
from onestop_records.models.case import Case, in_time
from onestop_records.models.casewords import STEP_WORDS
from onestop_records.models.search import Question
from onestop_records.permissions import Permission
from schemas.answer_case import CaseAnswer, CasesAnswer, HistoryAnswer
from schemas.case import STEPS, CaseBody, HistoryQuery
from schemas.needs import filled
from schemas.request import Paging, optional
from views.api.call import api_call
from views.api.casepartshown import parts_json
from views.api.improvements import improvement_json
from views.api.revised import Revised
from views.case import case_id
from views.casehistory import search
from views.caseshown import asker_of, due
from views.casesteps import REVIEWING

CASES, ONE = "/cases", "/cases/{id}"
NARROWING = ("case_state", "case_kind", "matter", "unit", "in_time", "enterprise", "applicant")


class CasesQuery(Paging):
    """Which cases; filters take one value or several, separated by commas."""

    q = optional()
    case_state = optional()
    case_kind = optional()
    matter = optional()
    unit = optional()
    in_time = optional()
    enterprise = optional()
    applicant = optional()


class HistoryPaging(HistoryQuery):
    """A page of a history."""

    matter = optional()
    limit = Paging().children[0]
    cursor = optional(500)


def instant(value: Any) -> str | None:
    """An instant or a day as ISO text."""
    return value.isoformat() if value is not None else None


def case_line(case: Case) -> dict[str, Any]:
    """A case in a list."""
    return {
        "id": case.id,
        "number": case.number,
        "state": case.state,
        "kind": case.kind,
        "title": case.title,
        "applicant": case.asker,
        "matter": case.matter or None,
        "unit": case.unit,
        "handler": case.handler,
        "file": case.file,
        "received_at": instant(case.received_at),
        "in_time": in_time(case),
        "due": instant(due(case)),
    }


def case_json(case: Case, request: Request) -> dict[str, Any]:
    """A case with everything of it; of the records it refers to those that the caller may know of."""
    asker = asker_of(request, case)
    records = (request.site.records[record] for record in case.records)
    return {
        **case_line(case),
        "revision": case.revision,
        "channel": case.channel,
        "content": case.content,
        "marks": list(case.marks),
        "applicant": {
            "name": asker.name,
            "enterprise": asker.enterprise or None,
            "contact": asker.contact,
            "phone": asker.phone,
            "address": asker.address,
            "email": asker.email,
        },
        "first_responder": case.first_responder,
        "entrusted": case.entrusted or None,
        "offered_to": case.offer.to if case.offer else None,
        "outcome": case.outcome or None,
        "result": case.result,
        "signed_by": case.signed_by if asker.name else "",
        "satisfaction": case.satisfaction or None,
        "faults": case.faults,
        "against": case.against or None,
        "reported": list(case.reported),
        "improvements": [improvement_json(entry) for entry in case.improvements],
        "materials": [_material(material) for material in case.materials],
        "notices": [_notice(notice) for notice in case.notices],
        "refusals": [_refusal(refusal) for refusal in case.refusals],
        "fees": [{"title": fee.title, "cents": fee.cents, "receipt": fee.receipt} for fee in case.fees],
        "reports": [
            {"text": report.text, "by": report.by, "at": instant(report.at), "kind": report.kind}
            for report in case.reports
        ],
        "clocks": [_clock(name, clock) for name, clock in sorted(case.clocks.items())],
        "moves": [
            {"step": move.name, "by": move.person, "at": instant(move.at), "reason": move.reason}
            for move in case.moves
        ],
        "records": [record.id for record in records if request.knows(record)],
        "needs": _plain(case.needs),
        "parts": parts_json(case),
        "transitions": [
            *request.find_service(ICases).steps(case),
            *request.find_service(ICaseParts).steps(case),
        ],
    }


def _material(material: Any) -> dict[str, Any]:
    return {
        "number": material.number,
        "name": material.name,
        "required": material.required,
        "wanted": material.wanted,
        "form": material.form,
        "copies": material.copies,
        "problem": material.problem,
        "item": material.item or None,
        "received_at": instant(material.received_at),
        "returned_at": instant(material.returned_at),
        "returned_to": material.returned_to,
    }


def _notice(notice: Any) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "number": notice.number,
        "by": notice.by,
        "at": instant(notice.at),
        "item": notice.item,
        "reason": notice.reason,
        "gaps": list(notice.gaps),
        "faults": list(notice.faults),
    }


def _refusal(refusal: Any) -> dict[str, Any]:
    return {
        "step": refusal.step,
        "reason": refusal.reason,
        "by": refusal.by,
        "at": instant(refusal.at),
        "reviewed_by": refusal.reviewed_by or None,
        "upheld": refusal.upheld,
        "opinion": refusal.opinion,
    }


def _clock(name: str, clock: Any) -> dict[str, Any]:
    return {
        "name": name,
        "rule": clock.limit.rule,
        "started": instant(clock.started),
        "due": instant(clock.due),
        "stopped": instant(clock.stopped),
        "paused": clock.paused,
        "provisional": clock.provisional,
    }


def _plain(value: Any) -> Any:
    """A needs form as JSON knows it."""
    if hasattr(value, "items"):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


CASE = Revised(ONE, Case, CaseAnswer, case_json)


@api_call(CASES, "GET", "List cases", Permission.CASES, query=CasesQuery, answer=CasesAnswer)
def list_cases(context: object, request: Request) -> dict[str, Any]:
    """Those that the caller may know of, the newest first, as the catalogue knows them."""
    values = request.values
    filters = {name: tuple(values[name].split(",")) for name in NARROWING if values[name]}
    question = Question(
        values["q"],
        {**filters, "type": ("case_file",)},
        sort="-date",
        limit=values["limit"],
        cursor=values["cursor"] or None,
        facets=(),
        passages=False,
    )
    found = request.find_service(IFinding).search(question)
    known = request.site.cases.several(case_id(hit.record) for hit in found.items)
    lines = [case_line(case) for case in known.values()]
    return {"total": found.total, "items": lines, "cursor": found.cursor}


@api_call(
    CASES,
    "POST",
    "Enter a case; with a result a simple one is answered and closed at once",
    Permission.CASE_ENTER,
    body=CaseBody,
    answer=CaseAnswer,
    status=201,
)
def enter_case(context: object, request: Request) -> Response:
    """With ``materials`` that came along; the caller is the first responder."""
    service = request.find_service(ICases)
    values = request.values
    service.reserve()
    case = service.settle(values) if values["result"] else service.register(values)
    return CASE.made(case, request)


@api_call(ONE, "GET", "Read a case", Permission.CASE_VIEW, answer=CaseAnswer, context=Case, traverse=ONE)
def read_case(context: Case, request: Request) -> Response:
    """With its materials, papers, clocks, steps."""
    return CASE.shown(context, request)


@api_call(
    "/case-history",
    "GET",
    "The history of an enterprise, person or matter over cases, complaints and files",
    Permission.CASES,
    query=HistoryPaging,
    answer=HistoryAnswer,
)
def read_history(context: object, request: Request) -> dict[str, Any]:
    """Of what the caller may know of, the newest first."""
    values = request.values
    found = search(request, values, values["limit"], values["cursor"] or None)
    lines = [
        {
            "id": hit.record.id,
            "type": hit.record.type,
            "title": hit.record.title,
            "date": str(hit.record.date) if hit.record.date else None,
            "state": hit.record.state,
            "reference_code": hit.record.reference_code,
            "case": hit.record.casework or None,
        }
        for hit in found.items
    ]
    return {"total": found.total, "items": lines, "cursor": found.cursor}


def _transition(name: str, body: Callable[[], colander.SchemaNode]) -> None:
    """Declare ``POST cases/{id}/transitions/{name}``."""

    def act(context: Case, request: Request) -> None:
        """409 when the state does not allow the step, 422 with the rule that forbids it."""
        service, values = request.find_service(ICases), dict(request.values)
        if name == "needs":
            values = {"needs": filled(values["needs"] or {})}
        service.reserve(name)
        service.make(context, name, values)

    act.__module__ = __name__
    act.__name__ = f"{name.replace('-', '_')}_case"
    permission = Permission.CASE_REVIEW if name in REVIEWING else Permission.CASE_ACT
    globals()[act.__name__] = CASE.transition(name, permission, str(STEP_WORDS[name]), body)(act)


for _name, _body in STEPS.items():
    _transition(_name, _body)
