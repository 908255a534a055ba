"""Answers kept so that a repeated request gets the same one."""

from datetime import datetime

from persistent import Persistent


class KeptAnswer(Persistent):
    """The answer to one request with an ``Idempotency-Key``; ``digest`` identifies the request's content."""

    def __init__(self, digest: str, status: int, location: str, body: bytes, at: datetime) -> None:
        self.digest = digest
        self.status = status
        self.location = location
        self.body = body
        self.at = at
