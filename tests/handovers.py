"""Custody handovers led as far as a test wants."""

from datetime import date

from onestop_records.interfaces import (
    IHandoverChecking,
    IHandovers,
    IHandoverSigning,
)
from onestop_records.models.classification import Classification
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.record import Record
from onestop_records.worker.handover import complete_lists, open_handovers, put_aside
from tests.batches import PASSWORD, set_passwords
from tests.world import World

GIVER, RECEIVER, SUPERVISOR = "staff", "clerk", "manager"
LEADER = "archivist"
LAST_DAY = date(2026, 11, 30)


def put_in(world: World, count: int = 3, keeping: str = "keeping-staff", **values) -> list[str]:
    """Drafts in somebody's keeping."""
    ids = []
    with world.work("archivist") as request:
        site = request.site
        start = len(site.records)
        for number in range(start + 1, start + count + 1):
            record = Record(f"h{number:05}".ljust(26, "x"), "document")
            record.title, record.date = f"在手文件之{number}", PartialDate("2026-03-04")
            record.category, record.year, record.unit = "WS", 2026, "QYB"
            record.keeping, record.captured_by = keeping, "staff"
            for name, value in values.items():
                setattr(record, name, value)
            site.records.add(record)
            ids.append(record.id)
    return ids


def opened(world: World, giver: str = GIVER, by: str = LEADER, **values) -> str:
    """A handover with everything the giver answers for."""
    given = {"giver": giver, "reason": "leaving", "until": LAST_DAY, **values}
    with world.work(by) as request:
        return request.find_service(IHandovers).open(given).id


def assign(world: World, handover: str, to: str = RECEIVER, sequences=None, **narrowed) -> int:
    with world.work(LEADER) as request:
        found = request.site.handovers[handover]
        return request.find_service(IHandovers).assign(found, to, sequences, narrowed)


def check(world: World, handover: str, sequences, finding="present", note="", by=RECEIVER) -> int:
    with world.work(by) as request:
        found = request.site.handovers[handover]
        return request.find_service(IHandoverChecking).check(found, sequences, finding, note)


def check_all(world: World, handover: str, by: str = RECEIVER) -> int:
    """Every row of a receiver, one by one."""
    with world.work(by) as request:
        found = request.site.handovers[handover]
        own = found.number(by)
        numbers = [row.sequence for row in found.rows() if row.open and row.receiver == own]
        return request.find_service(IHandoverChecking).check(found, numbers, "present")


def decide(world: World, handover: str, sequences, decision="as-is", by=SUPERVISOR) -> int:
    with world.work(by) as request:
        found = request.site.handovers[handover]
        service = request.find_service(IHandoverChecking)
        return service.decide(found, sequences, decision, "已登记，另行追查")


def work_off(world: World) -> None:
    """Let the worker do all that handovers want of it."""
    for task in (open_handovers, put_aside, complete_lists):
        while True:
            with world.work("system") as request:
                if not task(request, None):
                    break


def make(world: World, handover: str, name: str, by: str = LEADER, reason: str = "") -> None:
    with world.work(by) as request:
        request.find_service(IHandovers).make(request.site.handovers[handover], name, reason)


def sign(world: World, handover: str, by: str, password: str = PASSWORD, acknowledged: bool = True):
    """Sign; what is returned are the violations of a wrong password."""
    with world.work(by) as request:
        found = request.site.handovers[handover]
        return request.find_service(IHandoverSigning).sign(found, password, acknowledged)


def checked(world: World, receiver: str = RECEIVER, giver: str = GIVER, **values) -> str:
    """All given to one receiver, found present and put aside."""
    handover = opened(world, giver, **values)
    assign(world, handover, receiver)
    check_all(world, handover, receiver)
    work_off(world)
    return handover


def signing(world: World, receiver: str = RECEIVER, giver: str = GIVER, **values) -> str:
    """Presented for signature."""
    set_passwords(world)
    handover = checked(world, receiver, giver, **values)
    make(world, handover, "present")
    return handover


def passed(world: World, receiver: str = RECEIVER, giver: str = GIVER, **values) -> str:
    """Signed by giver, receiver and supervisor."""
    handover = signing(world, receiver, giver, **values)
    for person in (giver, receiver, SUPERVISOR):
        assert sign(world, handover, person) is None
    return handover


def classify(world: World, record_id: str, grade: str) -> None:
    with world.work("manager") as request:
        request.site.records[record_id].classification = Classification.of(grade)


def holders(world: World, ids: list[str]) -> set[str]:
    """Who answers for these records now."""
    with world.work() as request:
        site = request.site
        return {site.holder(site.records[each].keeping) for each in ids}


def state(world: World, handover: str) -> str:
    with world.work() as request:
        return str(request.site.handovers[handover].state)
