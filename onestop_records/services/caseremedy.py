"""Appeals, reports of misconduct, petitions, opinions: what they name, what follows (C10, W3-17, S8.1)."""

from collections.abc import Iterator, Mapping
from typing import Any

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.case import SHIELDED, Case
from onestop_records.models.improvement import Improvement
from onestop_records.models.site import Site
from onestop_records.services.caseacting import Acting
from onestop_records.services.complaintvalues import telling


def remedy_violations(site: Site, actor: str, values: Mapping[str, Any]) -> Iterator[Violation]:
    """An appeal names a case with a result; nobody receives the report about themselves."""
    against, reported = _text(values, "against"), _text(values, "reported")
    if values.get("kind") == "appeal":
        first = _numbered(site, against)
        if first is None or not first.outcome:
            yield Violation("against", _("Give the number of the case whose result it is against"))
    elif against:
        yield Violation("against", _("Only an appeal is against the result of another case"))
    if reported and values.get("kind") != "misconduct":
        yield Violation("reported", _("Only a report of misconduct says who is reported"))
    elif reported and reported not in site.people:
        yield Violation("reported", _("There is no such person."))
    elif reported and reported == actor:
        yield Violation("reported", _("Somebody else has to receive a report about you"))
    if values.get("kind") in SHIELDED:
        named = (_text(values, name) for name in ("name", "contact", "phone", "email"))
        yield from telling([word for word in named if len(word) > 1], "title", _text(values, "title"))


def remedy(site: Site, case: Case, values: Mapping[str, Any]) -> None:
    """Note what it is against and who is reported."""
    first = _numbered(site, _text(values, "against"))
    case.against = first.id if first is not None else ""
    case.reported = tuple(name for name in (_text(values, "reported"),) if name)


def shut_out(site: Site, case: Case) -> None:
    """Who is reported knows nothing of it, by any way in."""
    if case.reported:
        site.records[case.file].denied = case.reported


def publish(acting: Acting, case: Case) -> None:
    """How something is improved, and the result, for everybody to read (S8.1.1)."""
    made = acting.making
    subject, way = acting.required("subject"), acting.required("way")
    entry = Improvement(case.id, subject, way, acting.text("result"), made.person, made.now)
    case.improvements = (*case.improvements, entry)
    acting.site.cases.improvements.add(entry)


def _numbered(site: Site, number: str) -> Case | None:
    found = site.cases.numbers.get(number) if number else None
    return site.cases[found] if found else None


def _text(values: Mapping[str, Any], name: str) -> str:
    return str(values.get(name) or "").strip()
