"""Made-up cases and complaints with their files, brought in by bulk, as they would stand after years."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from persistent.mapping import PersistentMapping

from onestop_records.bench.house import House, found, settle
from onestop_records.bench.text import made_up
from onestop_records.cli.instance import Instance
from onestop_records.interfaces import IClock, IWorkingDays
from onestop_records.models.case import Case
from onestop_records.models.casefacts import Applicant
from onestop_records.models.casework import Casework
from onestop_records.models.complaint import Complaint
from onestop_records.models.deadline import Clock
from onestop_records.models.disposal import Move
from onestop_records.models.evaluation import OVERALL, SOLVED, STATION, Evaluation
from onestop_records.models.identity import new_id
from onestop_records.models.limit import WORKING_DAYS, Limit
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.person import Person
from onestop_records.models.record import Record

BATCH = 250  # of one transaction
YEARS = 3
OPEN = 60  # one of so many is open still: some forty for each who handles them
GRADES = ("very-satisfied", "satisfied", "satisfied", "fair", "dissatisfied", "")
LIMIT = Limit(WORKING_DAYS, 5, "C2")


@dataclass(frozen=True)
class Times:
    """When one was received, and closed (None: it is open), and whether in time."""

    received: datetime
    closed: datetime | None
    late: bool


class MadeUp:
    """Fills an instance with so many cases and complaints; the same numbers give the same ones."""

    def __init__(self, instance: Instance, cases: int, complaints: int) -> None:
        self.instance = instance
        self.cases, self.complaints = cases, complaints
        with instance.work() as request:
            self.house: House = settle(request, cases)
            self.now: datetime = request.find_service(IClock).now()
            request.tm.commit()

    def fill(self) -> None:
        """Bring them in, some hundred a transaction."""
        self._batches(range(self.house.enterprises), self._enterprise)
        self._batches(range(self.cases), self._case)
        self._batches(range(self.complaints), self._complaint)

    def _batches(self, numbers: Iterable[int], make: Any) -> None:
        waiting = iter(numbers)
        while batch := list(islice(waiting, BATCH)):
            with self.instance.work() as request:
                for number in batch:
                    make(request, number, random.Random(number))  # noqa: S311 not a secret
                request.tm.commit()

    def _enterprise(self, request: Any, number: int, chance: random.Random) -> None:
        found(request, number)

    def _times(self, number: int, chance: random.Random) -> Times:
        if number % OPEN == 0:
            return Times(self.now - timedelta(days=chance.randrange(1, 20)), None, chance.random() < 0.2)
        received = self.now - timedelta(days=chance.randrange(20, 365 * YEARS))
        return Times(received, received + timedelta(days=chance.randrange(1, 9)), chance.random() < 0.08)

    def _case(self, request: Any, number: int, chance: random.Random) -> None:
        times = self._times(number, chance)
        case = Case(new_id(), times.received)
        case.number, case.kind = f"BJ{times.received.year}-{number:06}", "promised"
        case.matter, case.matter_title = self.house.matter(chance)
        code = self.house.enterprise(chance)
        name = request.site.enterprises[code].name
        case.title, case.applicant = case.matter_title, Applicant(name, code, code)
        self._led(request, case, times, chance)
        grade = chance.choice(GRADES) if times.closed else ""
        told = {
            "matter": case.matter,
            "enterprise": code,
            "applicant": name,
            "case_kind": case.kind,
            "satisfaction": grade,
        }
        self._file(request, case, times, f"{name}：{case.title}", told, number)
        request.site.cases.add(case)
        if times.closed and grade:
            self._evaluated(request, case, times.closed, grade)

    def _evaluated(self, request: Any, case: Case, at: datetime, grade: str) -> None:
        """What the client said, counted as the worker does."""
        one = Evaluation(case.id, case.number, case.unit, case.matter, at, at.strftime("%Y-%m"))
        one.answers = {**dict.fromkeys((*STATION, OVERALL), grade), SOLVED: "yes"}
        folder = request.site.evaluations
        folder.add(one)
        folder.count(case.id)
        if one.low:
            one.improved_at = at
            folder.improved(one)

    def _complaint(self, request: Any, number: int, chance: random.Random) -> None:
        times = self._times(number, chance)
        complaint = Complaint(new_id(), times.received)
        complaint.number, complaint.channel = f"TS{times.received.year}-{number:06}", "letter"
        self._led(request, complaint, times, chance)
        others = [person for person in self.house.handlers if person != complaint.handler]
        complaint.complained, complaint.signed = (chance.choice(others),), number % 2 == 0
        leaders = self.house.managers[: 1 + number % 2]
        complaint.helpers = leaders if number % 3 == 0 else ()
        told = {"case_kind": "complaint", "satisfaction": chance.choice(GRADES) if times.closed else ""}
        volume = self._file(request, complaint, times, f"投诉 {complaint.number}", told, number)
        for record in (volume, *(request.site.records[item] for item in volume.items)):
            record.data_category, record.readers = "sensitive", complaint.handlers
            record.denied = complaint.complained
        request.site.complaints.add(complaint)
        request.site.complaints.files[volume.id] = complaint.id
        request.site.complaints.list(complaint, complaint.handlers, complaint.handler)

    def _led(self, request: Any, one: Casework, times: Times, chance: random.Random) -> None:
        """As far as it has come, with its clock."""
        one.handler = chance.choice(self.house.handlers)
        person: Person = request.site.people[one.handler]
        one.unit = next(iter(sorted(person.units(times.received.date()))), "QYB")
        one.moves = (Move("enter", one.handler, times.received),)
        started = times.received - timedelta(days=20) if times.late and not times.closed else times.received
        deadline = request.find_service(IWorkingDays).deadline(started, LIMIT)
        clock = Clock("case-promised", LIMIT, started, deadline)
        one.clocks = PersistentMapping({clock.name: clock})
        if times.closed:
            clock.stop(times.closed)
            one.state = "closed"
            one.moves = (*one.moves, Move("close", one.handler, times.closed))
        else:
            one.state = "accepted"
            clock.overdue = self.now if times.late else None
            request.site.deadlines.put(one.deadline_kind, one.id, clock, None)

    def _file(
        self, request: Any, one: Casework, times: Times, title: str, told: dict[str, str], number: int
    ) -> Record:
        """The volume, with one item."""
        volume = self._record(request, one, one.file_type, title, times)
        closed = times.closed.date().isoformat() if times.closed else ""
        in_time = "no" if times.late else "yes" if times.closed else "running"
        described = {
            **told,
            "case": one.number,
            "case_state": one.state,
            "in_time": in_time,
            "received": times.received.date().isoformat(),
            "closed": closed,
            "abstract": made_up(number, 200),
        }
        volume.change({name: value for name, value in described.items() if value})
        item = self._record(request, one, "document", f"{title}：申请", times)
        item.volume, volume.items = volume.id, (item.id,)
        one.file = volume.id
        return volume

    def _record(self, request: Any, one: Casework, kind: str, title: str, times: Times) -> Record:
        record = Record(new_id(), kind)
        record.title, record.creator = title, "企业服务部"
        record.date = PartialDate(times.received.date().isoformat())
        record.year, record.unit, record.retention = times.received.year, one.unit, "D10"
        record.keeping = request.site.people[one.handler].keepings[0]
        record.state = "submitted" if times.closed else "captured"
        record.casework, record.growing = one.address, times.closed is None
        request.site.records.add(record)
        return record
