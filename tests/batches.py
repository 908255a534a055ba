"""Due records, and batches of them led as far as a test wants."""

import hashlib
from datetime import date

from ZODB.blob import Blob

from onestop_records.errors import Violations
from onestop_records.interfaces import (
    IAppraisal,
    IDisposals,
    IPasswords,
    IWitnessing,
)
from onestop_records.models.classification import Classification
from onestop_records.models.component import Component, Version
from onestop_records.models.digest import note_digests
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.record import Record
from onestop_records.worker.execution import pass_disposals
from tests.world import World

PASSWORD = "a long enough password"
# Five different people: proposer and archive's opinion, unit's opinion, approver, two witnesses.
PROPOSER, BUSINESS, APPROVER, WITNESS, WITNESS_OF_UNIT = "archivist", "head", "manager", "archivist2", "clerk"


def put_in(world: World, count: int = 3, grade: str = "public", **values) -> list[str]:
    """Filed records of the unit QYB whose ten years are over; with a file each unless on paper alone."""
    ids = []
    with world.work("archivist") as request:
        site = request.site
        start = len(site.records)
        for number in range(start + 1, start + count + 1):
            record = Record(f"r{number:05}".ljust(26, "x"), "document")
            record.title, record.date, record.creator = (
                f"往来函件之{number}",
                PartialDate("2010-03-04"),
                "协会",
            )
            record.category, record.year, record.unit, record.retention = "WS", 2010, "QYB", "D10"
            record.retention_starts, record.retention_due = date(2010, 3, 4), date(2021, 1, 1)
            record.state, record.keeping = "filed", "keeping-archivist"
            record.reference_code = f"Z109-WS·2010-D10-QYB-{number:04}"
            record.classification = Classification.of(grade)
            for name, value in values.items():
                setattr(record, name, value)
            if record.carrier != "paper":
                record.files = (component(world, f"bytes of {number}".encode()),)
            site.records.add(record)
            site.codes[record.reference_code] = record.id
            note_digests(site, record)
            ids.append(record.id)
    return ids


def component(world: World, content: bytes) -> Component:
    """A file with one version."""
    blob = Blob()
    with blob.open("w") as target:
        target.write(content)
    digest = hashlib.sha256(content).hexdigest()
    version = Version(1, "a.txt", "text/plain", len(content), digest, blob, "staff", world.clock.now())
    return Component(digest[:26], (version,))


def set_passwords(world: World) -> None:
    """One password for all."""
    with world.work("admin") as request:
        hashed = request.find_service(IPasswords).hash(PASSWORD)
        for person in request.site.people.values():
            person.password = hashed


def opened(world: World, ids: list[str], by: str = PROPOSER) -> str:
    """A batch of these records, drafted."""
    with world.work(by) as request:
        values = {"title": "到期文书", "unit": "QYB", "records": ids}
        return request.find_service(IDisposals).open(values).id


def make(world: World, person: str, batch: str, name: str, reason: str = "", rows=None) -> None:
    """One transition by one person."""
    with world.work(person) as request:
        request.find_service(IDisposals).make(request.site.disposals[batch], name, reason, rows)


def opine(world: World, person: str, batch: str, decision="destroy", rows=None, until=None) -> int:
    """A member's opinion on these rows, or on all."""
    with world.work(person) as request:
        values = {"decision": decision, "until": until, "reason": "已无查考价值"}
        return request.find_service(IAppraisal).give(request.site.disposals[batch], values, rows)


def check(world: World, person: str, batch: str, password: str = PASSWORD) -> Violations | None:
    """A witness checks before."""
    with world.work(person) as request:
        return request.find_service(IWitnessing).check(request.site.disposals[batch], password)


def sign(world: World, person: str, batch: str, password: str = PASSWORD) -> Violations | None:
    """A witness signs after."""
    with world.work(person) as request:
        return request.find_service(IWitnessing).sign(request.site.disposals[batch], password)


def appraised(world: World, ids: list[str], decisions=None) -> str:
    """Before the approver; ``decisions`` maps row numbers to other decisions than to destroy."""
    batch = opened(world, ids)
    make(world, PROPOSER, batch, "appraise")
    for person in (PROPOSER, BUSINESS):
        opine(world, person, batch)
        for row, (decision, until) in (decisions or {}).items():
            opine(world, person, batch, decision, [row], until)
    make(world, PROPOSER, batch, "propose")
    return batch


def approved(world: World, ids: list[str], decisions=None, **words) -> str:
    """Approved, cooling off."""
    batch = appraised(world, ids, decisions)
    make(world, APPROVER, batch, "approve", **words)
    return batch


def executing(world: World, ids: list[str], decisions=None) -> str:
    """Cooled off, checked by both witnesses and begun."""
    set_passwords(world)
    batch = approved(world, ids, decisions)
    for person in (WITNESS, WITNESS_OF_UNIT):
        check(world, person, batch)
    world.clock.forward(days=7)
    make(world, PROPOSER, batch, "execute")
    return batch


def carry_out(world: World, rounds: int = 1000) -> None:
    """Let the worker do all it can with disposals."""
    for _ in range(rounds):
        with world.work("system") as request:
            if not pass_disposals(request, None):
                return


def rows(world: World, batch: str):
    """The rows of a batch as they are now."""
    with world.work("system") as request:
        return list(request.site.disposals[batch].rows())


def state(world: World, batch: str) -> str:
    """The state of a batch."""
    with world.work("system") as request:
        return request.site.disposals[batch].state
