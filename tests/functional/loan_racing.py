"""One side of a race, a process of its own: ``python -m tests.functional.loan_racing FOLDER SIDE IDS…``.

Both wait until the other is ready, then go through the same records in the same order.
"""

import sys
import time
from pathlib import Path

from transaction.interfaces import TransientError

from onestop_records.cli.instance import open_instance
from onestop_records.errors import Refused
from onestop_records.events import SYSTEM, Actor
from onestop_records.interfaces import IImpediments, ILoans


def lend(request, record_id):
    """Hand out the paper, unless the record is gone."""
    try:
        request.find_service(ILoans).make(request.site.loans[f"loan-{record_id}"], "lend")
    except Refused:
        request.tm.abort()
        request.tm.begin()


def destroy(request, record_id):
    """What the choke point does with a loan: ask, in the destroying transaction."""
    record = request.site.records[record_id]
    if not request.find_service(IImpediments)(record):
        record.tombstone = "gone"


def main(folder, side, ids):
    folder = Path(folder)
    with open_instance(folder) as opened:
        (folder / f"ready-{side}").touch()
        other = folder / f"ready-{'lend' if side == 'destroy' else 'destroy'}"
        while not other.exists():
            time.sleep(0.001)
        for record_id in ids:
            while True:
                with opened.work(Actor(SYSTEM, way="command")) as request:
                    try:
                        globals()[side](request, record_id)
                        request.tm.commit()
                        break
                    except TransientError:
                        request.tm.abort()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
