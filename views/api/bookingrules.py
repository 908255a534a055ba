"""What may be booked where and the rules of booking, through the API (H8.1.3)."""

from dataclasses import asdict
from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IBookingRules
from onestop_records.models.bookingrules import FIGURES, Offer
from onestop_records.permissions import Permission
from schemas.bookinganswer import OfferAnswer, OffersAnswer
from schemas.bookingrules import DropBody, OfferBody, figures_of, rules_answer, rules_body
from views.api.call import api_call


def offer_json(offer: Offer) -> dict[str, Any]:
    """What a unit offers from a day on."""
    return {**asdict(offer), "matter": offer.matter or None, "since": offer.since.isoformat()}


@api_call("/booking-offers", "GET", "List what units offer", Permission.BOOKINGS, answer=OffersAnswer)
def list_offers(context: object, request: Request) -> dict[str, Any]:
    """In force or not."""
    return {"items": [offer_json(offer) for offer in request.site.bookings.offers()]}


@api_call(
    "/booking-offers",
    "POST",
    "Offer places from a day on",
    Permission.OFFER_EDIT,
    body=OfferBody,
    answer=OfferAnswer,
    status=201,
)
def make_offer(context: object, request: Request) -> dict[str, Any]:
    """In place of what began that day, if anything did."""
    return offer_json(request.find_service(IBookingRules).offer(request.values))


@api_call(
    "/booking-offers/transitions/drop",
    "POST",
    "Take back what has not begun",
    Permission.OFFER_EDIT,
    body=DropBody,
    answer=OffersAnswer,
)
def drop_offer(context: object, request: Request) -> dict[str, Any]:
    """404 for what is not there, 422 for what has begun."""
    values = request.values
    request.find_service(IBookingRules).drop(values["unit"], values["matter"], values["since"])
    return list_offers(context, request)


@api_call("/booking-rules", "GET", "Read the rules of booking", Permission.CALENDAR, answer=rules_answer)
def read_rules(context: object, request: Request) -> dict[str, Any]:
    """Each figure with the rule it comes from."""
    rules = request.site.bookings.rules
    figures = {name: getattr(rules, name) for name in FIGURES}
    return {**figures, **{f"{name}_rule": rules.rule(name) for name in FIGURES}}


@api_call(
    "/booking-rules",
    "PATCH",
    "Change the rules of booking",
    Permission.BOOKING_RULES,
    body=rules_body,
    answer=rules_answer,
)
def change_rules(context: object, request: Request) -> dict[str, Any]:
    """What is left out stays as it is."""
    request.find_service(IBookingRules).change(figures_of(request.values))
    return read_rules(context, request)
