"""Custody: a record names a keeping, a keeping names its holder."""

from collections.abc import MutableMapping

from persistent import Persistent

from onestop_records.models.identity import new_id
from onestop_records.models.person import Person


class Keeping(Persistent):
    """What a record's custody hangs on (保管归属); changing ``holder`` moves everything in it at once."""

    def __init__(self, keeping_id: str, holder: str) -> None:
        self.id = keeping_id
        self.holder = holder


def own_keeping(keepings: MutableMapping[str, Keeping], person: Person) -> str:
    """The id of the keeping into which what a person captures goes; made when they have none."""
    for keeping_id in person.keepings:
        keeping = keepings[keeping_id]
        if keeping.holder == person.id:
            if keeping._p_jar is not None:  # the gate: an account being closed meanwhile conflicts
                keeping._p_jar.readCurrent(keeping)
            return keeping_id
    keeping = Keeping(new_id(), person.id)
    keepings[keeping.id] = keeping
    person.keepings = (*person.keepings, keeping.id)
    return keeping.id
