"""Sessions live on the server; the browser has only a random id, the store only its digest."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from persistent import Persistent


class Session(Persistent):
    """One sign-in of one person; the key in ``site.sessions`` is the digest of the cookie's id.

    ``epoch`` is the person's at sign-in: raising that one ends all sessions at once. ``flash`` holds
    pairs (queue, message) for the next page; ``values`` small plain values that outlive a page.
    """

    def __init__(self, person: str, epoch: int, at: datetime, csrf_token: str) -> None:
        self.person = person
        self.epoch = epoch
        self.started_at = at
        self.used_at = at
        self.csrf_token = csrf_token
        self.flash: tuple[tuple[str, Any], ...] = ()
        self.values: Mapping[str, Any] = {}
