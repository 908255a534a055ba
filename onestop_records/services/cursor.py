"""Where the next page of a search begins, as a text that a reader may keep."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

MOST = 2**31  # numbers and offsets are below


@dataclass(frozen=True)
class Cursor:
    """Behind the place ``after`` in the order of ``sort``, or, for relevance, at ``offset``.

    Pages by place neither repeat nor miss a record when others come in between.
    """

    sort: str
    offset: int = 0
    after: tuple[Any, int] | None = None

    def text(self) -> str:
        """The opaque form."""
        key, number = self.after if self.after else (None, -1)
        values = [self.sort, self.offset, key.hex() if isinstance(key, bytes) else key, number]
        return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, sort: str) -> "Cursor":
        """Raises ValueError for what is not the cursor of a search in this order; digits are an offset."""
        if text.isascii() and text.isdigit():
            return cls(sort, _natural(int(text[:10])))
        try:
            name, offset, key, number = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            if name != sort or not (key is None or isinstance(key, str)):
                raise ValueError(text)
            if number == -1:
                return cls(sort, _natural(offset))
            return cls(sort, 0, (_key(key, sort), _natural(number)))
        except (TypeError, UnicodeError) as error:
            raise ValueError(text) from error


def _key(key: str | None, sort: str) -> Any:
    return bytes.fromhex(key or "") if sort == "title" else key


def _natural(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MOST:
        raise ValueError(value)
    return value
