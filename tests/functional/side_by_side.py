"""One side of a race, in its own process: ``python -m tests.functional.side_by_side FOLDER NUMBER ACT IDS``.

Both wait until the other is ready, then do their act with the same ids in the same order, each in a
transaction of its own that is made again after a conflict.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from transaction.interfaces import TransientError

from onestop_records.cli.instance import open_instance
from onestop_records.errors import Refused, Violations
from onestop_records.events import SYSTEM, Actor
from onestop_records.interfaces import IBookings, ICases, IHolds, IImpediments, ILoans

ROOT = Path(__file__).parents[2]
COMMAND = Actor(SYSTEM, way="command")
ASKED = {"kind": "consultation", "channel": "telephone", "title": "咨询", "name": "某人"}


def destroy(request: Any, record_id: str) -> None:
    """What the choke point does: ask, in the destroying transaction."""
    record = request.site.records[record_id]
    if not request.find_service(IImpediments)(record):
        record.tombstone = "gone"


def hold(request: Any, record_id: str) -> None:
    """Place a hold."""
    values = {"title": "纠纷", "reason": "保全", "mandate": "裁定", "kind": "records", "records": [record_id]}
    request.find_service(IHolds).place(values)


def lend(request: Any, record_id: str) -> None:
    """Hand out the paper."""
    request.find_service(ILoans).make(request.site.loans[f"loan-{record_id}"], "lend")


def refer(request: Any, record_id: str) -> None:
    """Let the only case refer to one record more."""
    case = next(request.site.cases.of(clerk(request).person))
    request.find_service(ICases).refer(case, (*case.records, record_id))


def enter(request: Any, _id: str) -> None:
    """Enter a case of one's own."""
    service = request.find_service(ICases)
    service.reserve()
    service.register(ASKED)


def book(request: Any, at: str) -> None:
    """Book the last place at a time, for a client of one's own."""
    who = {"name": f"client {os.getpid()}", "phone": "13800001234", "what": "-"}
    request.find_service(IBookings).book({"unit": "QYB", "at": at, **who})


def system(request: Any) -> Actor:
    return COMMAND


def clerk(request: Any) -> Actor:
    return Actor(request.site.people.by_username("clerk").id, way="page")


Act = Callable[[Any, str], None]
ACTS: dict[str, tuple[Callable[[Any], Actor], Act]] = {  # name: (who, what)
    "destroy": (system, destroy),
    "hold": (system, hold),
    "lend": (system, lend),
    "refer": (clerk, refer),
    "enter": (clerk, enter),
    "book": (clerk, book),
}


def race(folder: Path, names: Sequence[str], ids: Sequence[str]) -> None:
    """Let two acts race over ``ids``; both end well."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    module = "tests.functional.side_by_side"
    commands = [
        [sys.executable, "-m", module, folder, str(number), name, *ids] for number, name in enumerate(names)
    ]
    racers = [subprocess.Popen(command, env=environment, cwd=ROOT) for command in commands]
    assert [racer.wait(120) for racer in racers] == [0, 0]


def main(folder: Path, number: int, name: str, ids: Sequence[str]) -> None:
    who, act = ACTS[name]
    with open_instance(folder) as opened:
        with opened.work() as request:
            actor = who(request)
        (folder / f"ready-{number}").touch()
        while not (folder / f"ready-{1 - number}").exists():
            time.sleep(0.001)
        for each in ids:
            while not done(opened, actor, act, each):
                pass


def done(opened: Any, actor: Actor, act: Act, each: str) -> bool:
    """The act was committed, or the rules refused it; false after a conflict."""
    with opened.work(actor) as request:
        try:
            act(request, each)
            request.tm.commit()
        except (Refused, Violations):
            request.tm.abort()
        except TransientError:
            request.tm.abort()
            return False
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
