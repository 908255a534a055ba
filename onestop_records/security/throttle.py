"""How often a sign-in may fail: per account and address, per address, and per account.

Nobody can shut a person out for good: every limit is over after a quarter of an hour, and an address from
which the person has signed in before is not counted with the account's strangers. Attempts beyond a limit
leave no further marks.
"""

from datetime import datetime, timedelta

from BTrees.OOBTree import OOBTree

from onestop_records.models.throttle import ThrottleMarks

WINDOW = timedelta(minutes=15)
FAMILIAR = timedelta(days=30)
PAIR_LIMIT = 5  # one account from one address
STRANGERS_LIMIT = 20  # one account from all addresses it has not been used from
ADDRESS_LIMIT = 60  # a whole office may stand behind one address


class Throttle:
    """Sign-in attempts of the last quarter of an hour."""

    def __init__(self, marks: OOBTree) -> None:
        self.marks = ThrottleMarks(marks)

    def wait(self, username: str, address: str, now: datetime) -> int:
        """Seconds until the next attempt may be made; 0 at once."""
        ends = [now]
        for subject, limit in self._limits(username, address, now):
            found = self.marks.in_force(subject, now, limit)
            if len(found) == limit:
                ends.append(found[0])
        return int((max(ends) - now).total_seconds())

    def failed(self, username: str, address: str, now: datetime) -> None:
        """Note a failure."""
        for subject, _ in self._limits(username, address, now):
            self.marks.add(subject, now + WINDOW)

    def succeeded(self, username: str, address: str, now: datetime) -> None:
        """Forget the failures of this account from here, and know the address."""
        self.marks.forget(_pair(username, address))
        ends = self.marks.in_force(_familiar(username, address), now, 1)
        if not ends or ends[0] - now < FAMILIAR / 2:
            self.marks.forget(_familiar(username, address))
            self.marks.add(_familiar(username, address), now + FAMILIAR)

    def _limits(self, username: str, address: str, now: datetime) -> list[tuple[str, int]]:
        limits = [(_pair(username, address), PAIR_LIMIT), (f"address {address}", ADDRESS_LIMIT)]
        if not self.marks.in_force(_familiar(username, address), now, 1):
            limits.append((f"strangers {username}", STRANGERS_LIMIT))
        return limits


def _pair(username: str, address: str) -> str:
    return f"pair {username} {address}"


def _familiar(username: str, address: str) -> str:
    return f"familiar {username} {address}"
