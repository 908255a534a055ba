"""Classification grades (密级) and what a person may have of them."""

from enum import IntEnum


class Classification(IntEnum):
    """From 公开 to 绝密; trade and work secrets, never state secrets (C12)."""

    PUBLIC = 0
    INTERNAL = 1
    CONFIDENTIAL = 2
    SECRET = 3
    TOP_SECRET = 4

    @property
    def code(self) -> str:
        """The value in the API and in forms."""
        return self.name.lower()

    @property
    def classified(self) -> bool:
        """秘密 and above."""
        return self >= Classification.CONFIDENTIAL

    @classmethod
    def of(cls, code: str) -> "Classification":
        """The grade with this code; raises KeyError."""
        return cls[code.upper()]
