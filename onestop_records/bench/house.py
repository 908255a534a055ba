"""The house to which made-up cases come: who handles them, for which clients, and what is asked."""

import random
from dataclasses import dataclass
from typing import Any

from onestop_records.demo.archive import new_password
from onestop_records.demo.people import BEGIN
from onestop_records.interfaces import IPeople
from onestop_records.models.creditcode import check_character
from onestop_records.models.enterprise import Enterprise
from onestop_records.models.person import Appointment

DEMONSTRATED = ("clerk", "clerk2", "staff", "staff2")
CASES_EACH = 2500  # that somebody handles in the years
CASES_OF_ONE = 25  # that come from an enterprise
LARGE = 0.04  # of all cases come from the largest


def credit_code(number: int) -> str:
    """One that is valid."""
    first = f"91330200MA{number:07}"
    return first + check_character(first)


@dataclass(frozen=True)
class House:
    """Ids of those who handle and who lead; how many enterprises; matters (code, title)."""

    handlers: tuple[str, ...]
    managers: tuple[str, ...]
    enterprises: int
    matters: tuple[tuple[str, str], ...]

    def enterprise(self, chance: random.Random) -> str:
        """The code of a client; the first one comes as often as hundreds of others."""
        return credit_code(0 if chance.random() < LARGE else chance.randrange(self.enterprises))

    def matter(self, chance: random.Random) -> tuple[str, str]:
        """Some are asked for far more often than others."""
        return self.matters[int(len(self.matters) * chance.random() ** 2)]


def settle(request: Any, cases: int) -> House:
    """Employ as many as so many cases want; the caller commits."""
    site, people = request.site, request.find_service(IPeople)
    for number in range(len(DEMONSTRATED), cases // CASES_EACH):
        post = Appointment("QYB", "CK", BEGIN)
        people.add(f"window{number}", f"窗口{number}", new_password(), ("staff", "clerk"), (post,))
    known = {person.username: person.id for person in site.people.values()}
    windows = sorted(name for name in known if name.startswith("window"))
    return House(
        tuple(known[name] for name in (*DEMONSTRATED, *windows)),
        tuple(known[name] for name in ("manager", "manager2")),
        max(100, cases // CASES_OF_ONE),
        tuple((matter.code, matter.title) for matter in site.matters.values()),
    )


def found(request: Any, number: int) -> None:
    """An enterprise, if there is none of that code."""
    code = credit_code(number)
    if code not in request.site.enterprises:
        request.site.enterprises.add(Enterprise(code, {"name": f"第{number}文具厂"}))
