"""What the API answers of appointments."""

import colander

from schemas.answer import counted, said, several
from schemas.nodes import YesNo


class BookingAnswer(colander.MappingSchema):
    """An appointment as its unit sees it; times are instants, ``local`` as the house reads it."""

    id = said()
    number = said()
    state = said()
    revision = counted()
    kind = said()
    unit = said()
    matter = said(nullable=True)
    at = said()
    until = said()
    local = said()
    person = said(nullable=True)
    name = said()
    phone = said()
    email = said()
    address = said()
    what = said()
    reason = said()
    online = colander.SchemaNode(YesNo(), title="")
    displaced = colander.SchemaNode(YesNo(), title="")
    case = said(nullable=True)
    erased_at = said(nullable=True)
    transitions = several(said())


class BookingsAnswer(colander.MappingSchema):
    """By time."""

    items = several(BookingAnswer())


class MadeAnswer(colander.MappingSchema):
    """A new one; its code is shown this once."""

    id = said()
    number = said()
    code = said()


class OnlineAnswer(colander.MappingSchema):
    """Number and code: with them it is seen and cancelled."""

    number = said()
    code = said()
    unit = said()
    matter = said(nullable=True)
    local = said()
    until = said()
    cancel_until = said()


class BookedAnswer(colander.MappingSchema):
    """What the client is told; nothing of who they are."""

    number = said()
    state = said()
    kind = said()
    unit = said()
    matter = said(nullable=True)
    local = said()
    at = said()
    until = said()
    cancel_until = said()
    may_cancel = colander.SchemaNode(YesNo(), title="")


class SlotAnswer(colander.MappingSchema):
    """A time at a window."""

    local = said()
    at = said()
    until = said()
    free = counted()


class DayAnswer(colander.MappingSchema):
    """A day, with how many places are free."""

    day = said()
    free = counted()


class SlotsAnswer(colander.MappingSchema):
    """The days; with a day asked for, its slots as well."""

    days = several(DayAnswer())
    slots = several(SlotAnswer())


class PlaceAnswer(colander.MappingSchema):
    """A unit at which a matter can be booked."""

    matter = said()
    title = said()
    units = several(said())


class PlacesAnswer(colander.MappingSchema):
    """What can be booked."""

    items = several(PlaceAnswer())


class OfferAnswer(colander.MappingSchema):
    """What a unit offers from a day on."""

    unit = said()
    matter = said(nullable=True)
    since = said()
    minutes = counted()
    places = counted()
    ahead = counted()
    rule = said()


class OffersAnswer(colander.MappingSchema):
    """All of them."""

    items = several(OfferAnswer())
