"""From an appointment to the case that it leads to: what is known already is not asked again."""

from typing import Any

from pyramid.request import Request

from onestop_records.models.booking import CAME, HOME, WINDOW, Booking
from onestop_records.models.site import Site


def came(request: Request) -> Booking | None:
    """The appointment that the address names: one that the person sees to, whose client came."""
    found: Booking | None = request.site.bookings.get(request.GET.get("booking", ""))
    if found is None or not request.knows(found) or found.state != CAME or found.case:
        return None
    return found


def from_booking(booking: Booking, site: Site) -> dict[str, Any]:
    """What the form of a new case begins with."""
    matter = site.matters.get(booking.matter)
    offered: dict[str, Any] = {
        "channel": "visit" if booking.kind == HOME else "window",
        "name": booking.name,
        "phone": booking.phone,
        "email": booking.email,
        "address": booking.address,
        "content": booking.what,
        "marks": () if booking.kind == WINDOW else (booking.kind,),
    }
    if matter is not None:
        offered |= {"matter": matter.code, "kind": matter.kind}
    return offered
