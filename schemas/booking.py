"""Appointments (H8.1), for the forms and the API: booked by the client, for a client, each step."""

from typing import Any

import colander
from deform.widget import HiddenWidget, SelectWidget, TextAreaWidget, TextInputWidget

from onestop_records.i18n import _
from onestop_records.interfaces import IClock
from onestop_records.models.bookingpeople import own_units
from onestop_records.models.bookingwords import KINDS
from onestop_records.models.site import Site
from schemas.control import choice, line, lines, tick
from schemas.nodes import Number, Text
from schemas.person import Email, Field, FullDay

WHAT = 500  # characters: a few words, the matter says the rest
LOCAL = 16  # characters of 2026-11-24T09:00


def client(title: Any, kind: Any, inputs: str, completes: str, **options: Any) -> Field:
    """What a client says of themselves, with the keyboard and the memory of their telephone."""
    attributes = {"autocomplete": completes, "inputmode": inputs}
    return Field(kind, title=title, widget=TextInputWidget(attributes=attributes), **options)


def hidden(limit: int, name: str) -> Field:
    """A choice made on the pages before."""
    return Field(Text(limit), name=name, title="", missing="", widget=HiddenWidget())


class Email100(Email):
    """An address of a length that real ones have."""

    def __init__(self) -> None:
        super().__init__(100)


class BookOnlineSchema(colander.MappingSchema):
    """What the public page asks, once a time is chosen."""

    name = client(_("Your name"), Text(60), "text", "name")
    phone = client(
        _("Telephone"),
        Text(30),
        "tel",
        "tel",
        description=_("With its last four digits you can find your appointment again"),
    )
    what = Field(
        Text(WHAT, lines=True),
        title=_("What is it about?"),
        description=_("A few words are enough"),
        widget=TextAreaWidget(rows=3),
        missing="",
    )
    email = client(
        _("E-mail"),
        Email100(),
        "email",
        "email",
        missing="",
        description=_("If you like: we confirm and remind"),
    )
    once = hidden(40, "once")


class BookOnlineBody(colander.MappingSchema):
    """A place at a window, through the API."""

    unit = Field(Text(12), title="")
    matter = Field(Text(60), title="", missing="")
    at = Field(Text(LOCAL), title="")
    name = Field(Text(60), title="")
    phone = Field(Text(30), title="")
    what = Field(Text(WHAT, lines=True), title="", missing="")
    email = Field(Email100(), title="", missing="")


class BookedBody(colander.MappingSchema):
    """The number of an appointment with its code, or the last four digits or more of its telephone."""

    number = Field(Text(40), title="")
    proof = Field(Text(40), title="")


class SlotsQuery(colander.MappingSchema):
    """Of a unit and a matter (or none), the free places of a day; without a day, the days."""

    unit = Field(Text(12), title="")
    matter = Field(Text(60), title="", missing="")
    day = Field(FullDay(10), title="", missing=None)


class BookingsQuery(colander.MappingSchema):
    """Of one's units, or one of them, from a day to another."""

    unit = Field(Text(12), title="", missing="")
    since = Field(FullDay(10), title="", missing=None)
    until = Field(FullDay(10), title="", missing=None)


def units(site: Site) -> list[tuple[str, str]]:
    """Units to choose from."""
    return [(unit.code, unit.title) for unit in site.units.values() if not unit.closed]


def unit(**options: Any) -> Field:
    """One of the units; the service asks whether it is the actor's to see to."""
    widget = colander.deferred(lambda node, bound: SelectWidget(values=units(bound["site"])))
    return Field(Text(12), name="unit", title=_("Unit"), widget=widget, **options)


def any_matter(title: Any = None, **options: Any) -> Field:
    """A matter of the catalogue, or none."""

    def widget(node: Any, bound: Any) -> SelectWidget:
        found = sorted((m for m in bound["site"].matters.values() if m.public), key=lambda m: str(m.code))
        return SelectWidget(values=(("", _("(none)")), *((m.code, f"{m.code} {m.title}") for m in found)))

    return Field(
        Text(60),
        name="matter",
        title=title or _("Matter"),
        missing="",
        widget=colander.deferred(widget),
        **options,
    )


def colleague(**options: Any) -> Field:
    """Somebody of one's own units, whom the page offers; nobody in particular if left empty."""

    def widget(node: Any, bound: Any) -> SelectWidget:
        site, request = bound["site"], bound["request"]
        today = request.find_service(IClock).today()
        mine = own_units(site, site.people[request.identity.person], today)
        found = [(p.id, p.name) for p in site.people.values() if not p.closed and mine & p.units(today)]
        return SelectWidget(values=(("", _("(whoever is at the window)")), *found))

    return Field(
        Text(100),
        name="person",
        title=_("Colleague who sees to it"),
        missing="",
        widget=colander.deferred(widget),
        **options,
    )


def moment(**options: Any) -> Field:
    """A local time."""
    widget = TextInputWidget(type="datetime-local", attributes={"step": "300"})
    return Field(Text(LOCAL), name="at", title=_("Time"), widget=widget, **options)


def length() -> Field:
    """How long what is agreed takes."""
    return Field(
        Number(5, 600),
        name="minutes",
        title=_("Minutes"),
        missing=60,
        description=_("Of a visit or a service on a holiday; at the window as offered"),
        widget=TextInputWidget(type="number"),
    )


class BookSchema(colander.MappingSchema):
    """For a client who calls, writes or stands at the window (C10)."""

    kind = choice(KINDS, _("Where"), missing="window")
    unit = unit()
    matter = any_matter()
    at = moment(description=_("At the window: a time that is offered and has a free place"))
    minutes = length()
    name = Field(Text(60), title=_("Client"))
    phone = Field(Text(30), title=_("Telephone"))
    email = Field(Email100(), title=_("E-mail"), missing="", description=_("For a confirmation and changes"))
    what = lines(_("What is it about?"), WHAT, rows=2, missing="")
    address = line(_("Address"), 300, description=_("Of the visit"))
    reason = line(_("Why it cannot wait for a working day"), 300)
    person = colleague()


class MoveBody(colander.MappingSchema):
    """Another time."""

    at = moment()
    minutes = length()


class CancelBody(colander.MappingSchema):
    """Why it is off; a client who took it back is not told by letter, and it counts for them (H8.1.3)."""

    reason = line(_("Reason"), 300)
    by_client = tick(_("The client took it back"))


class EntrustBody(colander.MappingSchema):
    """Who sees to it."""

    person = colleague()


class NoBody(colander.MappingSchema):
    """Nothing more is to be said."""


class LinkBody(colander.MappingSchema):
    """The case that it led to."""

    case = Field(Text(60), title="")


STEPS: dict[str, Any] = {
    "come": NoBody,
    "miss": NoBody,
    "cancel": CancelBody,
    "move": MoveBody,
    "entrust": EntrustBody,
}
