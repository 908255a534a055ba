"""Forms of accounts: own password and tokens; name, posts, roles and clearance."""

from datetime import date
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, CheckedPasswordWidget, PasswordWidget, TextInputWidget

from onestop_records.i18n import _
from schemas.answer import Texts, said, several
from schemas.lookup import choices, one_of
from schemas.nodes import Node, Number, Text, YesNo
from schemas.record import CLASSIFICATIONS

ROLES = {
    "staff": _("Staff"),
    "clerk": _("Window clerk"),
    "archivist": _("Archivist"),
    "head": _("Unit head"),
    "manager": _("Manager"),
    "auditor": _("Auditor"),
    "security": _("Security officer"),
    "admin": _("Administrator"),
}
SCOPES = {"read": _("Reading only"), "write": _("Reading and writing")}


class Field(Node):
    """A node of a form without groups."""

    group = ""


class Password(colander.SchemaType):
    """A password, taken exactly as typed; its rules are those of the accounts' service."""

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if cstruct in (colander.null, None, ""):
            return colander.null
        if not isinstance(cstruct, str):
            raise colander.Invalid(node, _("This must be text"))
        if len(cstruct) > 1000:
            raise colander.Invalid(node, _("At most ${limit} characters, please", mapping={"limit": 200}))
        return cstruct


class FullDay(Text):
    """A whole day, ``2026-11-21``; the result is a date."""

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if isinstance(cstruct, date):
            return cstruct
        text = super().deserialize(node, cstruct)
        if text is colander.null:
            return text
        try:
            found = date.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or len(text) != len("2026-11-21"):
            raise colander.Invalid(node, _("Write the day as 2026-11-21"))
        return found


class Email(Text):
    """An address for mail; whether it works shows when mail is sent."""

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        text = super().deserialize(node, cstruct)
        if text is not colander.null:
            colander.Email(msg=_("This is not an e-mail address"))(node, text)
        return text


def new_password(name: str = "password") -> Field:
    """A new password, typed twice."""
    return Field(
        Password(),
        name=name,
        title=_("New password"),
        description=_("At least 10 characters; a sentence is easier to keep in mind than signs."),
        widget=CheckedPasswordWidget(),
    )


def full_day(name: str, title: Any, **options: Any) -> Field:
    """A day, with the browser's calendar."""
    return Field(FullDay(10), name=name, title=title, widget=TextInputWidget(type="date"), **options)


class OwnPasswordSchema(colander.MappingSchema):
    """A person sets their own password."""

    current = Field(Password(), title=_("Present password"), widget=PasswordWidget())
    password = new_password()


class PasswordSchema(colander.MappingSchema):
    """The administrator sets somebody's password."""

    password = new_password()


class TokenSchema(colander.MappingSchema):
    """An API token."""

    label = Field(Text(100), title=_("What it is for"))
    days = Field(Number(1, 366), title=_("Days it is good for"))
    scope = one_of(SCOPES, _("What it allows"), missing=colander.required, group="")


class AccountSchema(colander.MappingSchema):
    """Name and mail of an account."""

    name = Field(Text(100), title=_("Name"))
    email = Field(Email(200), title=_("E-mail"), missing="")


class AppointmentSchema(colander.MappingSchema):
    """A post held in a unit from day to day."""

    unit = Field(Text(100), title=_("Unit"), widget=choices("units"))
    post = Field(Text(100), title=_("Post"), description=_("Its code in the unit, or its title"))
    since = full_day("since", _("First day"))
    until = full_day("until", _("Last day"), missing=None, description=_("Empty: open end"))
    deputy = Field(Text(100), title=_("Deputy (AB post)"), widget=choices("people"), missing=None)


class PostEndSchema(colander.MappingSchema):
    """The last day of a post."""

    until = full_day("until", _("Last day"))


class NewPersonSchema(colander.MappingSchema):
    """A new account; its roles are given by the security officer."""

    username = Field(Text(40), title=_("Username"))
    name = Field(Text(100), title=_("Name"))
    email = Field(Email(200), title=_("E-mail"), missing="")
    password = new_password()


class RolesSchema(colander.MappingSchema):
    """Roles, and a clearance granted by name with a term."""

    roles = colander.SchemaNode(
        colander.Set(),
        title=_("Roles"),
        widget=CheckboxChoiceWidget(values=tuple(ROLES.items())),
        validator=colander.ContainsOnly(tuple(ROLES)),
        choices=ROLES,
        missing=(),
    )
    grade = one_of(CLASSIFICATIONS, _("Clearance by name"), name="grade", missing=None, group="")
    until = full_day("until", _("Clearance until"), missing=None, description=_("Empty: without a term"))
    basis = Field(Text(500), title=_("Basis of the clearance"), missing="")


class AppointmentAnswer(colander.MappingSchema):
    """A post; days are ISO, ``until`` null for an open end."""

    unit = said()
    post = said()
    since = said()
    until = said(nullable=True)
    deputy = said(nullable=True)


class ClearanceAnswer(colander.MappingSchema):
    """A clearance by name."""

    grade = said()
    until = said(nullable=True)
    granted_by = said()
    basis = said()


class PersonAnswer(colander.MappingSchema):
    """An account; a post's number is its place among ``appointments``, from 0."""

    id = said()
    username = said()
    name = said()
    email = said()
    roles = Texts()
    appointments = several(AppointmentAnswer())
    clearance = ClearanceAnswer(nullable=True)
    closed = colander.SchemaNode(YesNo(), title="")


class PeopleAnswer(colander.MappingSchema):
    """Accounts by name."""

    items = several(PersonAnswer())


class PeopleQuery(colander.MappingSchema):
    """Whose name or user name holds ``q``; ``closed`` for the closed ones."""

    q = Field(Text(100), title="", missing="")
    role = one_of(ROLES, "", missing="", group="")
    closed = Field(YesNo(), title="", missing=False)
