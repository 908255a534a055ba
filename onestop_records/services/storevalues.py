"""What rooms, boxes, keys and findings are told, held against the rules; and who answers for them."""

from collections.abc import Iterator
from typing import Any

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.keeping import take_on
from onestop_records.models.site import Site
from onestop_records.workflow.duties import OFFICES

NAME = 60  # characters, as the places of descriptions have them
NOTE = 2000
ROOM, KEY, BOX, FINDING = "room", "key", "box", "finding"
END = "\uffff"


def wrong_name(field: str, text: str, limit: int = NAME) -> Iterator[Violation]:
    """A name is there, short, and can be printed."""
    if not text or len(text) > limit or not text.isprintable():
        message = _("1 to ${limit} printable characters, please", mapping={"limit": limit})
        yield Violation(field, message)


def wrong_note(field: str, text: str) -> Iterator[Violation]:
    """A note is not too long."""
    if len(text) > NOTE or not text.replace("\n", "").isprintable():
        message = _("At most ${limit} printable characters, please", mapping={"limit": NOTE})
        yield Violation(field, message)


def wrong_person(site: Site, field: str, person_id: str) -> Iterator[Violation]:
    """Whoever answers for something works in the house and has an account that is open."""
    person = site.people.get(person_id)
    if person is None or person.closed or person.roles <= OFFICES:
        yield Violation(field, _("Choose somebody of the house whose account is open"))


def give(site: Site, kind: str, thing_id: str, before: str, after: str) -> None:
    """Note who answers for a thing from now on; empty for nobody. Raises Violations for a closed account."""
    if before:
        site.stored.pop((before, kind, thing_id), None)
    if after:
        take_on(site.keepings, site.people[after])
        site.stored[(after, kind, thing_id)] = None


def answered_for(site: Site, person_id: str, kind: str) -> Iterator[str]:
    """The ids of the things of a kind that a person answers for."""
    keys: Any = site.stored.keys(min=(person_id, kind, ""), max=(person_id, kind, END))
    return (thing_id for _person, _kind, thing_id in list(keys))
