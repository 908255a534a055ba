"""Permits through the API: ask, assemble, every step as a transition, work material, the register of use."""

from itertools import islice
from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IMaterial, IPermits
from onestop_records.models.permit import Copy, Permit
from onestop_records.permissions import Permission
from schemas.permit import (
    AssemblyBody,
    CopyBody,
    PermitAnswer,
    PermitBody,
    PermitsAnswer,
    PermitStepBody,
    SettlementBody,
    UsesAnswer,
    UsesQuery,
)
from views.api.call import api_call
from views.api.loan import instant
from views.hold import identified

ONE = "/permits/{id}"
ON_ONE: dict[str, Any] = {"answer": PermitAnswer, "context": Permit, "traverse": ONE}


def permit_json(permit: Permit, request: Request) -> dict[str, Any]:
    """A permit; of its records those that the caller may know of."""
    records = request.site.records
    known = [record_id for record_id in permit.records if request.knows(records[record_id])]
    names = ("id", "state", "revision", "person", "purpose", "seeking", "approved_by", "effect")
    instants = ("requested_at", "since", "until", "ended_at", "handback_due")
    return {
        **{name: getattr(permit, name) for name in names},
        **{name: instant(getattr(permit, name)) for name in instants},
        "records": known,
        "scope": list(permit.scope),
        "copies": [_copy(copy, request) for copy in permit.copies],
        "transitions": list(request.find_service(IPermits).steps(permit)),
    }


def _copy(copy: Copy, request: Request) -> dict[str, Any]:
    known = request.knows(request.site.records[copy.record])
    names = ("number", "use", "holder", "settled", "settled_by", "how")
    return {
        **{name: getattr(copy, name) for name in names},
        "record": copy.record if known else "",
        "what": copy.what if known else "",
        "at": instant(copy.at),
        "settled_at": instant(copy.settled_at),
    }


@api_call("/permits", "GET", "List permits", Permission.PERMITS, answer=PermitsAnswer)
def list_permits(context: object, request: Request) -> dict[str, Any]:
    """All of one's own, newest first; then, for archivists and managers, the open ones of others."""
    folder, me = request.site.permits, request.identity.person
    keeps = request.has_permission(Permission.PERMIT_DECIDE, request.site)
    others = [permit for permit in folder.opened() if permit.person != me] if keeps else []
    return {"items": [permit_json(permit, request) for permit in (*folder.of(me), *others)]}


@api_call(
    "/permits",
    "POST",
    "Ask for a permit, or for assistance",
    Permission.PERMIT_REQUEST,
    body=PermitBody,
    answer=PermitAnswer,
    status=201,
    bound=True,
)
def ask_for_permit(context: object, request: Request) -> dict[str, Any]:
    """``records`` (ids or codes), or what one is ``seeking``; ``until`` as ISO 8601."""
    values = {**request.values, "records": identified(request, request.values["records"])}
    return permit_json(request.find_service(IPermits).request(values), request)


@api_call(ONE, "GET", "Read a permit", Permission.PERMIT_VIEW, **ON_ONE)
def read_permit(context: Permit, request: Request) -> dict[str, Any]:
    """One permit, with its work material."""
    return permit_json(context, request)


@api_call(
    f"{ONE}/transitions/assemble",
    "POST",
    "Name the records that answer what was sought",
    Permission.PERMIT_LEAD,
    body=AssemblyBody,
    **ON_ONE,
)
def assemble_permit(context: Permit, request: Request) -> dict[str, Any]:
    """``records`` are ids or reference codes."""
    values = request.values
    records = identified(request, values["records"])
    request.find_service(IPermits).assemble(context, records, values["reason"])
    return permit_json(context, request)


@api_call(
    f"{ONE}/copies",
    "POST",
    "Note a copy, print or excerpt made by hand, or something carried outside",
    Permission.PERMIT_NOTE,
    body=CopyBody,
    status=201,
    **ON_ONE,
)
def note_copy(context: Permit, request: Request) -> dict[str, Any]:
    """It is to be handed back, or destroyed, when the permit is over."""
    values = request.values
    request.find_service(IMaterial).note(context, values["use"], values["record"], values["what"])
    return permit_json(context, request)


@api_call(
    f"{ONE}/settlements",
    "POST",
    "Work material came back, or was destroyed",
    Permission.PERMIT_LEAD,
    body=SettlementBody,
    **ON_ONE,
)
def settle_copy(context: Permit, request: Request) -> dict[str, Any]:
    """``settled`` is ``handed-back`` or ``destroyed``; then ``how`` says by which means, and who watched."""
    values = request.values
    request.find_service(IMaterial).settle(context, values["number"], values["settled"], values["how"])
    return permit_json(context, request)


def _step(name: str, permission: Permission, summary: str) -> Any:
    def view(context: Permit, request: Request) -> dict[str, Any]:
        """409 when the state does not allow the step, 422 with the rule that forbids it."""
        request.find_service(IPermits).make(context, name, request.values["reason"])
        return permit_json(context, request)

    view.__name__ = f"{name}_permit"
    path = f"{ONE}/transitions/{name}"
    return api_call(path, "POST", summary, permission, body=PermitStepBody, **ON_ONE)(view)


grant_permit = _step("grant", Permission.PERMIT_DECIDE, "Grant a permit; what is classified, a manager")
refuse_permit = _step("refuse", Permission.PERMIT_DECIDE, "Refuse a permit, with a reason")
withdraw_permit = _step("withdraw", Permission.PERMIT_OWN, "Withdraw what one asked for")
finish_permit = _step("finish", Permission.PERMIT_OWN, "Finish: it opens nothing any more")
revoke_permit = _step("revoke", Permission.PERMIT_REVOKE, "Revoke a permit, with a reason")


@api_call(
    "/uses", "GET", "The register of use", Permission.USES, query=UsesQuery, answer=UsesAnswer, bound=True
)
def read_uses(context: object, request: Request) -> dict[str, Any]:
    """Newest first; records that the caller may know of."""
    values, records = request.values, request.site.records

    def shown(record_id: str, text: str) -> str:
        record = records.get(record_id)
        return text if record is not None and request.knows(record) else ""

    found = (use for use in request.site.uses.newest(values["since"]) if values["use"] in ("", use.use))
    return {
        "items": [
            {
                "at": instant(use.at),
                "person": use.person,
                "record": shown(use.record, use.record),
                "use": use.use,
                "part": shown(use.record, use.part),
                "permit": use.permit,
            }
            for use in islice(found, values["limit"])
        ]
    }
