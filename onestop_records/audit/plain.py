"""Values as plain JSON, and without what must never stand in the trail."""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

SECRETS = frozenset({"password", "token", "secret", "csrf_token", "content"})
MASK = "•••"


def plain(value: Any) -> Any:
    """The same value as JSON can hold it: enums by code, dates as ISO 8601, sets sorted.

    Raises TypeError for bytes and other values that an event must not carry.
    """
    if isinstance(value, Enum):
        return value.value if isinstance(value, str) else value.name.lower()
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return plain_mapping(value)
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return plain_mapping(asdict(value))
    raise TypeError(f"an audit entry cannot hold a {type(value).__name__}")


def plain_mapping(values: Mapping[Any, Any]) -> dict[str, Any]:
    """The same for a mapping; secrets and content are masked."""
    return {str(key): MASK if str(key) in SECRETS else plain(value) for key, value in values.items()}
