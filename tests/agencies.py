"""Agency services led as far as a test wants."""

from datetime import date

from onestop_records.interfaces import ICaseParts, IDeadlines
from tests import cases
from tests.received import received
from tests.world import World

FEES = [
    {
        "title": "检定费",
        "standard": "每台50元",
        "basis": "甬价费〔2020〕1号",
        "cents": 10000,
        "payee": "市计量院窗口",
    }
]
COMMISSION = {"scope": "whole", "signed_by": "王工", "signed_on": date(2026, 11, 21), "material": 1}
SENT = {"task": "送检两台天平", "body": "宁波市计量测试研究院", "sent_how": "in-person"}


def do(world: World, actor: str, case_id: str, name: str, /, **values: object) -> None:
    """One step by one person; ``file`` is the content of an attached file."""
    file = values.pop("file", None)
    with world.work(actor) as request:
        files = [received(request, file)] if file is not None else []
        request.find_service(ICaseParts).make(request.site.cases[case_id], f"agency-{name}", values, files)


def commissioned(world: World, kind: str = "agency", **values: object) -> str:
    """An accepted case with an agent."""
    case_id = cases.accepted(world, kind=kind)
    do(world, "clerk", case_id, "commission", **{**COMMISSION, **values})
    return case_id


def sent(world: World, **values: object) -> str:
    """One step on its way; ``person`` is the agent."""
    case_id = commissioned(world, **{name: values.pop(name) for name in ("person",) if name in values})
    do(world, "clerk", case_id, "distribute", **{**SENT, **values})
    return case_id


def answered(world: World, **values: object) -> str:
    """A step with its result, and fees told."""
    case_id = sent(world, **values)
    do(world, "clerk", case_id, "fees", fees=FEES)
    do(world, "clerk", case_id, "result", outcome="done", text="合格", papers="检定证书两份")
    return case_id


def finished(world: World) -> str:
    """All is done and the client told."""
    case_id = answered(world)
    do(world, "clerk", case_id, "finish", text="证书已取回", way="telephone")
    return case_id


def ending(world: World, **values: object) -> str:
    """Ended ahead of time, the closing formality still to be done."""
    case_id = sent(world)
    given = {"cause": "law", "reason": "该器具已列入禁止使用目录", "way": "telephone", **values}
    do(world, "clerk", case_id, "end", **given)
    return case_id


def run_clocks(world: World) -> None:
    """The calendar first, then what is ripe."""
    with world.work("clerk") as request:
        while request.find_service(IDeadlines).run():
            pass
