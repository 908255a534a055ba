"""Enterprise quality files (企业质量档案, S9.3): who an enterprise is; its history is found by its code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.creditcode import normal, shaped
from onestop_records.models.folding import fold

# Basic data, as the needs form asks for them (S appendix A).
FIELDS = (
    "name",
    "legal_representative",
    "industry",
    "contact",
    "scale",
    "employees",
    "phone",
    "address",
    "email",
    "wechat",
    "in_park",
    "park",
    "output",
    "products",
    "laboratories",
    "self_testing",
    "remarks",
)
# What names a person: shown to those who need it, never put into the audit trail (W2-6.3).
PERSONAL = frozenset({"legal_representative", "contact", "phone", "email", "wechat"})
LAST = "\uffff"
MOST_ALIKE = 5  # files that share something and may be of one enterprise


@dataclass(frozen=True)
class Merging:
    """Two files were found to be of one enterprise: when, by whom, why.

    What undoing it needs: who kept the other file, which names and fields of this one came from it.
    """

    code: str
    name: str
    by: str
    at: datetime
    reason: str
    keeper: str = ""
    names: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def key(text: str) -> str:
    """What descriptions are compared by that name an enterprise: its code, or its folded name."""
    code = normal(text)
    return code if shaped(code) else fold(text)


class Enterprise(Persistent):
    """One enterprise; its ``id`` is its unified social credit code. ``number`` is that of its file.

    ``keeper`` is the person named to keep the file. ``merged_into`` is the code of the file that this one
    was found to be the same as, ``mergings`` are those that were put into this one.
    """

    __parent__: Any = None
    number = ""
    keeper = ""
    merged_into = ""
    mergings: tuple[Merging, ...] = ()
    made_by = ""
    made_at: datetime | None = None
    changed_by = ""
    changed_at: datetime | None = None
    revision = 1

    def __init__(self, code: str, values: Mapping[str, Any]) -> None:
        self.id = self.code = self.__name__ = code
        self.values: Mapping[str, Any] = dict(values)
        self.names: tuple[str, ...] = ()  # earlier names

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))

    def get(self, field: str, default: Any = None) -> Any:
        return self.values.get(field, default)


class EnterpriseFolder(Persistent):
    """All enterprises by code; sets by what else they are known by, keyed so that no two writers share one.

    ``keeper`` is who keeps new files, empty: whoever makes them.
    """

    __name__ = "enterprises"
    __parent__: Any = None
    keeper = ""

    def __init__(self) -> None:
        self._enterprises = OOBTree()
        self._known_by = OOTreeSet()  # (kind, folded text, code)
        self._shared = OOTreeSet()  # (kind, folded text) that a few unmerged files share
        self.kept = OOTreeSet()  # (person, code)

    def __getitem__(self, code: str) -> Enterprise:
        return self._enterprises[code]

    def get(self, code: str) -> Enterprise | None:
        found: Enterprise | None = self._enterprises.get(code)
        return found

    def __contains__(self, code: str) -> bool:
        return code in self._enterprises

    def __len__(self) -> int:
        return len(self._enterprises)

    def after(self, code: str = "") -> Iterator[Enterprise]:
        """Enterprises in the order of their codes behind this one."""
        return iter(self._enterprises.values(code, excludemin=bool(code)))

    def add(self, enterprise: Enterprise) -> None:
        enterprise.__parent__ = self
        self._enterprises[enterprise.code] = enterprise
        self.know(enterprise)

    def know(self, enterprise: Enterprise) -> None:
        """Note what it is known by now, and that it was merged."""
        for kind, text in _known_by(enterprise):
            self._known_by.insert((kind, text, enterprise.code))
            self._recount(kind, text)

    def forget(self, enterprise: Enterprise) -> None:
        """Before its values change."""
        for kind, text in _known_by(enterprise):
            if (kind, text, enterprise.code) in self._known_by:
                self._known_by.remove((kind, text, enterprise.code))
                self._recount(kind, text)

    def _recount(self, kind: str, text: str) -> None:
        """Keep apart what a few share: many share a building, and are no duplicates for that."""
        shared = 1 < len(self._standing(kind, text)) <= MOST_ALIKE
        if shared and (kind, text) not in self._shared:
            self._shared.insert((kind, text))
        elif not shared and (kind, text) in self._shared:
            self._shared.remove((kind, text))

    def resolve(self, code: str) -> Enterprise | None:
        """The enterprise of a code, or the one that it was merged into."""
        found = self.get(normal(code))
        while found is not None and found.merged_into:
            found = self.get(found.merged_into)
        return found

    def codes(self, code: str) -> tuple[str, ...]:
        """Every code of the same enterprise, the present one first; the code itself when it is not known."""
        found = self.resolve(code)
        if found is None:
            return (code,)
        return tuple(self._codes(found))

    def _codes(self, enterprise: Enterprise) -> Iterator[str]:
        yield enterprise.code
        for merging in enterprise.mergings:
            yield from self._codes(self._enterprises[merging.code])

    def named(self, text: str) -> list[Enterprise]:
        """Enterprises whose name, now or earlier, is that one."""
        return self._with("name", fold(text))

    def keys(self, text: str) -> frozenset[str]:
        """Everything by which descriptions name the enterprise of this code or name, see ``key``.

        A name counts for a code only when no other enterprise bears it.
        """
        found = {key(text)}
        for enterprise in {e for e in (self.resolve(text), self._one(text)) if e is not None}:
            found.update(self._codes(enterprise))
            own = {fold(name) for name in (enterprise.name, *enterprise.names) if name}
            found.update(name for name in own if self._one(name) is enterprise)
        return frozenset(found)

    def present(self, found: str) -> str:
        """The present code for a ``key``; the key itself when it names none, or more than one."""
        enterprise = self.resolve(found) if shaped(found) else self._one(found)
        return found if enterprise is None else enterprise.code

    def _one(self, name: str) -> Enterprise | None:
        """The only enterprise of that name."""
        found = {self.resolve(each.code) for each in self.named(name)}
        return found.pop() if len(found) == 1 else None

    def starting(self, text: str, most: int = 20) -> list[Enterprise]:
        """Enterprises whose code or name begins with that."""
        wanted = normal(text)
        found = list(islice(self._enterprises.values(wanted, wanted + LAST), most))
        key = fold(text)
        for __, __, code in self._known_by.keys(("name", key, ""), ("name", key + LAST, LAST)):
            if len(found) >= most:
                break
            found.append(self._enterprises[code])
        unique = {self.resolve(each.code): None for each in found}
        return [each for each in unique if each is not None]

    def alike(self, enterprise: Enterprise) -> list[Enterprise]:
        """Others that share a name without its form, a telephone or an address, and may be the same."""
        own = set(self.codes(enterprise.code))
        found = {
            other.code: other
            for kind, text in _known_by(enterprise)
            if (kind, text) in self._shared
            for other in self._standing(kind, text)
            if other.code not in own
        }
        return [found[code] for code in sorted(found)]

    def duplicates(self, most: int = 100) -> list[list[Enterprise]]:
        """Groups of unmerged files that share something, for somebody to look at."""
        groups: dict[tuple[str, ...], list[Enterprise]] = {}
        for kind, text in self._shared:
            found = self._standing(kind, text)
            groups.setdefault(tuple(each.code for each in found), found)
            if len(groups) >= most:
                break
        return list(groups.values())

    def _standing(self, kind: str, text: str) -> list[Enterprise]:
        """Unmerged files that are known by that, one more than can be duplicates at most."""
        found = self._known_by.keys((kind, text, ""), (kind, text, LAST))
        present = (self._enterprises[code] for __, __, code in found)
        return list(islice((each for each in present if not each.merged_into), MOST_ALIKE + 1))

    def _with(self, kind: str, text: str) -> list[Enterprise]:
        found = self._known_by.keys((kind, text, ""), (kind, text, LAST))
        return [self._enterprises[code] for __, __, code in found]


FORMS = ("股份有限公司", "有限责任公司", "有限公司", "分公司", "公司", "厂")


def stem(name: str) -> str:
    """A name without brackets, spaces and its legal form: what differs when one writes it in a hurry."""
    text = "".join(c for c in fold(name) if c.isalnum())
    for form in FORMS:
        text = text.removesuffix(form)
    return text


def _known_by(enterprise: Enterprise) -> Iterator[tuple[str, str]]:
    for name in (enterprise.name, *enterprise.names):
        if name:
            yield "name", fold(name)
            yield "stem", stem(name)
    phone = "".join(c for c in str(enterprise.get("phone") or "") if c.isdigit())
    if len(phone) >= 7:
        yield "phone", phone
    if address := fold(str(enterprise.get("address") or "")):
        yield "address", "".join(address.split())
