"""Enterprise quality files (S9.3; the fields are those of the needs form, S appendix A)."""

from typing import Any

import colander
from deform.widget import CheckboxWidget, TextAreaWidget

from onestop_records.i18n import _
from schemas.answer import Texts, counted, said, several
from schemas.lookup import choices
from schemas.nodes import Node, Number, Text, YesNo
from schemas.person import Email, Field

SCALES = ("大型", "中型", "小型", "微型")


def _text(title: Any, limit: int = 200, **options: Any) -> Field:
    return Field(Text(limit), title=title, missing="", **options)


def _personal(title: Any, limit: int = 100) -> Field:
    return _text(title, limit, description=_("Personal data: only for the business that it was given for"))


class EnterpriseSchema(colander.MappingSchema):
    """Basic data of an enterprise; what names a person is marked."""

    name = Field(Text(200), title=_("Name of the enterprise"))
    legal_representative = _personal(_("Legal representative"))
    contact = _personal(_("Contact"))
    phone = _personal(_("Telephone"))
    email = Field(Email(200), title=_("E-mail"), missing="")
    wechat = _personal("WeChat")
    industry = _text(_("Industry"))
    scale = _text(_("Scale"), 20)
    employees = Field(Number(0, 10_000_000), title=_("Employees"), missing=None)
    address = _text(_("Address"), 500)
    in_park = Field(YesNo(), title=_("In an industrial park"), missing=False, widget=CheckboxWidget())
    park = _text(_("Name of the park"))
    output = _text(_("Value of output"), 100)
    products = _text(_("Main products"), 1000, widget=TextAreaWidget(rows=2))
    laboratories = Field(Number(0, 1000), title=_("Laboratories of its own"), missing=None)
    self_testing = Field(
        YesNo(), title=_("Can test for itself what it needs"), missing=False, widget=CheckboxWidget()
    )
    remarks = _text(_("Remarks"), 2000, widget=TextAreaWidget(rows=2))


def _code(title: Any) -> Field:
    return Field(Text(40), title=title, description=_("18 digits and capitals; its check digit is tried"))


class NewEnterpriseSchema(EnterpriseSchema):
    """A new file, or the one that is there."""

    code = Field(
        Text(40),
        title=_("Unified social credit code"),
        description=_("18 digits and capitals; its check digit is tried"),
        insert_before="name",
    )


class MergeSchema(colander.MappingSchema):
    """Which file is the same enterprise, and how one knows."""

    other = _code(_("Code of the file that goes into this one"))
    reason = Field(
        Text(2000, lines=True),
        title=_("Reason"),
        description=_("How you know"),
        widget=TextAreaWidget(rows=3),
    )


class SplitSchema(colander.MappingSchema):
    """Which file is of another enterprise after all, and how one knows."""

    other = _code(_("Code of the file that is split off"))
    reason = Field(
        Text(2000, lines=True),
        title=_("Reason"),
        description=_("How you know"),
        widget=TextAreaWidget(rows=3),
    )


class KeeperSchema(colander.MappingSchema):
    """Who keeps a file, or new ones."""

    keeper = Field(Text(100), title=_("Keeper"), widget=choices("people"))


class EnterpriseBody(colander.MappingSchema):
    """What is given is changed."""

    name = Node(Text(200), title="", missing=colander.drop)
    legal_representative = Node(Text(100), title="", missing=colander.drop)
    contact = Node(Text(100), title="", missing=colander.drop)
    phone = Node(Text(100), title="", missing=colander.drop)
    email = Node(Text(200), title="", missing=colander.drop)
    wechat = Node(Text(100), title="", missing=colander.drop)
    industry = Node(Text(200), title="", missing=colander.drop)
    scale = Node(Text(20), title="", missing=colander.drop)
    employees = Node(Number(0, 10_000_000), title="", missing=colander.drop)
    address = Node(Text(500), title="", missing=colander.drop)
    in_park = Node(YesNo(), title="", missing=colander.drop)
    park = Node(Text(200), title="", missing=colander.drop)
    output = Node(Text(100), title="", missing=colander.drop)
    products = Node(Text(1000), title="", missing=colander.drop)
    laboratories = Node(Number(0, 1000), title="", missing=colander.drop)
    self_testing = Node(YesNo(), title="", missing=colander.drop)
    remarks = Node(Text(2000), title="", missing=colander.drop)


class NewEnterpriseBody(EnterpriseBody):
    """Found by its code, or made."""

    code = Node(Text(40), title="")


class MergeBody(colander.MappingSchema):
    """``other`` is the code of the file that goes into this one."""

    other = Node(Text(40), title="")
    reason = Node(Text(2000, lines=True), title="")


class KeeperBody(colander.MappingSchema):
    """The id of the keeper."""

    keeper = Node(Text(100), title="")
    reason = Node(Text(2000, lines=True), title="", missing="")


class EnterprisesQuery(colander.MappingSchema):
    """Whose code or name begins with ``q``; ``after`` is the last code of the page before."""

    q = Node(Text(200), title="", missing="")
    after = Node(Text(40), title="", missing="")
    limit = Node(Number(1, 200), title="", missing=50)


class MergingAnswer(colander.MappingSchema):
    """A file that was put into this one."""

    code = said()
    name = said()
    by = said()
    at = said()
    reason = said()


class EnterpriseAnswer(colander.MappingSchema):
    """A file; ``personal`` names the fields that are personal data, null for whoever may not see them."""

    code = said()
    codes = Texts()
    number = said()
    keeper = said()
    revision = counted()
    merged_into = said(nullable=True)
    mergings = several(MergingAnswer())
    names = Texts()
    personal = Texts()
    name = said()
    legal_representative = said(nullable=True)
    contact = said(nullable=True)
    phone = said(nullable=True)
    email = said(nullable=True)
    wechat = said(nullable=True)
    industry = said(nullable=True)
    scale = said(nullable=True)
    employees = colander.SchemaNode(Number(0, 10_000_000), title="", nullable=True)
    address = said(nullable=True)
    in_park = colander.SchemaNode(YesNo(), title="", nullable=True)
    park = said(nullable=True)
    output = said(nullable=True)
    products = said(nullable=True)
    laboratories = colander.SchemaNode(Number(0, 1000), title="", nullable=True)
    self_testing = colander.SchemaNode(YesNo(), title="", nullable=True)
    remarks = said(nullable=True)


class EnterprisesAnswer(colander.MappingSchema):
    """A page of files; ``next`` is what to send as ``after``, null at the end."""

    items = several(EnterpriseAnswer())
    next = said(nullable=True)


class DuplicatesAnswer(colander.MappingSchema):
    """Groups of codes that may be of one enterprise."""

    groups = several(Texts(title=""))
