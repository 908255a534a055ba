"""The settings of complaints: who handles, leads, supervises, is told (N28.3, N30, C2)."""

from collections.abc import Iterator, Mapping
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.events import SettingsChanged
from onestop_records.i18n import _
from onestop_records.models.site import Site
from onestop_records.security.principals import clearance
from onestop_records.services.batch import Maker

LISTS = ("handlers", "leaders")
PEOPLE = ("head", "supervisor")
TEXTS = ("category", "retention", "telephone", "email")


def change_terms(maker: Maker, values: Mapping[str, Any]) -> None:
    """Change them; raises Violations."""
    site, terms = maker.site, maker.site.complaints.terms
    given: dict[str, Any] = {name: tuple(values[name] or ()) for name in LISTS if name in values}
    given.update({name: values[name] or "" for name in (*PEOPLE, *TEXTS) if name in values})
    Violations.check(_wrong(maker, given))
    before = {name: getattr(terms, name) for name in given if getattr(terms, name) != given[name]}
    if not before:
        return
    for name in before:
        setattr(terms, name, given[name])
    terms.revision += 1
    names = {name: _told(site, value) for name, value in before.items()}
    after = {name: _told(site, given[name]) for name in before}
    maker.notify(SettingsChanged(maker.actor, "complaints", "settings", "", names, after))


def _told(site: Site, value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _wrong(maker: Maker, given: Mapping[str, Any]) -> Iterator[Violation]:
    site, today = maker.site, maker.clock.today()
    for name in (*LISTS, *PEOPLE):
        value = given.get(name, ())
        for person_id in value if isinstance(value, tuple) else [value] if value else []:
            person = site.people.get(person_id)
            if person is None or person.closed:
                yield Violation(name, _("There is no such person"))
            elif clearance(person, today) is None:
                yield Violation(name, _("An officer without an ordinary role handles no complaints"))
    terms = site.complaints.terms
    head, supervisor = (given.get(name, getattr(terms, name)) for name in PEOPLE)
    if head and head == supervisor:
        yield Violation("supervisor", _("The supervisor is somebody else than the head of the platform"))
    if given.get("category") and site.fonds.category(given["category"]) is None:
        yield Violation("category", _("There is no such category"))
    if given.get("retention") and site.retention.get(given["retention"]) is None:
        yield Violation("retention", _("There is no such retention class"))
