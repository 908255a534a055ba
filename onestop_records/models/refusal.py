"""Refusals, counted until their minute is over and they become one entry."""

from datetime import datetime

from persistent import Persistent

from onestop_records.models.entry import ANONYMOUS, Entry


def minute_of(instant: datetime) -> str:
    """The minute an instant lies in, as ISO 8601."""
    return instant.isoformat(timespec="minutes")


class RefusalTally(Persistent):
    """How often one person from one address was refused in one minute: (permission, subject) → times.

    A flood costs no more than ``LIMIT`` writes a minute: after that, further refusals are not told apart or
    counted.
    """

    LIMIT = 100

    def __init__(self, at: str, person: str, address: str, way: str) -> None:
        self.at = at
        self.person = person
        self.address = address
        self.way = way
        self.counts: dict[tuple[str, str], int] = {}

    @property
    def full(self) -> bool:
        """Nothing more is counted."""
        return sum(self.counts.values()) >= self.LIMIT

    def add(self, permission: str, subject: str) -> None:
        """Count one refusal."""
        self.counts = {**self.counts, (permission, subject): self.counts.get((permission, subject), 0) + 1}

    def entry(self) -> Entry:
        """What the trail keeps of it, under the person (or ``anonymous``)."""
        refused = [[*what, times] for what, times in self.counts.items()]
        return Entry(
            at=self.at,
            person=self.person,
            address=self.address,
            way=self.way,
            act="act-refused",
            subject=self.person or ANONYMOUS,
            kind="person",
            outcome="refused",
            after={"refused": refused, "full": self.full},
        )
