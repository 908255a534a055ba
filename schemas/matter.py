"""Matters of the public catalogue (W9-7.2), for the form and the API."""

import re
from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import SelectWidget, TextAreaWidget

from onestop_records.i18n import _
from onestop_records.models.limit import Limit
from onestop_records.models.matter import FORMS, Material
from schemas.answer import counted, said, several
from schemas.limit import UNITS, LimitAnswer
from schemas.lookup import coded, one_of
from schemas.nodes import Node, Number, Text, YesNo
from schemas.person import Field

DOMAINS = {
    "quality": _("Quality management"),
    "metrology": _("Metrology"),
    "standards": _("Standards"),
    "certification": _("Certification"),
    "accreditation": _("Accreditation"),
    "testing": _("Inspection and testing"),
    "intellectual-property": _("Intellectual property"),
    "brands": _("Brands"),
    "other": _("Other"),
}
KINDS = {
    "consultation": _("Consultation"),
    "instant": _("Instant"),
    "promised": _("Promised"),
    "escalated": _("Passed up"),
    "agency": _("Agency service"),
    "joint": _("Joint handling"),
}
FORM_WORDS = {
    "original": _("original"),
    "copy": _("copy"),
    "electronic": _("electronic"),
    "either": _("original or copy"),
}
# What one may write in a line of the form.
WRITTEN = {
    "原件": "original",
    "复印件": "copy",
    "电子": "electronic",
    "电子件": "electronic",
    "均可": "either",
    "原件或复印件": "either",
    **{form: form for form in FORMS},
}
SAID = {
    "original": "原件",
    "copy": "复印件",
    "electronic": "电子",
    "either": "均可",
    "optional": "选交",
}
OPTIONAL = frozenset({"选交", "视情况", "optional"})
SEPARATOR = re.compile(r"\s*[|｜]\s*")


