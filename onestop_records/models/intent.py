"""The intent to index: what a writer leaves for the worker, in the act's own transaction."""

from persistent import Persistent


class Intent(Persistent):
    """ "Record ``record`` has changed"; ``access`` when who may know of it changed; ``person`` wrote it."""

    def __init__(self, record: str, revision: int, person: str, access: bool) -> None:
        self.record = record
        self.revision = revision
        self.person = person
        self.access = access
