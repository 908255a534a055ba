"""What one person answers for, on one page (保管清单)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.errors import Missing
from onestop_records.interfaces import IInventory
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.permissions import Permission


def person_asked_for(request: Request) -> Person:
    """One's own inventory, or that of ``person``; raises Missing for one that is not for this reader."""
    name = request.GET.get("person") or request.identity.person
    person: Person | None = request.site.people.get(name)
    if person is None or not request.find_service(IInventory).may_see(person):
        raise Missing(name)
    return person


@view_config(
    context=Site,
    name="inventory",
    renderer="templates/handover/inventory.pt",
    permission=Permission.INVENTORY,
)
def inventory(site: Site, request: Request) -> dict[str, Any]:
    """Records by category and year, and everything else by its kind."""
    person, service = person_asked_for(request), request.find_service(IInventory)
    counts = service.counts(person)
    others = [each for each in site.people.values() if each.id != person.id and service.may_see(each)]
    return {
        "person": person,
        "counts": counts,
        "total": sum(count for _category, _year, count in counts),
        "duties": service.duties(person),
        "others": sorted((each for each in others if not each.closed), key=lambda each: each.name),
        "handover": site.handovers.of(person.id),
    }
