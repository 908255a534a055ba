"""What is over is taken out of the store: sessions, tokens, marks of sign-ins."""

from datetime import datetime, timedelta

from onestop_records.models.site import Site
from onestop_records.models.throttle import ThrottleMarks
from onestop_records.security import sessions, tokens

KEPT = timedelta(days=30)  # an ended token stays that long, for whoever asks what it was


def purge(site: Site, now: datetime, idle: timedelta) -> int:
    """Return how many went."""
    marks = ThrottleMarks(site.throttle_marks).purge(now)
    return marks + sessions.purge(site, now, idle) + tokens.purge(site, now - KEPT)
