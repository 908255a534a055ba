"""Files for tests, received as an upload is."""

import io
from typing import Any

from onestop_records.interfaces import IStorage
from onestop_records.models.component import Received


def received(request: Any, content: bytes = b"\xe7\xba\xb8", name: str = "paper.txt") -> Received:
    """A small file that has come in."""
    return request.find_service(IStorage).receive(io.BytesIO(content), name, 10**6)
