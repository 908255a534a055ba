"""Service agencies and experts (质量服务机构、专家; S6.2, N chapters 13 and 14), for forms and the API."""

from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, TextAreaWidget

from onestop_records.i18n import _
from onestop_records.models.providerwords import KINDS
from schemas.answer import counted, said, several
from schemas.control import choice, lines
from schemas.matter import DOMAINS
from schemas.needs import Ticks
from schemas.nodes import Node, Number, Text
from schemas.person import Email, Field, full_day

PERSONAL = _("Personal data: only for the business that it was given for")


def _line(title: Any, limit: int = 200, **options: Any) -> Field:
    return Field(Text(limit), title=title, missing="", **options)


class ProviderSchema(colander.MappingSchema):
    """What is known of one."""

    kind = choice(KINDS, _("Agency or expert"))
    name = Field(Text(200), title=_("Name of the agency or expert"))
    code = _line(
        _("Unified social credit code"),
        40,
        description=_("Of an agency: 18 digits and capitals; its check digit is tried"),
    )
    domains = Field(
        Ticks(DOMAINS), title=_("Domains"), widget=CheckboxChoiceWidget(values=tuple(DOMAINS.items()))
    )
    offers = Field(Text(2000, lines=True), title=_("What it offers"), widget=TextAreaWidget(rows=4))
    contact = _line(_("Contact"), 100, description=PERSONAL)
    phone = _line(_("Telephone"), 100, description=PERSONAL)
    email = Field(Email(200), title=_("E-mail"), missing="", description=PERSONAL)
    address = _line(_("Address"), 500)
    since = full_day("since", _("In the register since"), missing=None, description=_("Today if left empty"))


class LeaveBody(colander.MappingSchema):
    """When and why it left (N58, N64)."""

    until = full_day("until", _("Left on"))
    reason = lines(_("Reason"), rows=3)


class ProviderBody(colander.MappingSchema):
    """What is given is changed."""

    kind = Node(Text(20), title="", missing=colander.drop)
    name = Node(Text(200), title="", missing=colander.drop)
    code = Node(Text(40), title="", missing=colander.drop)
    domains = Node(Ticks(DOMAINS), title="", missing=colander.drop)
    offers = Node(Text(2000, lines=True), title="", missing=colander.drop)
    contact = Node(Text(100), title="", missing=colander.drop)
    phone = Node(Text(100), title="", missing=colander.drop)
    email = Node(Text(200), title="", missing=colander.drop)
    address = Node(Text(500), title="", missing=colander.drop)
    since = full_day("since", "", missing=colander.drop)


class ProvidersQuery(colander.MappingSchema):
    """Whose name begins with ``q``, of a domain; ``after`` is the last id of the page before."""

    q = Node(Text(200), title="", missing="")
    domain = Node(Text(40), title="", missing="")
    standing = Node(Text(10), title="", missing="current", validator=colander.OneOf(("current", "left")))
    after = Node(Text(40), title="", missing="")
    limit = Node(Number(1, 200), title="", missing=50)


class CountAnswer(colander.MappingSchema):
    """How often it refused without good reason in a year (N58.6, N64.1)."""

    year = counted()
    count = counted()


class ProviderAnswer(colander.MappingSchema):
    """One of them; personal data is null for who does not need it, ``personal`` says which it is."""

    id = said()
    kind = said()
    name = said(nullable=True)
    code = said(nullable=True)
    domains = several(said())
    offers = said()
    contact = said(nullable=True)
    phone = said(nullable=True)
    email = said(nullable=True)
    address = said(nullable=True)
    personal = several(said())
    since = said()
    until = said(nullable=True)
    left_reason = said(nullable=True)
    refusals = counted()
    unjustified = several(CountAnswer())
    revision = counted()


class ProvidersAnswer(colander.MappingSchema):
    """A page of them; ``next`` is to be asked for as ``after``."""

    items = several(ProviderAnswer())
    next = said(nullable=True)
