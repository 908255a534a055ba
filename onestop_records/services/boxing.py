"""A record's box and its description agree: whoever changes the one changes the other.

Descriptions name places in words and come in by many ways (forms, API, import, filing). A listener puts a
record into the box that stands where its description says, and takes it out when that says otherwise.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pyramid.config import Configurator

from onestop_records.clock import Clock
from onestop_records.errors import Violation
from onestop_records.events import (
    Event,
    RecordCaptured,
    RecordDescribed,
    RecordDestroyed,
    RecordFiled,
    RecordTransferred,
)
from onestop_records.i18n import _
from onestop_records.models.box import Box, path_of
from onestop_records.models.record import Record
from onestop_records.models.site import Site

FOLLOWED = (RecordCaptured, RecordDescribed, RecordFiled, RecordDestroyed, RecordTransferred)


def box_for(site: Site, place: Mapping[str, str], carrier: str, volume: str | None) -> Box | None:
    """The box in which a record so described stands; items stand with their volume."""
    if volume or carrier == "electronic" or not place.get("box"):
        return None
    return site.boxes.at(path_of(place))


def crowded(site: Site, fields: Mapping[str, Any], record: Record | None = None) -> Iterator[Violation]:
    """A box takes no more than its capacity: asked before a description is written."""
    carrier = fields.get("carrier") or "electronic"
    box = box_for(site, fields.get("place") or {}, carrier, fields.get("volume"))
    inside = record is not None and box is not None and record.id in box.records
    if box is not None and not inside and not box.free:
        yield Violation("place.box", full(box))


def crowded_together(site: Site, records: Iterable[Record]) -> Iterator[Violation]:
    """The same for several whose places have been set, and which go into their boxes when they are filed."""
    entering: Counter[str] = Counter()
    for record in records:
        box = box_for(site, record.place, record.carrier, record.volume)
        if box is not None and record.id not in box.records:
            entering[box.id] += 1
    for box_id, count in entering.items():
        if count > site.boxes[box_id].free:
            yield Violation("box", full(site.boxes[box_id]))


def full(box: Box) -> Any:
    """The words for a box that takes no more."""
    return _("Box ${box} is full: it takes ${count}", mapping={"box": box.name, "count": box.capacity})


def following(site: Site, clock: Clock) -> Callable[[Event], None]:
    """The listener. It refuses nothing: what has happened has happened."""

    def follow(event: Event) -> None:
        record = site.records.get(event.subject) if isinstance(event, FOLLOWED) else None
        if record is None:
            return
        wanted = None if record.gone else box_for(site, record.place, record.carrier, record.volume)
        present = site.boxes.of(record.id)
        if wanted is present:
            return
        if wanted is not None and not wanted.free:
            return  # asked before; what was described before the box was entered stays beside it
        if present is not None:
            site.boxes.take(record.id)
        if wanted is not None:
            site.boxes.put(wanted, record.id)

    return follow


def includeme(config: Configurator) -> None:
    config.add_event_listener(following)
