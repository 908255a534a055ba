"""Providers, and matchings led as far as a test wants."""

import io
from datetime import date

from onestop_records.interfaces import ICaseParts, IProviders, IStorage
from tests import cases
from tests.world import World

AGENCY = {
    "kind": "agency",
    "name": "宁波计量检测中心",
    "code": "91330203MA2AAA001U",
    "domains": ("metrology", "testing"),
    "offers": "天平、压力表检定",
    "contact": "陈工",
    "phone": "0574-5550 3301",
}
SECOND = {**AGENCY, "name": "甬江检测有限公司", "code": "91330200MA2GT1234J", "domains": ("metrology",)}
EXPERT = {
    "kind": "expert",
    "name": "周正",
    "domains": ("quality",),
    "offers": "质量管理咨询",
    "phone": "139 0000 0001",
}
NEED = {"need": "检定电子天平两台。"}
AGREED = {"project": "电子天平检定", "begins": date(2026, 11, 24), "days": 10}


def taken_in(world: World, by: str = "manager", **values: object) -> str:
    """An agency, or whatever ``values`` say."""
    with world.work(by) as request:
        return request.find_service(IProviders).add({**AGENCY, **values}).id


def do(world: World, actor: str, case_id: str, name: str, /, *, files: object = (), **values: object) -> None:
    """One step; ``files`` are names of files that are attached."""
    with world.work(actor) as request:
        storage = request.find_service(IStorage)
        received = [storage.receive(io.BytesIO(b"%PDF-1.4"), each, 1 << 20) for each in files]
        service = request.find_service(ICaseParts)
        service.make(request.site.cases[case_id], f"matching-{name}", values, received)


def assessed(world: World, whose: str = "others", **values: object) -> str:
    """A case whose need the house cannot serve itself, or can."""
    case_id = cases.accepted(world, **values)
    do(world, "clerk", case_id, "assess", whose=whose, text="本站无天平检定资质。")
    return case_id


def passed_on(world: World, provider: str, **values: object) -> str:
    """The provider was told of the need."""
    case_id = assessed(world, **values)
    do(world, "clerk", case_id, "pass-on", provider=provider, **NEED)
    return case_id


def serving(world: World, provider: str, **values: object) -> str:
    """It took the service on."""
    case_id = passed_on(world, provider, **values)
    do(world, "clerk", case_id, "accept", **AGREED)
    return case_id


def served_by(world: World, person: str = "staff2") -> str:
    """A colleague serves."""
    case_id = assessed(world, "own")
    do(world, "clerk", case_id, "own", person=person, need="上门指导质量管理。")
    do(world, person, case_id, "accept", **AGREED)
    return case_id
