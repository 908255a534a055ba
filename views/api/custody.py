"""Inventories, registers of handovers and absences through the API."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.events import ListExported
from onestop_records.interfaces import IHandoverRegisters, IHandovers, IInventory, INotifier, IPosts
from onestop_records.models.absence import Absence
from onestop_records.models.handover import Handover
from onestop_records.models.person import Person
from onestop_records.permissions import Permission
from schemas.absence import AbsenceBody, BackBody
from schemas.answer_handover import (
    AbsenceAnswer,
    AbsencesAnswer,
    InventoryAnswer,
    RegisterAnswer,
)
from schemas.handover import InventoryQuery
from views.absence import meant
from views.api.call import api_call
from views.api.disposal import instant
from views.inventory import person_asked_for


@api_call(
    "/inventory",
    "GET",
    "What a person answers for",
    Permission.INVENTORY,
    query=InventoryQuery,
    answer=InventoryAnswer,
)
def read_inventory(context: object, request: Request) -> dict[str, Any]:
    """One's own, or that of ``person`` for archivists, managers and the heads of the person's units."""
    person, service = person_asked_for(request), request.find_service(IInventory)
    counts = service.counts(person)
    records = [{"category": category, "year": year, "count": count} for category, year, count in counts]
    duties = [duty for _title, found in service.duties(person) for duty in found if known(request, duty)]
    return {
        "person": person.id,
        "records": records,
        "duties": [
            {
                "kind": duty.kind,
                "id": duty.id,
                "title": request.localizer.translate(duty.title),
                "state": duty.state,
            }
            for duty in duties
        ],
    }


def known(request: Request, duty: Any) -> bool:
    """False for a duty that concerns a record of which the caller may not know."""
    record = request.site.records.get(duty.record) if duty.record else None
    return record is None or bool(request.knows(record))


@api_call(
    "/handovers/{id}/register",
    "GET",
    "The register of a handover",
    Permission.HANDOVER_VIEW,
    answer=RegisterAnswer,
    context=Handover,
    traverse="/handovers/{id}",
)
def read_register(context: Handover, request: Request) -> dict[str, Any]:
    """移交清册 as it would be printed; titles that only some may know of are neutral."""
    shut = request.find_service(IHandovers).shut_out(context)
    table = request.find_service(IHandoverRegisters).register(context, shut).table
    after = {"list": "register", "form": "json", "records": len(table.rows)}
    request.find_service(INotifier)(ListExported(request.actor, context.id, kind="handover", after=after))
    rows = [list(row) for row in table.rows]
    return {"title": table.title, "headings": list(table.headings), "rows": rows}


def absence_json(person: Person, absence: Absence, request: Request) -> dict[str, Any]:
    """An absence; why somebody else is away is for who may note it."""
    own = person.id == request.identity.person
    told = own or request.has_permission(Permission.ABSENCE_NOTE, request.site)
    return {
        "person": person.id,
        "since": instant(absence.since),
        "until": instant(absence.until),
        "reason": absence.reason if told else "",
        "deputies": list(request.find_service(IPosts).deputies(person)),
    }


@api_call("/absences", "GET", "Who is away", Permission.ABSENCES, answer=AbsencesAnswer)
def read_absences(context: object, request: Request) -> dict[str, Any]:
    """Absences that are not over, those to come included."""
    people = request.find_service(IPosts).absent()
    return {"items": [absence_json(each, away, request) for each in people for away in each.absences]}


@api_call(
    "/absences",
    "POST",
    "Note an absence",
    Permission.ABSENCES,
    body=AbsenceBody,
    answer=AbsenceAnswer,
    status=201,
)
def note_absence(context: object, request: Request) -> dict[str, Any]:
    """One's own, or for managers that of ``person``."""
    values = request.values
    person = meant(request, values["person"])
    posts = request.find_service(IPosts)
    noted = posts.away(person, values["since"], values["until"], values["reason"])
    return absence_json(person, noted, request)


@api_call("/absences/back", "POST", "Here again", Permission.ABSENCES, body=BackBody, status=204)
def come_back(context: object, request: Request) -> Response:
    """From today on; 409 for who is not away."""
    request.find_service(IPosts).back(meant(request, request.values["person"]))
    return Response(status=204)
