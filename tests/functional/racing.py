"""One act in a process of its own: ``python -m tests.functional.racing FOLDER ACT``.

Prints ``ready`` when all is done but the commit, waits for a line, commits, and prints how that ended.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from ZODB.POSException import ConflictError

from onestop_records.cli.instance import open_instance
from onestop_records.errors import Refused
from onestop_records.events import Actor
from onestop_records.interfaces import ICapture, IPeople, IUnits
from onestop_records.models.person import Appointment
from onestop_records.models.unit import Unit

NOTE = {"type": "document", "title": "通知", "category": "WS", "creator": "协会", "date": "2026-03"}
NEW = "FGB"  # a unit that no one belongs to yet
LEAVER = "leaver"  # somebody who answers for nothing


def prepare(request: Any) -> None:
    request.site.units.add(Unit(NEW, "法规部"))
    people = request.find_service(IPeople)
    people.add(LEAVER, "新人", "four-quiet-pencils", ["staff"], [Appointment("XXB", "GCS", date(2020, 1, 1))])


def person(request: Any, username: str) -> Any:
    return request.site.people.by_username(username)


def capture(request: Any) -> None:
    request.find_service(ICapture).capture(NOTE, [])


def close_account(request: Any) -> None:
    request.find_service(IPeople).close(person(request, LEAVER))


def close_unit(request: Any) -> None:
    request.find_service(IUnits).change(request.site.units[NEW], {"closed": True})


def appoint(request: Any) -> None:
    found = person(request, "clerk2")
    posts = (*found.appointments, Appointment(NEW, "member", date(2020, 1, 1)))
    request.find_service(IPeople).change(found, {"appointments": posts})


def roles(*names: str) -> Callable[[Any], None]:
    def give(request: Any) -> None:
        request.find_service(IPeople).change(person(request, "staff"), {"roles": frozenset(names)})

    return give


ACTS = {  # name: (who, what)
    "capture": (LEAVER, capture),
    "capture-elsewhere": ("archivist2", capture),
    "close-account": ("admin", close_account),
    "close-unit": ("admin", close_unit),
    "appoint": ("admin", appoint),
    "make-auditor": ("security", roles("auditor")),
    "make-admin": ("security", roles("admin")),
}


def main(folder: str, name: str) -> None:
    username, act = ACTS[name]
    with open_instance(Path(folder)) as instance:
        with instance.work() as request:
            actor = Actor(person(request, username).id, way="command")
        with instance.work(actor) as request:
            try:
                act(request)
            except Refused:
                outcome = "refused"
            else:
                print("ready", flush=True)
                sys.stdin.readline()
                outcome = committed(request)
    print(outcome, flush=True)


def committed(request: Any) -> str:
    try:
        request.tm.commit()
    except ConflictError:
        return "conflict"
    return "done"


if __name__ == "__main__":
    main(*sys.argv[1:])
