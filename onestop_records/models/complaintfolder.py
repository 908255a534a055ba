"""The place of complaints, and the settings of their handling."""

from collections.abc import Iterator
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.casework import with_clocks
from onestop_records.models.complaint import Complaint

STAMP = "%Y%m%d%H%M%S%f"


class ComplaintTerms(Persistent):
    """Settings of a house: who handles complaints, in order; who leads and who supervises; who is told.

    ``handlers`` and ``leaders`` are ids of people; ``head`` is the head of the platform, ``supervisor`` the
    president or supervisor to whom a complaint against the head goes. ``category`` and ``retention`` are
    those of the files; ``telephone`` and ``email`` are made known to everybody (N28.3).
    """

    handlers: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    head = ""
    supervisor = ""
    category = "ZY·TS"
    retention = ""
    telephone = ""
    email = ""
    revision = 1


class ComplaintFolder(Persistent):
    """All complaints by id; per person those they have to do with, under keys that few writers share."""

    __name__ = "complaints"
    __parent__: Any = None

    def __init__(self) -> None:
        self._complaints = OOBTree()
        self.codes = OOBTree()  # digest of a code → id
        self.files = OOBTree()  # id of a volume → id of the complaint whose file it is
        self.unassigned = OOTreeSet()  # ids of those that nobody may handle yet
        self.people = OOBTree()  # person id → OOTreeSet of ids of open ones they have to do with
        self.past = OOBTree()  # person id → OOBTree of closed ones: "instant id" → id
        self.answering = OOBTree()  # person id → OOTreeSet of ids of those they answer for, closed ones too
        self.terms = ComplaintTerms()

    def __getitem__(self, complaint_id: str) -> Complaint:
        return self._complaints[complaint_id]

    def get(self, complaint_id: str) -> Complaint | None:
        return self._complaints.get(complaint_id)

    def __contains__(self, complaint_id: str) -> bool:
        return complaint_id in self._complaints

    def __len__(self) -> int:
        return len(self._complaints)

    def values(self) -> Iterator[Complaint]:
        return iter(self._complaints.values())

    def add(self, complaint: Complaint) -> None:
        complaint.__parent__ = self
        self._complaints[complaint.id] = complaint
        if complaint.code:
            self.codes[complaint.code] = complaint.id

    def forget_code(self, complaint: Complaint) -> None:
        """Its code opens nothing any more: the wrong person knows it."""
        self.codes.pop(complaint.code, None)
        complaint.code = ""

    def of_file(self, record_id: str) -> Complaint | None:
        """The complaint whose file this volume is."""
        found = self.files.get(record_id)
        return None if found is None else self._complaints[found]

    def by_code(self, digest: str) -> Complaint | None:
        """The complaint that the code with this digest belongs to."""
        found = self.codes.get(digest)
        return None if found is None else self._complaints[found]

    def open_of(self, person: str) -> Iterator[Complaint]:
        """Open complaints that a person has to do with."""
        return iter(with_clocks([self._complaints[each] for each in self.people.get(person, ())]))

    def past_of(self, person: str, limit: int) -> Iterator[Complaint]:
        """The newest closed ones."""
        past = self.past.get(person)
        keys = [] if past is None else list(reversed(past.keys()))[:limit]
        return (self._complaints[past[key]] for key in keys)

    def answered_for(self, person: str) -> Iterator[Complaint]:
        """Those whose handling, or whose closed file, a person answers for."""
        return (self._complaints[each] for each in self.answering.get(person, ()))

    def list(self, complaint: Complaint, concerned: tuple[str, ...], answering: str) -> None:
        """Put a complaint under the people it concerns now, and under who answers for it."""
        for person in set(complaint.listed) - set(concerned):
            _remove(self.people.get(person), complaint.id)
        for person in concerned:
            self._put(complaint, person)
        complaint.listed = concerned
        if complaint.answering != answering:
            _remove(self.answering.get(complaint.answering), complaint.id)
            complaint.answering = answering
        if answering:
            _tree(self.answering, answering, OOTreeSet).insert(complaint.id)

    def _put(self, complaint: Complaint, person: str) -> None:
        if complaint.ended and complaint.closed_at is not None:
            _remove(self.people.get(person), complaint.id)
            key = f"{complaint.closed_at:{STAMP}} {complaint.id}"
            _tree(self.past, person, OOBTree)[key] = complaint.id
        else:
            _tree(self.people, person, OOTreeSet).insert(complaint.id)


def _remove(held: Any, complaint_id: str) -> None:
    if held is not None and complaint_id in held:
        held.remove(complaint_id)


def _tree(trees: Any, person: str, kind: Any) -> Any:
    found = trees.get(person)
    if found is None:
        found = trees[person] = kind()
    return found
