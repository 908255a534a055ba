"""Permits and assistance: mine, those of the house, one with its acts; asking; the register of use."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, IClock, IMaterial, IPermits
from onestop_records.models.permit import COPYING, Permit, PermitFolder
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from schemas.permit import (
    SETTLED,
    USES,
    AssemblyBody,
    AssistanceSchema,
    CopyBody,
    PermitSchema,
    PermitStepBody,
    SettlementBody,
)
from views.batch import attempt, posted
from views.form import Shape, form_page, handle
from views.hold import identified
from views.loan import named

STATES = {
    "sought": _("Being looked for"),
    "requested": _("Asked for"),
    "granted": _("Granted"),
    "finished": _("Finished"),
    "ended": _("Ended"),
    "revoked": _("Revoked"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
}
DONE = {
    "grant": _("Granted: it is open from now on, until its term ends by itself."),
    "refuse": _("Refused."),
    "withdraw": _("Withdrawn."),
    "finish": _("Finished: it opens nothing any more. What you hold goes back within its term."),
    "revoke": _("Revoked: it opens nothing any more."),
}
PAGE = "templates/permit/permit.pt"
FORM = "templates/permit/form.pt"
SHOWN = 200  # permits of a list


@view_config(context=PermitFolder, renderer="templates/permit/all.pt", permission=Permission.PERMITS)
def permits(folder: PermitFolder, request: Request) -> dict[str, Any]:
    """One's own; for archivists and managers what waits, is in force, and is not handed back."""
    now = request.find_service(IClock).now()
    keeper = request.has_permission(Permission.PERMIT_DECIDE, request.site)
    opened = sorted(folder.opened(), key=lambda permit: permit.requested_at) if keeper else []
    over = [permit for permit in opened if permit.handback_due is not None]
    return {
        "now": now,
        "state_of": lambda permit: STATES[standing(permit, now)],
        "groups": [
            (_("Mine"), folder.of(request.identity.person)[:SHOWN]),
            (_("To look for"), [each for each in opened if each.state == "sought"][:SHOWN]),
            (_("To decide"), [each for each in opened if each.state == "requested"][:SHOWN]),
            (_("In force"), [each for each in opened if each.in_force(now)][:SHOWN]),
            (_("Work material not handed back"), over[:SHOWN]),
        ],
    }


def standing(permit: Permit, now: Any) -> str:
    """Its state at this instant, whatever the worker has noted so far."""
    return "ended" if permit.state == "granted" and not permit.in_force(now) else permit.state


@form_page(PermitFolder, "ask", FORM, Permission.PERMIT_REQUEST_FORM, Permission.PERMIT_REQUEST)
def ask(folder: PermitFolder, request: Request) -> dict[str, Any] | Response:
    """Ask for a permit; the address may name the records, as the page of one does."""
    offered = {"records": tuple(named(request, request.GET.getall("record"))), "scope": {"view"}}
    return _asked(request, PermitSchema(), offered, _("Ask for a permit"))


@form_page(PermitFolder, "seek", FORM, Permission.PERMIT_REQUEST_FORM, Permission.PERMIT_REQUEST)
def seek(folder: PermitFolder, request: Request) -> dict[str, Any] | Response:
    """Ask for assistance: what one seeks, without naming a record."""
    return _asked(request, AssistanceSchema(), {"scope": {"view"}}, _("Ask for assistance"))


def _asked(
    request: Request, schema: Any, offered: Mapping[str, Any], title: Any
) -> dict[str, Any] | Response:
    def act(values: Mapping[str, Any]) -> str:
        records = identified(request, values.get("records") or ())
        permit = request.find_service(IPermits).request({**values, "records": records})
        request.session.flash(_("Asked for; you are told when it is decided."))
        return f"/permits/{permit.id}"

    shown = handle(request, schema, act, offered, Shape(button=title, cancel="/permits"))
    return shown if isinstance(shown, Response) else {**shown, "title": title}


