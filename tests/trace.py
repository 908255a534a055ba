"""Listening to what a unit of work tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from onestop_records.events import Event
from onestop_records.interfaces import INotifier


@contextmanager
def heard(request: Any) -> Iterator[list[Event]]:
    """The events that ``request`` notifies inside the block, in order."""
    notifier, events = request.find_service(INotifier), []
    before = notifier.listeners
    notifier.listeners = (*before, events.append)
    yield events
    notifier.listeners = before
