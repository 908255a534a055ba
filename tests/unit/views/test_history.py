"""Entries in words."""

from onestop_records import events
from onestop_records.events import Actor, Event, RecordEvent
from views.history import ACTS, shown


def test_every_event_has_a_word():
    kinds = {kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event)}
    acts = {kind(Actor("p"), "s").act for kind in kinds - {Event, RecordEvent}}
    assert acts <= ACTS.keys()


def test_values_are_shown_short():
    assert shown({"room": "101", "pages": [1, 2]}) == "room 101, pages 1, 2"
    assert shown(None) == ""
    assert len(shown("长" * 1000)) == 300