class Materials(Text):
    """One material a line: ``name | form | copies | optional | note``; the result is ``Material`` objects."""

    def __init__(self) -> None:
        super().__init__(20_000, lines=True)

    def serialize(self, node: Any, appstruct: Any) -> Any:
        if appstruct in (colander.null, None):
            return colander.null
        request = (node.bindings or {}).get("request")
        chinese = request is None or request.locale_name == "zh_CN"
        return "\n".join(_line(material, SAID if chinese else {}) for material in appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if isinstance(cstruct, tuple):
            return cstruct
        text = super().deserialize(node, cstruct)
        if text is colander.null:
            return text
        return tuple(_material(node, line) for line in text.splitlines() if line.strip())


def _line(material: Material, words: Mapping[str, str]) -> str:
    parts = [material.name, words.get(material.form, material.form), str(material.copies)]
    if not material.required or material.note:
        parts.append("" if material.required else words.get("optional", "optional"))
    return " | ".join([*parts, material.note] if material.note else parts)


def _material(node: Any, line: str) -> Material:
    parts = SEPARATOR.split(line.strip())
    name, form, copies, optional, note = (*parts, *[""] * 5)[:5]
    if (form and form not in WRITTEN) or len(parts) > 5 or (optional and optional not in OPTIONAL):
        raise colander.Invalid(node, _("Write “${line}” as: name | original | 1", mapping={"line": line}))
    if copies and not (copies.isascii() and copies.isdigit() and len(copies) < 3):
        raise colander.Invalid(node, _("Write “${line}” as: name | original | 1", mapping={"line": line}))
    return Material(name, WRITTEN.get(form, "original"), int(copies or 1), not optional, note)


def _long(title: Any, rows: int = 3, **options: Any) -> Field:
    return Field(Text(5000, lines=True), title=title, widget=TextAreaWidget(rows=rows), missing="", **options)


def _short(title: Any, limit: int = 500, **options: Any) -> Field:
    return Field(Text(limit), title=title, missing="", **options)


def _number(title: Any, name: str) -> Field:
    return Field(Number(1, 1000), name=name, title=title, missing=None)


def _unit(name: str) -> Node:
    return one_of(UNITS, _("Unit of time"), name=name, missing="", group="")


class MatterSchema(colander.MappingSchema):
    """Everything that the public is told of a matter, and whose files it makes."""

    title = Field(Text(200), title=_("Name of the matter"))
    domain = one_of(DOMAINS, _("Domain"), missing=colander.required, group="")
    kind = one_of(KINDS, _("Usually handled as"), missing=colander.required, group="")
    basis = _long(_("Basis"), 2)
    conditions = _long(_("Conditions"), 2)
    quantity = _short(_("Limit of quantity"))
    procedure = _long(_("Procedure"), 5, description=_("One step a line"))
    promised_number = _number(_("Promised limit"), "promised_number")
    promised_unit = _unit("promised_unit")
    legal_number = _number(_("Legal limit"), "legal_number")
    legal_unit = _unit("legal_unit")
    legal_rule = _short(_("Rule of the legal limit"), 200)
    materials = Field(
        Materials(),
        title=_("Materials"),
        widget=TextAreaWidget(rows=6),
        missing=(),
        description=_("One a line: name | original, copy, electronic or either | number | optional | note"),
    )
    fees = _short(_("Fees"))
    fee_basis = _short(_("Basis of the fees"))
    result = _short(_("Result"))
    unit = coded("units", _("Responsible unit"), group="")
    person = coded("people", _("Responsible person"), group="")
    deputy = coded("people", _("Deputy (AB post)"), group="")
    phone = _short(_("Telephone for complaints"), 100)
    retention = coded("retention", _("Retention class of its files"), group="")


class NewMatterSchema(MatterSchema):
    """A new matter; its code stays."""

    code = Field(Text(13), title=_("Code"), description=_("Such as JL-02; it stays"), insert_before="title")


class WithdrawSchema(colander.MappingSchema):
    """Why a matter is offered no more."""

    reason = Field(Text(2000, lines=True), title=_("Reason"), widget=TextAreaWidget(rows=3))


class SampleSchema(colander.MappingSchema):
    """Which material the attached file is a sample of."""

    number = Field(
        Number(0, 100),
        title=_("Material"),
        widget=colander.deferred(lambda node, bound: SelectWidget(values=bound["materials"])),
    )


class LimitBody(colander.MappingSchema):
    """A limit of time."""

    number = Node(Number(1, 1000), title="")
    unit = one_of(UNITS, _("Unit of time"), missing=colander.required)
    rule = Node(Text(200), title="", missing="")


class MaterialBody(colander.MappingSchema):
    """A material; its samples stay with its name."""

    name = Node(Text(200), title="")
    form = one_of(FORM_WORDS, _("Form"), missing="original")
    copies = Node(Number(1, 99), title="", missing=1)
    required = Node(YesNo(), title="", missing=True)
    note = Node(Text(500), title="", missing="")


class MaterialBodies(colander.SequenceSchema):
    """Materials in order."""

    material = MaterialBody(title="")


def _told(limit: int = 5000) -> Node:
    return Node(Text(limit, lines=True), title="", missing=colander.drop)


class MatterBody(colander.MappingSchema):
    """What is given is changed."""

    title = Node(Text(200), title="", missing=colander.drop)
    domain = one_of(DOMAINS, _("Domain"))
    kind = one_of(KINDS, _("Usually handled as"))
    basis = _told()
    conditions = _told()
    quantity = _told()
    procedure = _told()
    promised = LimitBody(title="", missing=colander.drop)
    legal = LimitBody(title="", missing=colander.drop)
    materials = MaterialBodies(title="", missing=colander.drop)
    fees = _told()
    fee_basis = _told()
    result = _told()
    unit = _told(100)
    person = _told(100)
    deputy = _told(100)
    phone = _told(100)
    retention = _told(100)


class NewMatterBody(MatterBody):
    """A new matter, a draft at first."""

    code = Node(Text(13), title="")
    title = Node(Text(200), title="")


class SampleBody(colander.MappingSchema):
    """An upload that is a sample."""

    upload = Node(Text(100), title="")


class MaterialAnswer(colander.MappingSchema):
    """A material; ``sample`` is the name of its sample file, null without one."""

    name = said()
    form = said()
    copies = counted()
    required = colander.SchemaNode(YesNo(), title="")
    note = said()
    sample = said(nullable=True)


class MatterAnswer(colander.MappingSchema):
    """A matter; ``responsible`` and ``deputy`` are names, as the public is told them."""

    code = said()
    state = said()
    revision = counted()
    title = said()
    domain = said()
    kind = said()
    basis = said()
    conditions = said()
    quantity = said()
    procedure = said()
    promised = LimitAnswer(title="", nullable=True)
    legal = LimitAnswer(title="", nullable=True)
    materials = several(MaterialAnswer())
    fees = said()
    fee_basis = said()
    result = said()
    unit = said()
    responsible = said()
    deputy = said()
    phone = said()
    retention = said()


class MattersAnswer(colander.MappingSchema):
    """Matters by domain and code."""

    items = several(MatterAnswer())


def limit_of(number: int | None, unit: str, rule: str) -> Limit | None:
    """The limit that three fields of a form make, None when there is no number."""
    return Limit(unit or "working-days", number, rule) if number else None
