"""Parts of a case: joint handling and its like, each led through a table of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.events import CaseMoved
from onestop_records.interfaces import ICaseParts, ICases, IProviders
from onestop_records.models.case import Case
from onestop_records.models.caseagency import Agency
from onestop_records.models.casejoint import Joint
from onestop_records.models.casematching import Matching
from onestop_records.models.casepart import CasePart
from onestop_records.models.component import Received
from onestop_records.models.disposal import Move
from onestop_records.models.paper import series_of
from onestop_records.services import caseagency, casejoint, casematching
from onestop_records.services.batch import Maker, maker
from onestop_records.services.caseacting import Acting
from onestop_records.workflow.caseagency import PROCESS as AGENCY
from onestop_records.workflow.casejoint import PROCESS as JOINT
from onestop_records.workflow.casematching import PROCESS as MATCHING
from onestop_records.workflow.process import Process


@dataclass(frozen=True)
class Kind:
    """One kind of part: how it is made, its table, its acts, the papers that its steps may number."""

    make: Callable[[Case], CasePart]
    process: Process
    acts: Mapping[str, Callable[[Acting, Any], None]]
    papers: Mapping[str, tuple[str, ...]]


KINDS = {
    "joint": Kind(Joint, JOINT, casejoint.ACTS, casejoint.PAPERS),
    "agency": Kind(Agency, AGENCY, caseagency.ACTS, caseagency.PAPERS),
    "matching": Kind(Matching, MATCHING, casematching.ACTS, casematching.PAPERS),
}


@implementer(ICaseParts)
class CaseParts:
    """Of one archive, for one actor."""

    def __init__(self, maker: Maker, cases: Any, providers: Any) -> None:
        self.maker = maker
        self.cases = cases
        self.providers = providers

    def reserve(self, name: str) -> None:
        year = self.maker.clock.today().year
        papers = _kind(name).papers.get(name, ())
        self.cases.numbers.reserve([series_of(paper, year) for paper in papers])

    def make(
        self,
        case: Case,
        name: str,
        values: Mapping[str, Any] | None = None,
        files: Sequence[Received] = (),
    ) -> Case:
        kind, given = _kind(name), values or {}
        part = _part(case, kind)
        making = self.maker.making(given.get("reason") or "")
        acting = Acting(
            self.maker.site,
            making,
            self.cases.papers,
            self.cases.files,
            self.cases.deadlines,
            self.cases.notices,
            given,
            tuple(files),
            self.providers,
        )
        self.maker.check(kind.process, part, name, making)
        before, state = case.people, part.state
        setattr(case, kind.process.name, part)
        kind.acts[name](acting, part)
        part.state = kind.process.by_name[name].target or state
        case.moves = (*case.moves, Move(name, making.person, making.now, making.reason))
        case.revision += 1
        self.maker.site.cases.concern(case, before)
        told = {"state": state}, {"state": part.state, "step": name}
        self.maker.notify(CaseMoved(self.maker.actor, case.id, "case", making.reason, *told))
        return case

    def steps(self, case: Case) -> tuple[str, ...]:
        if case.ended:
            return ()
        making = replace(self.maker.making(), reason="-")  # a reason is asked for when the step is made
        found: list[str] = []
        for kind in KINDS.values():
            part = _part(case, kind)
            names = kind.process.allowed(part, self.maker.roles())
            found += [name for name in names if not kind.process.violations(part, name, making)]
        return tuple(found)


def _kind(name: str) -> Kind:
    return KINDS[name.partition("-")[0]]


def _part(case: Case, kind: Kind) -> CasePart:
    """The part of a case, a new one as long as it was not begun."""
    part: CasePart | None = getattr(case, kind.process.name)
    return part if part is not None else kind.make(case)


def factory(context: object, request: Request) -> CaseParts:
    return CaseParts(maker(request), request.find_service(ICases), request.find_service(IProviders))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ICaseParts)
