"""What is said when a complaint is registered, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from onestop_records.clock import Clock
from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.complaint import CHANNELS, SCOPE
from onestop_records.models.site import Site

NOON = time(12)


def instant_of(clock: Clock, day: date | None) -> datetime:
    """When it came: noon of an earlier day, else now. The day itself does not count, whatever the hour."""
    now = clock.now()
    if day is None or day == clock.today():
        return now
    return datetime.combine(day, NOON, clock.local(now).tzinfo).astimezone(UTC)


def wrong(site: Site, values: Mapping[str, Any], received: datetime, now: datetime) -> Iterator[Violation]:
    """All that keeps it from being registered; a complaint is never refused for lack of a name or proof."""
    if values.get("channel") not in CHANNELS:
        yield Violation("channel", _("Say how the complaint came"))
    if not (values.get("facts") or "").strip():
        yield Violation("facts", _("Say what happened"))
    if any(each not in SCOPE for each in values.get("scope") or ()):
        yield Violation("scope", _("There is no such entry"))
    if values.get("unit") and site.units.get(values["unit"]) is None:
        yield Violation("unit", _("There is no such unit"))
    if received > now:
        yield Violation("received", _("This day has not come yet"))
    if values.get("signed_as") and not values.get("name"):
        yield Violation("signed_as", _("Only a signed complaint is signed for"))


def shields(words: Sequence[str], field: str, text: str) -> None:
    """What others than the handlers read does not say who complained or reported. Raises Violations."""
    Violations.check(telling(words, field, text))


def telling(words: Sequence[str], field: str, text: str) -> Iterator[Violation]:
    """The violation, when one of these words, which tell who it was, stands in a text."""
    if any(word in text for word in words):
        yield Violation(field, _("This says who complained; only the handlers may know that"))
