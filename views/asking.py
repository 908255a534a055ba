"""From the query of an address to a question, and back to addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request

from onestop_records.models.search import FILTERS, SORTS, Question

PAGE = 20
MOST_PAGES = 500
TEXTS = ("q", "from", "to", "sort", "view")
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """What stands in the address: pairs of names and values, and the number of the page from 1."""

    path: str
    pairs: Pairs
    page: int

    @classmethod
    def of(cls, request: Request) -> "Asked":
        """Read an address; what it does not know is left out, ``also`` narrows ``q``."""
        names = (*TEXTS, *FILTERS)
        pairs = [(n, v.strip()) for n, v in request.GET.items() if n in names and v.strip()]
        also = request.GET.get("also", "").strip()
        q = " ".join(value for name, value in pairs if name == "q")
        if also:
            q = f"({q}) {also}" if q else also
        rest = dict.fromkeys(pair for pair in pairs if pair[0] != "q")
        page = request.GET.get("page", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        return cls(request.path, ((("q", q),) if q else ()) + tuple(rest), min(max(number, 1), MOST_PAGES))

    def text(self, name: str, default: str = "") -> str:
        """The first value of a name."""
        return next((value for key, value in self.pairs if key == name), default)

    def values(self, name: str) -> list[str]:
        """All values of a name."""
        return [value for key, value in self.pairs if key == name]

    @property
    def sort(self) -> str:
        """The order asked for; the best first for words, else the newest."""
        found = self.text("sort")
        return found if found in SORTS else "relevance" if self.text("q") else "-date"

    def question(self, limit: int = PAGE) -> Question:
        """What to ask."""
        return Question(
            q=self.text("q"),
            filters={name: tuple(self.values(name)) for name in FILTERS if self.values(name)},
            since=self.text("from"),
            until=self.text("to"),
            sort=self.sort,
            limit=limit,
            cursor=str((self.page - 1) * limit) if self.page > 1 else None,
        )

    @property
    def query(self) -> str:
        """The query of the address without the page."""
        return urlencode(self.pairs)

    def link(self, **changes: str | None) -> str:
        """The address with these names set to one value, or left out; the first page unless ``page``."""
        kept = [pair for pair in self.pairs if pair[0] not in changes]
        return self._address(kept + [(n, v) for n, v in changes.items() if v is not None])

    @property
    def unfiltered(self) -> str:
        """The address with nothing but the words."""
        return self._address([pair for pair in self.pairs if pair[0] == "q"])

    def without(self, name: str, value: str) -> str:
        """The address without one value."""
        return self._address([pair for pair in self.pairs if pair != (name, value)])

    def _address(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def chosen(asked: Asked) -> Mapping[str, Any]:
    """Names of filters and dates that are set, with their values."""
    names = (*FILTERS, "from", "to")
    return {name: asked.values(name) for name in names if asked.values(name)}
