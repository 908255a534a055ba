"""Volumes, punctuality, what is overdue, satisfaction: counted within what a reader may know of.

A complaint that is shut to the reader is in none of the numbers. Grades that came after a file was closed
stand in no file; they are added from the results of evaluations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.interfaces import ICatalog, IEvaluations, IFigures, IOutbox
from onestop_records.models.casework import Casework
from onestop_records.models.evaluation import Tally
from onestop_records.models.figures import CASES, FILES, Figures, Line, months
from onestop_records.services.counting import Counting

MOST_MONTHS = 120
MOST_MATTERS = 100


@dataclass(frozen=True)
class Groups:
    """Bitmaps of the files that count: in the period received and closed, and open now."""

    every: Any
    received: Any
    closed: Any
    punctual: Any
    late: Any
    open: Any
    overdue: Any


@implementer(IFigures)
class CaseworkFigures:
    """From one catalogue."""

    def __init__(self, catalog: Any, counting: Counting, evaluations: Any) -> None:
        self.catalog = catalog
        self.counting = counting
        self.evaluations = evaluations

    def of(self, principals: Iterable[str], since: str, until: str, kind: str = CASES) -> Figures:
        period = months(since, until)[-MOST_MONTHS:]
        groups = self._groups(FILES[kind], self.counting.known(principals), period)
        late = self.evaluations.results(period[0], period[-1]) if kind == CASES else []
        late_in = _added(late, "month")
        matters = self._lines("matter", groups, _added(late, "matter"))
        matters.sort(key=lambda line: (-line.received, line.name))
        return Figures(
            period[0],
            period[-1],
            self._line("", groups.every, groups, _sum(late)),
            self._lines("unit", groups, _added(late, "unit")),
            matters[:MOST_MATTERS],
            [self._month(month, groups, late_in.get(month, {})) for month in period],
        )

    def _groups(self, file_type: str, known: Any, period: list[str]) -> Groups:
        every = self.catalog.select({"type": (file_type,)}, known)
        closed = self.catalog.select({"closed": period}, every)
        states = self.catalog.facets(every, ("case_state",))["case_state"]
        running = [state for state in states if state not in Casework.ended_states]
        still = self.catalog.select({"case_state": running}, every) if running else every - every
        return Groups(
            every,
            self.catalog.select({"received": period}, every),
            closed,
            self.catalog.select({"in_time": ("yes",)}, closed),
            self.catalog.select({"in_time": ("no",)}, closed),
            still,
            self.catalog.select({"in_time": ("no",)}, still),
        )

    def _lines(self, field: str, groups: Groups, late: Mapping[str, Mapping[str, int]]) -> list[Line]:
        names = sorted(self.catalog.facets(groups.every, (field,))[field])
        lines = []
        for name in names:
            within = self.catalog.select({field: (name,)}, groups.every)
            line = self._line(name, within, groups, late.get(name, {}))
            if line.received or line.closed or line.open or line.evaluated:
                lines.append(line)
        return lines

    def _line(self, name: str, within: Any, groups: Groups, late: Mapping[str, int]) -> Line:
        return Line(
            name,
            len(groups.received & within),
            len(groups.closed & within),
            len(groups.punctual & within),
            len(groups.late & within),
            len(groups.open & within),
            len(groups.overdue & within),
            self._grades(groups.closed & within, late),
        )

    def _month(self, month: str, groups: Groups, late: Mapping[str, int]) -> Line:
        """What was received and what was closed in it; open and overdue of what was received in it."""
        received = self.catalog.select({"received": (month,)}, groups.every)
        closed = self.catalog.select({"closed": (month,)}, groups.closed)
        return Line(
            month,
            len(received),
            len(closed),
            len(groups.punctual & closed),
            len(groups.late & closed),
            len(groups.open & received),
            len(groups.overdue & received),
            self._grades(closed, late),
        )

    def _grades(self, within: Any, late: Mapping[str, int]) -> dict[str, int]:
        found: dict[str, int] = dict(self.catalog.facets(within, ("satisfaction",))["satisfaction"])
        for grade, count in late.items():
            found[grade] = found.get(grade, 0) + count
        return found


def _added(late: Iterable[Tally], field: str) -> dict[str, dict[str, int]]:
    """By unit, matter or month: how many of each grade came late."""
    found: dict[str, dict[str, int]] = {}
    for tally in late:
        counts = found.setdefault(getattr(tally, field), {})
        for grade, count in tally.late.items():
            counts[grade] = counts.get(grade, 0) + count
    return found


def _sum(late: Iterable[Tally]) -> dict[str, int]:
    found: dict[str, int] = {}
    for tally in late:
        for grade, count in tally.late.items():
            found[grade] = found.get(grade, 0) + count
    return found


def factory(context: object, request: Request) -> CaseworkFigures:
    catalog = request.find_service(ICatalog)
    counting = Counting(catalog, request.find_service(IOutbox))
    return CaseworkFigures(catalog, counting, request.find_service(IEvaluations))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IFigures)
