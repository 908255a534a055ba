"""Matters (办理事项): what the platform does for the public, told in full (W9-7.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.component import Version
from onestop_records.models.limit import Limit

DOMAINS = (
    "quality",
    "metrology",
    "standards",
    "certification",
    "accreditation",
    "testing",
    "intellectual-property",
    "brands",
    "other",
)
KINDS = ("consultation", "instant", "promised", "escalated", "agency", "joint")  # how it is usually handled
FORMS = ("original", "copy", "electronic", "either")
STATES = ("draft", "public", "withdrawn")


@dataclass(frozen=True)
class Material:
    """What the client brings: how many, in which ``form``; ``sample`` is an example or a blank form."""

    name: str
    form: str = "original"
    copies: int = 1
    required: bool = True
    note: str = ""
    sample: Version | None = None


class Matter(Persistent):
    """An entry of the public catalogue; its ``id`` is its code, which never changes.

    Texts are those of W9-7.2: ``basis`` (设立依据), ``conditions`` (条件), ``quantity`` (数量限制),
    ``procedure`` (程序), ``fees`` with ``fee_basis``, ``result``. ``legal`` is the limit that the law sets,
    None when it sets none, ``promised`` the platform's own, never longer. ``unit``, ``person`` and ``deputy``
    answer for it, ``phone`` takes complaints, ``retention`` is the class of its files.
    """

    __parent__: Any = None
    domain = "other"
    kind = "promised"
    title = ""
    basis = ""
    conditions = ""
    quantity = ""
    procedure = ""
    legal: Limit | None = None
    promised: Limit | None = None
    materials: tuple[Material, ...] = ()
    fees = ""
    fee_basis = ""
    result = ""
    unit = ""
    person = ""
    deputy = ""
    phone = ""
    retention = ""
    state = "draft"
    revision = 1
    changed_by = ""
    changed_at: datetime | None = None

    def __init__(self, code: str) -> None:
        self.id = self.code = self.__name__ = code

    @property
    def public(self) -> bool:
        """Everybody may read it and ask for it."""
        return self.state == "public"

    def touch(self, person: str, at: datetime) -> None:
        """Note a change."""
        self.revision += 1
        self.changed_by, self.changed_at = person, at


class MatterFolder(Persistent):
    """The catalogue, by code. There are dozens of matters, never thousands."""

    __name__ = "matters"
    __parent__: Any = None

    def __init__(self) -> None:
        self._matters = OOBTree()
        self.held = OOTreeSet()  # (person, code): who answers for which, as person or deputy

    def __getitem__(self, code: str) -> Matter:
        return self._matters[code]

    def get(self, code: str) -> Matter | None:
        found: Matter | None = self._matters.get(code)
        return found

    def __contains__(self, code: str) -> bool:
        return code in self._matters

    def __iter__(self) -> Iterator[str]:
        return iter(self._matters)

    def __len__(self) -> int:
        return len(self._matters)

    def values(self) -> Iterator[Matter]:
        return iter(self._matters.values())

    def add(self, matter: Matter) -> None:
        matter.__parent__ = self
        self._matters[matter.code] = matter

    def of(self, person_id: str) -> list[Matter]:
        """The matters that a person answers for."""
        return [self._matters[code] for __, code in self.held.keys((person_id, ""), (person_id, "\uffff"))]
