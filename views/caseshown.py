"""What pages and the API show of a case: its way, its clocks, who may do what next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.interfaces import ICases, IClock
from onestop_records.models.case import Case
from onestop_records.models.casefacts import Applicant
from onestop_records.models.casewords import CASE_STATES, DUE_STEPS
from onestop_records.models.record import Record
from onestop_records.models.waiting import Waiting
from views.stepper import Step

WAY = (
    ("received", ("enter",)),
    ("accepted", ("accept",)),
    ("in-progress", ("begin", "resume")),
    ("decided", ("decide",)),
    ("delivered", ("deliver",)),
    ("evaluated", ("evaluate",)),
    ("closed", ("close",)),
    ("archived", ("archive",)),
)
BESIDE = {"supplement": "received", "referred": "received", "returned": "in-progress"}
MOVES = {"supplement": ("supplement",), "referred": ("refer",), "returned": ("return", "decline")}
# What leads a case on stands as a button of its own, the rest in a list.
LEADING = (
    "accept",
    "supplement",
    "resume",
    "begin",
    "decide",
    "deliver",
    "publish",
    "take",
    "take-over",
    "close",
    "review",
    "report",
)


@dataclass(frozen=True)
class Limit:
    """A clock as the page says it."""

    name: str
    clock: Any
    late: bool


@dataclass(frozen=True)
class Shown:
    """A case for one reader: steps that are open, and what stands against others (``hindered``)."""

    case: Case
    steps: tuple[Step, ...]
    leading: tuple[str, ...]
    other: tuple[str, ...]
    hindered: tuple[tuple[str, tuple[Violation, ...]], ...]
    limits: tuple[Limit, ...]
    file: Record
    items: tuple[Record, ...]
    records: tuple[Record, ...]
    all_names: tuple[str, ...]
    asker: Applicant

    @property
    def names(self) -> frozenset[str]:
        return frozenset((*self.leading, *self.other))

    @property
    def contact(self) -> tuple[tuple[Any, str], ...]:
        """Pairs (what, value) of who asks."""
        asker = self.asker
        return (
            (_("Unified social credit code"), asker.code),
            (_("Contact person"), asker.contact),
            (_("Telephone"), asker.phone),
            (_("Address"), asker.address),
            (_("E-mail"), asker.email),
        )

    @property
    def history(self) -> str:
        """The query that finds everything of this client."""
        asker = self.asker
        asked = {"enterprise": asker.enterprise} if asker.enterprise else {"applicant": asker.name}
        return urlencode(asked)


def shown(request: Request, case: Case) -> Shown:
    """As the present person may see it."""
    service, site = request.find_service(ICases), request.site
    names = tuple(name for name in service.steps(case) if name != "evaluate")
    now = request.find_service(IClock).now()
    clocks = sorted(case.clocks.items(), key=lambda pair: pair[1].started)
    volume = site.records[case.file]
    known = (site.records[record] for record in case.records)
    accepted = case.moved("accept") is not None
    wanted = [name for name in DUE_STEPS.get(case.state, ()) if name != ("accept" if accepted else "resume")]
    leading = tuple(name for name in LEADING if name in names)
    return Shown(
        case,
        tuple(way(case)),
        leading,
        tuple(name for name in names if name not in leading and name != "receive"),
        tuple((name, wrong) for name, wrong in service.hindered(case).items() if name in wanted),
        tuple(Limit(name, clock, clock.late(now)) for name, clock in clocks),
        volume,
        tuple(site.records[item] for item in volume.items),
        tuple(record for record in known if request.knows(record)),
        names,
        asker_of(request, case),
    )


def asker_of(request: Request, case: Case) -> Applicant:
    """Who asks, nobody when the present person may not know that."""
    asker: Applicant = request.find_service(ICases).asker(case)
    return asker


def way(case: Case) -> Iterator[Step]:
    """From received to archived with who and when; what lies beside the way stands where it branched off."""
    names = [state for state, __ in WAY]
    here = names.index(BESIDE.get(case.state, case.state))
    for place, (state, steps) in enumerate(WAY):
        if state == "evaluated" and place < here and case.moved("evaluate") is None:
            yield Step(CASE_STATES[state], "skipped")
            continue
        found = [move for name in steps if (move := case.moved(name))]
        title, made = CASE_STATES[state], max(found, key=lambda move: move.at, default=None)
        if place == here and case.state in BESIDE:
            title = CASE_STATES[case.state]
            made = next((m for name in MOVES[case.state] if (m := case.moved(name))), None)
        if place > here:
            yield Step(title, "ahead")
            continue
        ended = case.state == "archived"
        standing = "now" if place == here and not ended else "done" if made else "skipped"
        yield Step(title, standing, made.person if made else "", made.at if made else None)


def due(case: Case) -> datetime | None:
    """The end of the clock that is to be met next; None while the client owes material."""
    running = case.running
    return None if running is None or running.paused else running.due


def line(request: Request, case: Case) -> Waiting:
    """A case in a list of what is due."""
    running = case.running
    return Waiting(
        "case",
        CASE_STATES[case.state],
        case.title,
        f"/{case.address}",
        case.handler,
        due(case),
        bool(running is not None and running.provisional),
        bool(running is not None and running.warned),
        bool(case.marks),
        record=case.file,
    )
