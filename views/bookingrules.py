"""What may be booked where, kept by heads and managers; the rules of booking, kept by the administrator."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Missing
from onestop_records.i18n import _
from onestop_records.interfaces import IBookingRules, IClock
from onestop_records.models.bookingfolder import BookingFolder
from onestop_records.models.bookingrules import FIGURES
from onestop_records.models.bookingwords import FIGURES as WORDS
from onestop_records.permissions import Permission
from schemas.bookingrules import OfferSchema, figures_of, rules_schema
from views.booking import seen_units
from views.form import Shape, form_page, handle

FORM = "templates/booking/form.pt"
HOME = "/bookings/offers"


@view_config(
    context=BookingFolder,
    name="offers",
    renderer="templates/booking/offers.pt",
    permission=Permission.BOOKINGS,
)
def offers(folder: BookingFolder, request: Request) -> dict[str, Any]:
    """What is offered where from when on; the rules of the house."""
    return {
        "offers": sorted(folder.offers(), key=lambda one: (one.unit, one.matter, one.since)),
        "matters": request.site.matters,
        "today": request.find_service(IClock).today(),
        "rules": folder.rules,
        "figures": [(WORDS[name], getattr(folder.rules, name), folder.rules.rule(name)) for name in FIGURES],
    }


@form_page(BookingFolder, "offer", FORM, Permission.OFFER_EDIT_FORM, Permission.OFFER_EDIT)
def offer(folder: BookingFolder, request: Request) -> Any:
    """Places from a day on."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IBookingRules).offer(values)
        request.session.flash(_("Kept."))
        return HOME

    offered = {"minutes": 30, "places": 2, "ahead": 14, "rule": "H8.1.3"}
    offered |= {"since": request.find_service(IClock).today(), "unit": next(iter(seen_units(request)), "")}
    done = handle(request, OfferSchema(), act, offered, Shape(cancel=HOME))
    lead = _("What is booked already stays; whatever no longer fits stands in the list of appointments.")
    return _shown(done, _("Offer places"), lead)


@view_config(
    context=BookingFolder, name="drop-offer", request_method="POST", permission=Permission.OFFER_EDIT
)
def drop(folder: BookingFolder, request: Request) -> Response:
    """Take back what has not begun."""
    given = [str(request.POST.get(name, "")) for name in ("unit", "matter", "since")]
    try:
        since = date.fromisoformat(given[2])
    except ValueError:
        raise Missing(given[2]) from None
    request.find_service(IBookingRules).drop(given[0], given[1], since)
    request.session.flash(_("Taken back."))
    return HTTPSeeOther(HOME)


@form_page(BookingFolder, "rules", FORM, Permission.BOOKING_RULES_FORM, Permission.BOOKING_RULES)
def rules(folder: BookingFolder, request: Request) -> Any:
    """Figures, each with the rule it comes from."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IBookingRules).change(figures_of(values))
        request.session.flash(_("Kept."))
        return "/bookings/rules"

    present = folder.rules
    values = {name: getattr(present, name) for name in FIGURES}
    values |= {f"{name}_rule": present.rule(name) for name in FIGURES}
    done = handle(request, rules_schema(), act, values, Shape(cancel="/calendar"))
    return _shown(done, _("Rules of appointments"), None)


def _shown(done: Any, title: Any, lead: Any) -> Any:
    return done if isinstance(done, Response) else {**done, "title": title, "lead": lead}
