"""Fonds (全宗) and the categories (门类) in it."""

from collections.abc import Iterator
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent


class Category(Persistent):
    """A record category such as ``WS``. ``template`` builds reference codes, see ``models.code``.

    ``keeping`` is what filed records of the category pass into (custody of its archivist);
    ``direct_filing`` lets an archivist file at once (随办随归) without arrangement. ``mark`` stands for the
    category in reference codes, the code if empty: a code is unique in the archive, a mark need not be.
    """

    __parent__: Any = None
    mark = ""

    def __init__(self, code: str, title: str, template: str, keeping: str) -> None:
        self.code = self.__name__ = code
        self.title = title
        self.template = template
        self.volume_template = ""
        self.item_template = ""
        self.keeping = keeping
        self.direct_filing = True
        self.retention = ""  # default class code


class Fonds(Persistent):
    """All archives of one institution."""

    __parent__: Any = None

    def __init__(self, number: str, title: str) -> None:
        self.number = self.__name__ = number
        self.title = title
        self._categories = OOBTree()

    def __getitem__(self, code: str) -> Category:
        return self._categories[code]

    def get(self, code: str) -> Category | None:
        return self._categories.get(code)

    def __contains__(self, code: str) -> bool:
        return code in self._categories

    def __iter__(self) -> Iterator[str]:
        return iter(self._categories)

    def values(self) -> Iterator[Category]:
        return iter(self._categories.values())

    def add(self, category: Category) -> None:
        category.__parent__ = self
        self._categories[category.code] = category
