"""A house in which everything that the permission table names a sample of was made as people make it.

``furnish`` returns where each stands instead of the sample. Every page of these answers as
in life, which those of the bare samples need not.
"""

from datetime import timedelta

from onestop_records.interfaces import (
    IAlerts,
    IBoxes,
    ICases,
    IDisposals,
    IEnterprises,
    IHolds,
    IKnownAnswers,
    ILeaks,
    IRooms,
    IRounds,
    IStocktakings,
)
from tests import batches, cases, evaluations, handovers, lending, storage
from tests.unit.services.test_hold import WORDS
from tests.unit.services.test_transfer import packed
from tests.world import World

GIVER, RECEIVER = "manager2", "clerk"
CODE = "91330200MA2GT1234J"


def furnish(world: World) -> dict[str, str]:
    """Make one of each; ``/boxes/box`` → ``/boxes/ID`` and so on."""
    cases.add_matter(world)
    return {
        **stored(world),
        **lent(world),
        **disposed(world),
        **dealt_with(world),
        "/handovers/ho1": f"/handovers/{given(world)}",
    }


def stored(world: World) -> dict[str, str]:
    """A room whose round found damp; a key, boxes with paper, a stock-taking in which one is scanned."""
    room = storage.make_room(world)
    box, other = storage.make_boxes(world, room, "1盒", "2盒")
    papers = [storage.paper(world, title) for title in ("甲卷", "乙卷")]
    storage.fill(world, box, *papers)
    with world.work("archivist") as request:
        kept = request.site.rooms[room]
        key = request.find_service(IRooms).add_key(kept, "K-01", "archivist").id
        found = {"temperature": 200, "humidity": 500, "wrong": {"damp": "墙角渗水"}}
        made = request.find_service(IRounds).add(kept, found)
        stocktaking = request.find_service(IStocktakings).open(kept, "年度清点").id
    with world.work("archivist") as request:
        taking = request.site.stocktakings[stocktaking]
        request.find_service(IStocktakings).scan(taking, papers[0], box)
        request.find_service(IBoxes).change(request.site.boxes[other], {"capacity": 4})
    return {
        "/rooms/room": f"/rooms/{room}",
        "/keys/key": f"/keys/{key}",
        "/boxes/box": f"/boxes/{box}",
        "/rounds/round": f"/rounds/{made.id}",
        "/findings/finding": f"/findings/{made.findings[0]}",
        "/stocktakings/st1": f"/stocktakings/{stocktaking}",
    }


def lent(world: World) -> dict[str, str]:
    """A loan that is out, a permit in force, a leak report, an alert about many refusals."""
    paper, secret = lending.on_paper(world, 2)
    with world.work("archivist") as request:
        request.site.records[secret].classification = request.site.records[paper].classification
    loan = lending.lent(world, "staff", paper)
    permit = lending.permitted(world, "staff", [secret])
    with world.work("staff") as request:
        told = {"what": "合同草稿出现在网上", "measures": "已要求撤下", "records": ()}
        leak = request.find_service(ILeaks).report(told).id
    with world.work("staff") as request:
        alert = request.find_service(IAlerts).raise_("staff", "hours", {"count": 1}).id
    return {
        "/loans/l1": f"/loans/{loan}",
        "/permits/p1": f"/permits/{permit}",
        "/leaks/k1": f"/leaks/{leak}",
        "/alerts/a1": f"/alerts/{alert}",
    }


def disposed(world: World) -> dict[str, str]:
    """A hold, a batch that is drafted, a transfer that is packed."""
    due = batches.put_in(world, 2)
    with world.work("manager") as request:
        values = {**WORDS, "kind": "enterprise", "name": "某企业", "records": (), "question": None}
        hold = request.find_service(IHolds).place(values).id
    with world.work("archivist") as request:
        values = {"title": "到期文书", "unit": "QYB", "records": due}
        disposal = request.find_service(IDisposals).open(values).id
        request.site.retention["D30"].use()  # as any file of the house does
    transfer = packed(world, batches.put_in(world, 1, retention_due=None))
    return {
        "/holds/hold": f"/holds/{hold}",
        "/disposals/d1": f"/disposals/{disposal}",
        "/transfers/t1": f"/transfers/{transfer}",
    }


def dealt_with(world: World) -> dict[str, str]:
    """A case in hand, one evaluated, an opinion with its improvement, an answer, an enterprise."""
    case = cases.accepted(world)
    evaluations.told(world, evaluations.delivered(world))
    opinion = cases.entered(world, kind="opinion", matter="", code="", name="李先生", title="座椅太少")
    told = {"subject": "大厅座椅不足", "way": "增设二十个座位"}
    cases.make(world, "clerk", opinion, "publish", **told)
    with world.work("clerk") as request:
        asked = request.find_service(ICases).settle({**cases.SIMPLE, "matter": "JL-01"})
    with world.work("clerk") as request:
        values = {"question": "笔芯到哪里检测？", "answer": "由检测部受理。"}
        answer = request.find_service(IKnownAnswers).keep(request.site.cases[asked.id], values).id
    with world.work("head") as request:
        request.find_service(IKnownAnswers).publish(request.site.answers[answer])
        assert request.find_service(IEnterprises).find(CODE) is not None
    return {
        "/cases/bj1": f"/cases/{case}",
        "/answers/qa1": f"/answers/{answer}",
        "/enterprises/91330203MA2AAA001U": f"/enterprises/{CODE}",
        "/matters/JL-99": "/matters/JL-01",
    }


def given(world: World) -> str:
    """What ``manager2`` keeps goes to ``clerk``, who has checked one thing of it."""
    handovers.put_in(world, 3, keeping=f"keeping-{GIVER}")
    handover = handovers.opened(world, GIVER, until=world.clock.today() + timedelta(days=7))
    handovers.assign(world, handover, RECEIVER, [1, 2])
    handovers.check(world, handover, [1], by=RECEIVER)
    return handover
