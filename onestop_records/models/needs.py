"""The form on which an enterprise says what it needs (质量基础设施服务需求表, S appendix A), as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from translationstring import TranslationString

from onestop_records.i18n import _

Words = Mapping[str, TranslationString]

BASICS: Words = {  # 企业基本情况; kinds other than a text stand in ``KINDS``
    "number": _("Number of the form"),
    "filled_on": _("Filled in on"),
    "name": _("Name of the enterprise"),
    "legal_representative": _("Legal representative"),
    "code": _("Unified social credit code"),
    "industry": _("Industry"),
    "contact": _("Contact person"),
    "scale": _("Size of the enterprise"),
    "employees": _("Number of employees"),
    "phone": _("Telephone"),
    "address": _("Address of the enterprise"),
    "email": _("E-mail or WeChat"),
    "in_park": _("In an industrial park"),
    "park": _("Name of the park"),
    "output": _("Output value"),
    "products": _("Main products"),
    "laboratories": _("Number of own laboratories"),
    "self_testing": _("They meet its own testing needs"),
}
KINDS = {
    "filled_on": "day",
    "in_park": "yes-no",
    "self_testing": "yes-no",
    "employees": "number",
    "laboratories": "number",
}


@dataclass(frozen=True)
class Column:
    """One column of a table: its kind is ``text``, ``number``, ``day`` or ``choice``."""

    title: TranslationString
    kind: str = "text"
    choices: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One of the parts 一 to 八: what is ticked; each has ``other`` besides."""

    title: TranslationString
    ticks: Words


EQUIPMENT_NEEDS = {
    "A": _("Supervised inspection of the product"),
    "B": _("First inspection"),
    "C": _("Regular inspection"),
    "D": _("Supervised inspection of installation, change or major repair"),
    "E": _("Something else"),
}
OPERATOR_ITEMS = {
    "A": _("Boilers"),
    "B": _("Pressure vessels"),
    "C": _("Gas cylinders"),
    "D": _("Lifts"),
    "E": _("Hoisting"),
    "F": _("Passenger ropeways"),
    "G": _("Motor vehicles within a site"),
    "H": _("Large amusement devices"),
    "I": _("Repair of safety accessories"),
    "J": _("Welding of special equipment"),
    "K": _("Safety management of special equipment"),
}
TRAINING = {
    "own": _("Trained by the enterprise"),
    "agency": _("Trained by an agency"),
    "none": _("Not trained yet"),
}
PARTS: Mapping[str, Part] = {
    "quality": Part(
        _("1 Quality management"),
        {
            "award": _("Applying for government quality awards"),
            "zone": _("Applying as a park for a demonstration zone of quality and brands"),
            "brand-value": _("Taking part in brand valuation"),
            "chief-officer": _("Setting up a chief quality officer"),
            "quality-month": _("Quality month and other events"),
            "advice": _("Advice on quality management"),
        },
    ),
    "metrology": Part(
        _("2 Metrology"),
        {"training": _("Training in metrology"), "green-channel": _("Green channel for verification")},
    ),
    "standards": Part(
        _("3 Standards"),
        {
            "training": _("Training in standardisation"),
            "project": _("Advice on proposing a standard"),
            "pilot": _("Advice on pilot projects of standardisation"),
            "duplicates": _("Looking for duplicates of a local standard"),
            "search": _("Searching standards"),
        },
    ),
    "certification": Part(
        _("4 Certification"),
        {
            "training": _("Training of staff"),
            "system": _("Certification of the quality management system"),
            "green-building": _("Certification of green building materials"),
            "bodies": _("Looking up certification bodies"),
        },
    ),
    "accreditation": Part(
        _("5 Accreditation"),
        {"policy": _("Advice on documents and policy"), "testing": _("Technical advice on testing")},
    ),
    "testing": Part(_("6 Inspection and testing"), {}),
    "intellectual-property": Part(
        _("7 Intellectual property"),
        {
            "apply": _("Applying for rights"),
            "channel": _("Opening a channel for patent applications"),
            "advice": _("Advice on patents"),
            "training": _("Training on patents"),
        },
    ),
    "other": Part(_("8 Other"), {}),
}
REMARKS = Column(_("Remarks"))
TABLES: Mapping[str, tuple[TranslationString, Mapping[str, Column]]] = {
    "food": (
        _("Testing of food and drugs"),
        {"product": Column(_("Product")), "standard": Column(_("Standard followed")), "remarks": REMARKS},
    ),
    "equipment": (
        _("Inspection of special equipment"),
        {
            "type": Column(_("Type of equipment")),
            "count": Column(_("Number of devices"), "number"),
            "next_inspection": Column(_("Next inspection on"), "day"),
            "need": Column(_("Need"), "choice", EQUIPMENT_NEEDS),
            "remarks": REMARKS,
        },
    ),
    "operators": (
        _("Examination of operators of special equipment"),
        {
            "trade": Column(_("Trade")),
            "posts": Column(_("Posts on the staff"), "number"),
            "number": Column(_("Number of people"), "number"),
            "item": Column(_("Item of the examination"), "choice", OPERATOR_ITEMS),
        },
    ),
    "tests": (
        _("Testing of product quality"),
        {
            "product": Column(_("Product")),
            "items": Column(_("Items to test")),
            "basis": Column(_("Method or requirement")),
            "remarks": REMARKS,
        },
    ),
    "instruments": (
        _("Verification of measuring instruments"),
        {
            "name": Column(_("Instrument")),
            "range": Column(_("Range")),
            "class": Column(_("Accuracy class")),
            "number": Column(_("Serial number")),
            "maker": Column(_("Maker")),
            "traceability": Column(_("Way of traceability")),
            "last": Column(_("Last traced by whom and when")),
            "valid_until": Column(_("Valid until"), "day"),
        },
    ),
}
OF_TESTING = ("training", *TABLES)  # fields that belong to the part on testing
DUE = {"equipment": ("next_inspection", "type"), "instruments": ("valid_until", "name")}  # day, what


def due_days(needs: Mapping[str, Any]) -> Iterator[tuple[str, date, str]]:
    """Triples (place in the form, day, what it is about) of everything that falls due."""
    for table, (day, what) in DUE.items():
        for position, row in enumerate(needs.get(table) or ()):
            if row.get(day):
                yield f"{table}-{position}", row[day], str(row.get(what) or "")


def parts_filled(needs: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts in which something is wanted."""
    testing = any(needs.get(name) for name in OF_TESTING)
    return tuple(name for name in PARTS if needs.get(name) or (name == "testing" and testing))