@view_config(context=Permit, renderer=PAGE, permission=Permission.PERMIT_VIEW)
def one_permit(permit: Permit, request: Request) -> dict[str, Any]:
    """For what, how far, until when, and what may be done next."""
    return page(permit, request)


def page(permit: Permit, request: Request, violations: Any = ()) -> dict[str, Any]:
    """Everything the template of a permit shows; of its records those that one may know of."""
    now, site = request.find_service(IClock).now(), request.site
    records = [site.records[record_id] for record_id in permit.records]
    known: list[Record] = [record for record in records if request.knows(record)]
    all_known = len(known) == len(records)
    entries = request.find_service(IAudit).entries(permit.id) if all_known else ()  # they name records
    return {
        "permit": permit,
        "now": now,
        "state": STATES[standing(permit, now)],
        "records": known,
        "others": len(records) - len(known),
        "record_of": lambda record_id: record_of(request, record_id),
        "uses": USES,
        "copying": [use for use in COPYING if use in permit.scope],
        "settled": SETTLED,
        "names": request.find_service(IPermits).steps(permit),
        "leads": request.has_permission(Permission.PERMIT_LEAD, permit),
        "in_force": permit.in_force(now),
        "entries": list(entries),
        "violations": violations,
    }


def record_of(request: Request, record_id: str) -> Record | None:
    """The record of a copy, None for who may not know of it."""
    record: Record = request.site.records[record_id]
    return record if request.knows(record) else None


def _declare(name: str, permission: Permission) -> Any:
    def view(permit: Permit, request: Request) -> dict[str, Any] | Response:
        def act() -> None:
            request.find_service(IPermits).make(permit, name, posted(request, PermitStepBody)["reason"])

        return attempt(request, act, DONE[name], lambda found: page(permit, request, found))

    options = {"context": Permit, "name": name, "request_method": "POST", "permission": permission}
    return view_config(renderer=PAGE, _depth=1, **options)(view)


grant = _declare("grant", Permission.PERMIT_DECIDE)
refuse = _declare("refuse", Permission.PERMIT_DECIDE)
withdraw = _declare("withdraw", Permission.PERMIT_OWN)
finish = _declare("finish", Permission.PERMIT_OWN)
revoke = _declare("revoke", Permission.PERMIT_REVOKE)


@view_config(
    context=Permit, name="assemble", request_method="POST", renderer=PAGE, permission=Permission.PERMIT_LEAD
)
def assemble(permit: Permit, request: Request) -> dict[str, Any] | Response:
    """The archivist names the records that answer what was sought."""

    def act() -> None:
        values = posted(request, AssemblyBody)
        records = identified(request, values["records"])
        request.find_service(IPermits).assemble(permit, records, values["reason"])

    done = _("Put together; it waits for the decision.")
    return attempt(request, act, done, lambda found: page(permit, request, found))


@view_config(
    context=Permit, name="note", request_method="POST", renderer=PAGE, permission=Permission.PERMIT_NOTE
)
def note(permit: Permit, request: Request) -> dict[str, Any] | Response:
    """A copy, print or excerpt made by hand, or something carried outside."""

    def act() -> None:
        values = posted(request, CopyBody)
        request.find_service(IMaterial).note(permit, values["use"], values["record"], values["what"])

    return attempt(request, act, _("Noted in the register."), lambda found: page(permit, request, found))


@view_config(
    context=Permit, name="settle", request_method="POST", renderer=PAGE, permission=Permission.PERMIT_LEAD
)
def settle(permit: Permit, request: Request) -> dict[str, Any] | Response:
    """Work material came back, or was destroyed."""

    def act() -> None:
        values = posted(request, SettlementBody)
        service = request.find_service(IMaterial)
        service.settle(permit, values["number"], values["settled"], values["how"])

    return attempt(request, act, _("Settled."), lambda found: page(permit, request, found))
