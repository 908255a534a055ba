"""Appointments (预约, H8.1; S5.6.2, C10): a place at a window, a visit at the client's, help on a holiday.

They are called bookings in code: an ``Appointment`` is a post that somebody holds (``models.person``).
"""

import secrets
from datetime import date, datetime
from typing import Any

from persistent import Persistent

from onestop_records.models.disposal import Move

WINDOW, HOME, HOLIDAY = "window", "home", "holiday"
KINDS = (WINDOW, HOME, HOLIDAY)
BOOKED, CAME, CANCELLED, MISSED = "booked", "came", "cancelled", "missed"
CLIENT = ""  # who made or cancelled it, when it was the client
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
PERSONAL = ("name", "phone", "email", "address", "what", "reason", "code")


class Booking(Persistent):
    """One appointment of one client. ``place`` is the key of its place at a window, empty for others.

    ``at`` and ``until`` are instants, UTC; ``local`` the first of them as the house reads it
    (``2026-11-24T09:00``), ``end`` its end (``09:30``). ``person`` is the colleague who sees to it, empty:
    whoever is at the window.
    ``code`` is the digest of the client's code; ``by_client`` tells that the client took it back.
    ``case`` is the id of the case it led to. Names and the like are erased after a time (``erased_at``).
    """

    __parent__: Any = None
    state = BOOKED
    revision = 1
    kind = WINDOW
    matter = ""
    place = ""
    person = ""
    name = ""
    phone = ""
    email = ""
    address = ""
    what = ""
    reason = ""
    code = ""
    language = ""
    made_by = CLIENT
    by_client = False
    case = ""
    reminded = False
    erased_at: datetime | None = None
    moves: tuple[Move, ...] = ()

    def __init__(self, booking_id: str, unit: str, made_at: datetime) -> None:
        self.id = self.__name__ = booking_id
        self.unit = unit
        self.made_at = made_at
        self.number = ""

    def set_time(self, local: datetime, at: datetime, until: datetime) -> None:
        """When it is; ``local`` is ``at`` without its zone."""
        self.local = f"{local:%Y-%m-%dT%H:%M}"
        self.end = f"{local + (until - at):%H:%M}"
        self.at, self.until = at, until

    @property
    def day(self) -> date:
        """The day on which it is, in the house's time zone."""
        return date.fromisoformat(self.local[:10])

    @property
    def open(self) -> bool:
        """Nobody has said yet what came of it."""
        return self.state == BOOKED

    def forget(self, at: datetime) -> None:
        """Who it was and what they wanted is known no longer."""
        for name in PERSONAL:
            setattr(self, name, "")
        self.moves = tuple(Move(move.name, move.person, move.at) for move in self.moves)
        self.erased_at = at


def new_number(day: date) -> str:
    """``YY1124-K7Q4M``: its day, and signs that nobody can count up; no counter that all would write."""
    return f"YY{day:%m%d}-{_signs(5)}"


def new_code() -> str:
    """What the client cancels with, shown once: 30 bits, and few attempts are let through."""
    return _signs(6)


def _signs(count: int) -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(count))


def digits(phone: str) -> str:
    """What tells a telephone: its digits, without the prefix of the country."""
    found = "".join(sign for sign in phone if sign.isascii() and sign.isdigit())
    return found.removeprefix("0086") if found.startswith("0086") else _without_prefix(found)


def _without_prefix(found: str) -> str:
    return found[2:] if len(found) == 13 and found.startswith("86") else found
