"""The place of special tasks, and the settings of their files."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.specialtask import SpecialTask


class SpecialTaskTerms(Persistent):
    """Settings of a house: category and retention class of the files, empty: the archivist chooses."""

    category = "WS"
    retention = ""
    revision = 1


class SpecialTaskFolder(Persistent):
    """All special tasks by id; the sets are keyed so that no two writers share a key."""

    __name__ = "specialtasks"
    __parent__: Any = None

    def __init__(self) -> None:
        self._tasks = OOBTree()
        self._open = OOTreeSet()  # ids
        self._undivided = OOTreeSet()  # ids
        self._ended = OOTreeSet()  # "instant of closing/id"
        self._concerned = OOTreeSet()  # "person/id" of open ones
        self.terms = SpecialTaskTerms()

    def __getitem__(self, task_id: str) -> SpecialTask:
        return self._tasks[task_id]

    def get(self, task_id: str) -> SpecialTask | None:
        return self._tasks.get(task_id)

    def __contains__(self, task_id: str) -> bool:
        return task_id in self._tasks

    def __len__(self) -> int:
        return len(self._tasks)

    def add(self, task: SpecialTask) -> None:
        task.__parent__ = self
        self._tasks[task.id] = task
        self._open.insert(task.id)
        self._undivided.insert(task.id)
        self.concern(task, frozenset())

    def concern(self, task: SpecialTask, before: frozenset[str]) -> None:
        """Keep the sets in step with a task; ``before`` is who had something to do with it."""
        after = frozenset() if task.ended else task.people
        for person in before - after:
            self._concerned.remove(f"{person}/{task.id}")
        for person in after - before:
            self._concerned.insert(f"{person}/{task.id}")
        if task.state != "registered" and task.id in self._undivided:
            self._undivided.remove(task.id)
        if task.ended and task.id in self._open and task.closed_at is not None:
            self._open.remove(task.id)
            self._ended.insert(f"{task.closed_at.isoformat()}/{task.id}")

    def opened(self) -> Iterator[SpecialTask]:
        """All that are not closed."""
        return (self._tasks[task_id] for task_id in self._open)

    def undivided(self) -> Iterator[SpecialTask]:
        """Those that no manager has divided yet."""
        return (self._tasks[task_id] for task_id in self._undivided)

    def ended(self, most: int) -> Iterator[SpecialTask]:
        """The closed ones, the newest first."""
        newest = islice(reversed(list(self._ended.keys())), most)
        return (self._tasks[key.partition("/")[2]] for key in newest)

    def of(self, person: str) -> Iterator[SpecialTask]:
        """The open ones that a person has something to do with."""
        keys = self._concerned.keys(f"{person}/", f"{person}0")
        return (self._tasks[key.partition("/")[2]] for key in keys)
