"""Cases led as far as a test wants."""

from onestop_records.interfaces import ICases
from onestop_records.models.limit import WORKING_DAYS, Limit
from onestop_records.models.matter import Material, Matter
from tests.world import World

VALUES = {
    "kind": "promised",
    "channel": "window",
    "matter": "JL-01",
    "title": "",
    "name": "宁波文具有限公司",
    "code": "91330200MA2GT1234J",
    "contact": "王工",
    "phone": "0574-12345678",
    "content": "请求检定两台天平。",
}
SIMPLE = {
    "kind": "consultation",
    "channel": "telephone",
    "title": "笔芯检测找谁",
    "name": "李先生",
    "result": "由检测部受理，已告知地址与电话。",
}


def add_matter(world: World) -> None:
    """A matter that wants two materials and may have a third; promised in seven working days."""
    with world.work("admin") as request:
        matter = Matter("JL-01")
        matter.title, matter.domain, matter.state = "计量器具检定", "metrology", "public"
        matter.basis, matter.conditions, matter.procedure = "计量法", "在用器具", "申请、检定、领证"
        matter.promised = Limit(WORKING_DAYS, 7, "W9-7.2")
        matter.materials = (
            Material("申请表"),
            Material("营业执照", "copy"),
            Material("上次检定证书", "copy", required=False),
        )
        matter.unit, matter.person, matter.deputy, matter.phone = "QYB", "clerk", "clerk2", "0574-87654321"
        matter.retention = "D10"
        request.site.matters.add(matter)


def entered(world: World, by: str = "clerk", **values: object) -> str:
    """A case, received."""
    with world.work(by) as request:
        return request.find_service(ICases).register({**VALUES, **values}).id


def make(world: World, actor: str, case_id: str, name: str, /, **values: object) -> None:
    """One step by one person."""
    with world.work(actor) as request:
        request.find_service(ICases).make(request.site.cases[case_id], name, values)


def received(world: World, case_id: str, *numbers: int, form: str = "copy", by: str = "clerk") -> None:
    """These materials have come."""
    rows = [{"number": number, "form": form} for number in numbers]
    make(world, by, case_id, "receive", materials=rows)


def accepted(world: World, **values: object) -> str:
    """A case with all it wants, accepted."""
    case_id = entered(world, **values)
    received(world, case_id, 1, 2)
    make(world, "clerk", case_id, "accept")
    return case_id


def decided(world: World, outcome: str = "done", **values: object) -> str:
    """A case with a result."""
    case_id = accepted(world)
    make(world, "clerk", case_id, "begin")
    make(world, "clerk", case_id, "decide", outcome=outcome, result="检定合格，发证两份。", **values)
    return case_id


def closed(world: World) -> str:
    """A case that went its way."""
    case_id = decided(world)
    make(world, "clerk", case_id, "deliver", signed_by="王工")
    make(world, "clerk", case_id, "close")
    return case_id
