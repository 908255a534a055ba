"""Those to whom needs are matched (S6.2): service agencies (质量服务机构) and experts (专家)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.folding import fold

KINDS = ("agency", "expert")
FIELDS = ("name", "kind", "code", "domains", "offers", "contact", "phone", "email", "address", "since")
# What names or reaches a person: shown to those who need it, never put into the audit trail (W2-6.3).
PERSONAL = frozenset({"contact", "phone", "email"})
OF_EXPERT = frozenset({"name", "address"})  # an expert is a person
CURRENT, LEFT = "current", "left"
LAST = "\uffff"
Place = tuple[str, str, str, str]


@dataclass(frozen=True)
class ProviderRefusal:
    """A need was refused (推卸、放弃); ``case`` is its id. Unjustified ones are counted (N58.6, N64.1)."""

    case: str
    reason: str
    justified: bool
    day: date
    by: str
    at: datetime


class Provider(Persistent):
    """One of them, never deleted: ``until`` and ``left_reason`` say when and why it left.

    ``code`` is the unified social credit code of an agency, ``domains`` are those of matters. Of experts
    everything that names them is personal data.
    """

    __parent__: Any = None
    kind = "agency"
    name = ""
    code = ""
    domains: tuple[str, ...] = ()
    offers = ""
    contact = ""
    phone = ""
    email = ""
    address = ""
    since: date | None = None
    until: date | None = None
    left_reason = ""
    refusals: tuple[ProviderRefusal, ...] = ()
    made_by = ""
    made_at: datetime | None = None
    changed_by = ""
    changed_at: datetime | None = None
    revision = 1

    def __init__(self, provider_id: str) -> None:
        self.id = self.__name__ = provider_id

    @property
    def left(self) -> bool:
        """It left, or its leaving is settled: nothing is passed on to it any more."""
        return self.until is not None

    @property
    def personal(self) -> frozenset[str]:
        """The fields that are personal data."""
        return PERSONAL | OF_EXPERT if self.kind == "expert" else PERSONAL

    @property
    def unjustified(self) -> dict[int, int]:
        """Year → how often it refused without good reason, the latest first."""
        years = sorted((refusal.day.year for refusal in self.refusals if not refusal.justified), reverse=True)
        return {year: years.count(year) for year in years}

    def touch(self, person: str, at: datetime) -> None:
        """Note a change."""
        self.revision += 1
        self.changed_by, self.changed_at = person, at


class ProviderFolder(Persistent):
    """All of them by id, and in the order of their names; keys that no two writers share."""

    __name__ = "providers"
    __parent__: Any = None

    def __init__(self) -> None:
        self._providers = OOBTree()
        self._codes = OOBTree()  # credit code → id
        self._listed = OOTreeSet()  # (standing, domain or empty, folded name, id)

    def __getitem__(self, provider_id: str) -> Provider:
        return self._providers[provider_id]

    def get(self, provider_id: str) -> Provider | None:
        found: Provider | None = self._providers.get(provider_id)
        return found

    def __contains__(self, provider_id: str) -> bool:
        return provider_id in self._providers

    def __len__(self) -> int:
        return len(self._providers)

    def coded(self, code: str) -> Provider | None:
        """The agency of a credit code that has not left."""
        found = self._codes.get(code) if code else None
        return self.get(found) if found else None

    def add(self, provider: Provider) -> None:
        provider.__parent__ = self
        self._providers[provider.id] = provider
        self.enlist(provider)

    def enlist(self, provider: Provider) -> None:
        """Note where it stands."""
        for key in _places(provider):
            self._listed.insert(key)
        if provider.code and not provider.left:
            self._codes[provider.code] = provider.id

    def delist(self, provider: Provider) -> None:
        """Before it changes."""
        for key in _places(provider):
            self._listed.remove(key)
        if provider.code and not provider.left:
            del self._codes[provider.code]

    def page(self, standing: str, domain: str, after: str = "", most: int = 50) -> list[Provider]:
        """Those of a standing and domain (empty: all) behind the one of the id ``after``, by name."""
        last = self.get(after)
        first = fold(last.name) if last is not None else ""
        low = (standing, domain, first, after if last is not None else "")
        found = self._listed.keys(low, (standing, domain, LAST, LAST), excludemin=last is not None)
        return [self._providers[key[3]] for key in islice(found, most)]

    def starting(self, text: str, standing: str = CURRENT, most: int = 20) -> Iterator[Provider]:
        """Those whose name begins with that."""
        key = fold(text)
        found = self._listed.keys((standing, "", key, ""), (standing, "", key + LAST, LAST))
        return (self._providers[place[3]] for place in islice(found, most))


def _places(provider: Provider) -> Iterator[Place]:
    standing, name = LEFT if provider.left else CURRENT, fold(provider.name)
    for domain in ("", *provider.domains):
        yield standing, domain, name, provider.id
