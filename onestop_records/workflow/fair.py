"""Nobody judges what they have done themselves: appeals (W3-17) and reports of misconduct (C10, as N33)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.absence import stands_in_for
from onestop_records.models.case import Case
from onestop_records.models.hierarchy import barring
from onestop_records.workflow.process import Making


def unfair(site: Any, case: Case, person_id: str, day: date) -> Iterator[Violation]:
    """Why a person may not judge this case: they answer for what is appealed against, or stand under whom
    is reported."""
    first = site.cases.get(case.against) if case.against else None
    if first is not None and person_id in first.settled_by:
        yield Violation("against", _("Somebody else than who answers for that result handles the appeal"))
    person = site.people.get(person_id)
    if person is not None and barring(site, person, case.reported, day):
        yield Violation("reported", _("Neither who is reported nor their subordinates handle the report"))


def knows_asker(site: Any, case: Case, person_id: str, day: date) -> bool:
    """Who reports misconduct is told to who handles the report alone, or acts for them today (C10)."""
    person = site.people.get(person_id)
    if not case.shielded or person is None:
        return not case.shielded
    return bool(case.handling & {person_id, *stands_in_for(site.people, person, day)})


def fair(case: Case, making: Making) -> Iterator[Violation]:
    """Neither who acts nor for whom they act."""
    people = {} if making.system else dict.fromkeys((making.person, case.handler))
    found = (wrong for person in people for wrong in unfair(making.site, case, person, making.today))
    yield from {wrong.field: wrong for wrong in found}.values()


def fair_taker(case: Case, making: Making) -> Iterator[Violation]:
    """Who takes it over, and for whom."""
    people = dict.fromkeys((making.person, case.offer.to if case.offer else making.person))
    found = (wrong for person in people for wrong in unfair(making.site, case, person, making.today))
    yield from {wrong.field: wrong for wrong in found}.values()
