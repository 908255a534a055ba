"""A new case: what it must say, what it begins with, how its file is described on the first day."""

from collections.abc import Iterator, Mapping
from typing import Any

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.access import SENSITIVE
from onestop_records.models.case import CHANNELS, KINDS, MARKS, Case
from onestop_records.models.casefacts import Applicant, Material
from onestop_records.models.disposal import Move
from onestop_records.models.identity import new_id
from onestop_records.models.matter import Matter
from onestop_records.models.site import Site
from onestop_records.services.batch import Maker
from onestop_records.services.caseremedy import remedy, remedy_violations
from onestop_records.workflow.case import PROCESS

CATEGORY = "ZY·BJ"  # 专业档案 · 办件; the archivist chooses when the house has none


def wrong(site: Site, person: str, values: Mapping[str, Any]) -> Iterator[Violation]:
    """What hinders entering it, all at once."""
    if values.get("kind") not in KINDS or values.get("kind") == "returned":
        yield Violation("kind", _("Choose how the case is handled"))
    if values.get("channel") not in CHANNELS:
        yield Violation("channel", _("Say how it came"))
    matter = site.matters.get(values.get("matter") or "")
    if values.get("matter") and (matter is None or not matter.public):
        yield Violation("matter", _("There is no such matter in the catalogue"))
    if not (values.get("title") or "").strip() and matter is None:
        yield Violation("title", _("Say what is asked, or choose a matter"))
    if not (values.get("name") or "").strip():
        yield Violation("name", _("Say who asks"))
    yield from remedy_violations(site, person, values)


def entered(maker: Maker, number: int, applicant: Applicant, values: Mapping[str, Any]) -> Case:
    """A new case with what was said of it."""
    now, today = maker.clock.now(), maker.clock.today()
    matter: Matter | None = maker.site.matters.get(values.get("matter") or "")
    person = maker.site.people[maker.actor.person]
    case = Case(new_id(), now)
    case.number = f"BJ{today.year}-{number:05}"
    case.state = PROCESS.initial
    case.kind, case.channel = values["kind"], values["channel"]
    if matter is not None:
        case.matter, case.matter_title = matter.id, matter.title
        case.materials = wanted(matter)
    case.title = (values.get("title") or "").strip() or case.matter_title
    case.content = (values.get("content") or "").strip()
    case.marks = tuple(name for name in MARKS if name in (values.get("marks") or ()))
    case.applicant = applicant
    remedy(maker.site, case, values)
    case.first_responder = case.handler = person.id
    case.unit = next(iter(sorted(person.units(today))), "")
    case.moves = (Move("enter", person.id, now),)
    return case


def described(site: Site, case: Case) -> dict[str, Any]:
    """How its file is described on the first day."""
    matter = site.matters.get(case.matter)
    asker = Applicant("") if case.shielded else case.applicant
    words = {
        "title": f"{asker.name or case.number}：{case.title}",
        "matter": case.matter,
        "applicant": asker.name,
        "abstract": case.content,
        "enterprise": asker.enterprise,
        "classification": "internal",
        "data_category": _category_of(case),
        "category": CATEGORY if site.fonds.category(CATEGORY) is not None else "",
        "retention": matter.retention if matter is not None else "",
        "case_kind": case.kind,
        "case_state": case.state,
        "in_time": "running",
    }
    return {name: value for name, value in words.items() if value}


def _category_of(case: Case) -> str:
    """How sensitive its file is; what is sensitive is known to people by name alone."""
    if case.shielded:
        return SENSITIVE
    return "enterprise" if case.applicant.enterprise else "personal"


def wanted(matter: Matter) -> tuple[Material, ...]:
    """The matter's list as a case begins with it."""
    return tuple(
        Material(number, material.name, material.required, material.form, material.copies)
        for number, material in enumerate(matter.materials, 1)
    )
