"""Custody: a record names a keeping, a keeping names its holder."""

from persistent import Persistent


class Keeping(Persistent):
    """What a record's custody hangs on (保管归属); changing ``holder`` moves everything in it at once."""

    def __init__(self, keeping_id: str, holder: str) -> None:
        self.id = keeping_id
        self.holder = holder
