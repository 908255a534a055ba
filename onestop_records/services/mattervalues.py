"""Values of matters: what is wrong with them, what the audit trail is told, what is shipped."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.limit import WORKING_DAYS, Limit
from onestop_records.models.matter import FORMS, Material
from onestop_records.models.site import Site

SHIPPED = "matters.csv"
MOST_MATERIALS = 60


def shipped(site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    """Codes and values of the items of S5; units and classes that this house doesn't have are left open."""
    text = (files(__package__) / SHIPPED).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        code, legal, promised = row.pop("code"), row.pop("legal"), row.pop("promised")
        basis = row["basis"]
        yield (
            code,
            {
                **row,
                "procedure": row["procedure"].replace("；", "\n"),
                "legal": Limit(WORKING_DAYS, int(legal), basis) if legal else None,
                "promised": Limit(WORKING_DAYS, int(promised), basis) if promised else None,
                "materials": tuple(material(text) for text in row["materials"].split("|") if text),
                "unit": row["unit"] if row["unit"] in site.units else "",
                "retention": row["retention"] if row["retention"] in site.retention else "",
            },
        )


def with_samples(materials: tuple[Material, ...], known: tuple[Material, ...]) -> tuple[Material, ...]:
    """Samples stay with the names of their materials."""
    samples = {material.name: material.sample for material in known}
    return tuple(replace(each, sample=each.sample or samples.get(each.name)) for each in materials)


def pair(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is judged together with what changes."""
    return {name: values[name] for name in ("title", "promised", "legal", "person", "deputy")}


def material(text: str) -> Material:
    """``name/form/copies`` with ``?`` before what is wanted only sometimes."""
    name, form, copies = text.strip().split("/")
    return Material(name.removeprefix("?"), form, int(copies), required=not name.startswith("?"))


def wrong_limits(promised: Limit | None, legal: Limit | None) -> Iterator[Violation]:
    """S7.2: what is promised is never longer than the law allows."""
    if promised is None or legal is None:
        return
    within = promised.within(legal)
    if within is None:
        yield Violation("promised", _("Days and working days cannot be compared: give both in one unit"))
    elif not within:
        yield Violation("promised", _("What is promised is never longer than the law allows"))


def wrong_materials(materials: tuple[Material, ...]) -> Iterator[Violation]:
    if len(materials) > MOST_MATERIALS:
        yield Violation("materials", _("At most ${limit} entries, please", mapping={"limit": MOST_MATERIALS}))
    names = [material.name.strip() for material in materials]
    if "" in names or len(set(names)) < len(names):
        yield Violation("materials", _("Each material has a name of its own"))
    if any(material.form not in FORMS or not 1 <= material.copies <= 99 for material in materials):
        yield Violation("materials", _("Say original, copy, electronic or either, and 1 to 99 of each"))


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values for the audit trail."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Limit):
            found[name] = f"{value.number} {value.unit} ({value.rule})"
        elif name == "materials":
            found[name] = [f"{m.name} ({m.form} × {m.copies})" for m in value]
        else:
            found[name] = value
    return found
