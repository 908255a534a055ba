"""One side of a race, a process of its own: ``python -m tests.functional.case_racing FOLDER SIDE IDS…``.

``refer`` lets a case refer to each record, ``destroy`` does what the choke point does; ``enter`` and
``enter2`` enter a case for each id.
"""

import sys
import time
from pathlib import Path

from transaction.interfaces import TransientError

from onestop_records.cli.instance import open_instance
from onestop_records.errors import Violations
from onestop_records.events import SYSTEM, Actor
from onestop_records.interfaces import ICases, IImpediments

OTHER = {"refer": "destroy", "destroy": "refer", "enter": "enter2", "enter2": "enter"}
ASKED = {"kind": "consultation", "channel": "telephone", "title": "咨询", "name": "某人"}


def refer(request, record_id):
    """Let the only case refer to one record more, unless it is gone."""
    case = next(request.site.cases.of(person(request)))
    try:
        request.find_service(ICases).refer(case, (*case.records, record_id))
    except Violations:
        request.tm.abort()
        request.tm.begin()


def destroy(request, record_id):
    """Ask, in the destroying transaction."""
    record = request.site.records[record_id]
    if not request.find_service(IImpediments)(record):
        record.tombstone = "gone"


def enter(request, record_id):
    """A case of one's own."""
    service = request.find_service(ICases)
    service.reserve()
    service.register(ASKED)


enter2 = enter


def person(request):
    return request.site.people.by_username("clerk").id


def main(folder, side, ids):
    folder = Path(folder)
    with open_instance(folder) as opened:
        with opened.work() as request:
            actor = Actor(person(request), way="page") if side != "destroy" else Actor(SYSTEM, way="command")
        (folder / f"ready-{side}").touch()
        while not (folder / f"ready-{OTHER[side]}").exists():
            time.sleep(0.001)
        for record_id in ids:
            while True:
                with opened.work(actor) as request:
                    try:
                        globals()[side](request, record_id)
                        request.tm.commit()
                        break
                    except TransientError:
                        request.tm.abort()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
