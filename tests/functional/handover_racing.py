"""One act around a last signature: ``python -m tests.functional.handover_racing FOLDER ACT``, a process.

Prints ``ready`` when all is done but the commit, waits for a line, commits, and prints how that ended.
"""

import sys
from pathlib import Path
from typing import Any

from onestop_records.cli.instance import open_instance
from onestop_records.errors import Refused
from onestop_records.events import SYSTEM, Actor
from onestop_records.interfaces import (
    ICapture,
    IHandoverChecking,
    IHandovers,
    IHandoverSigning,
)
from onestop_records.models.keeping import take_on
from onestop_records.storage.work import work
from onestop_records.worker.handover import put_aside
from tests.functional.racing import committed, person
from tests.functional.serving import PASSWORD

NOTE = {"type": "document", "title": "通知", "category": "WS", "creator": "协会", "date": "2026-03"}
GIVER, RECEIVER, SUPERVISOR, LEADER = "staff2", "clerk", "manager", "archivist"


def the_handover(request: Any) -> Any:
    return request.site.handovers.of(person(request, GIVER).id)


def act_as(opened: Any, username: str, act: Any) -> Any:
    """Do and commit."""
    with opened.work() as request:
        actor = Actor(SYSTEM if username == SYSTEM else person(request, username).id, way="command")
    with work(opened.registry, actor) as request:
        done = act(request)
        request.tm.commit()
    return done


def capture(request: Any) -> None:
    request.find_service(ICapture).capture(NOTE, [])


def open_one(request: Any) -> None:
    values = {"giver": person(request, GIVER).id, "reason": "leaving"}
    handover = request.find_service(IHandovers).open(values)
    request.find_service(IHandovers).assign(handover, person(request, RECEIVER).id)


def check(request: Any) -> None:
    handover = the_handover(request)
    numbers = [row.sequence for row in handover.rows()]
    request.find_service(IHandoverChecking).check(handover, numbers, "present")


def present(request: Any) -> None:
    request.find_service(IHandovers).make(the_handover(request), "present")


def sign(request: Any) -> None:
    wrong = request.find_service(IHandoverSigning).sign(the_handover(request), PASSWORD, True)
    assert wrong is None


def prepare(opened: Any, count: int = 3) -> None:
    """Everything but the supervisor's signature."""
    for _ in range(count):
        act_as(opened, GIVER, capture)
    act_as(opened, LEADER, open_one)
    act_as(opened, RECEIVER, check)
    while act_as(opened, SYSTEM, lambda request: put_aside(request, None)):
        pass
    act_as(opened, LEADER, present)
    for username in (GIVER, RECEIVER):
        act_as(opened, username, sign)


def assign_work(request: Any) -> None:
    """What every kind of duty does when somebody is given one."""
    take_on(request.site.keepings, person(request, GIVER))


ACTS = {"capture": (GIVER, capture), "assign-work": (LEADER, assign_work), "sign": (SUPERVISOR, sign)}


def main(folder: str, name: str) -> None:
    username, act = ACTS[name]
    with open_instance(Path(folder)) as opened:
        with opened.work() as request:
            actor = Actor(person(request, username).id, way="command")
        with opened.work(actor) as request:
            try:
                act(request)
            except Refused as refused:
                outcome = f"refused {type(refused).__name__}"
            else:
                print("ready", flush=True)
                sys.stdin.readline()
                outcome = committed(request)
    print(outcome, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
