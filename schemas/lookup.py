"""Fields whose values stand in the store: codes of units, classes and categories, and people.

They want a schema bound with ``site``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import colander
from deform.widget import SelectWidget
from translationstring import TranslationString

from onestop_records.i18n import _
from onestop_records.models.site import Site
from schemas.nodes import Node, Text, Words


def _categories(site: Site) -> Iterator[tuple[str, str]]:
    for fonds in site.fonds.values():
        for category in fonds.values():
            yield category.code, f"{category.code} {category.title}"


def _units(site: Site) -> Iterator[tuple[str, str]]:
    return ((unit.code, unit.title) for unit in site.units.values() if not unit.closed)


def _retention(site: Site) -> Iterator[tuple[str, str]]:
    return ((entry.code, entry.title) for entry in site.retention.values())


def _scope(site: Site) -> Iterator[tuple[str, str]]:
    return ((entry.code, entry.title) for entry in site.scope.values() if entry.filed and not entry.ended)


def _people(site: Site) -> Iterator[tuple[str, str]]:
    return ((person.id, person.name) for person in site.people.values() if not person.closed)


def _archivists(site: Site) -> Iterator[tuple[str, str]]:
    people = (person for person in site.people.values() if "archivist" in person.roles and not person.closed)
    return ((person.id, person.name) for person in people)


LISTS = {
    "categories": _categories,
    "units": _units,
    "retention": _retention,
    "scope": _scope,
    "people": _people,
    "archivists": _archivists,
}
EXISTS = {
    "archivists": lambda site, code: code in dict(_archivists(site)),
    "categories": lambda site, code: site.fonds.category(code) is not None,
    "units": lambda site, code: code in site.units,
    "retention": lambda site, code: code in site.retention,
    "people": lambda site, code: code in site.people,
    "scope": lambda site, code: code in site.scope and site.scope[code].filed,
}


class StoredSelect(SelectWidget):
    """A list box over what the store holds, read only when it is drawn."""

    def __init__(self, site: Site, kind: str, **options: Any) -> None:
        super().__init__(**options)
        self.site, self.kind = site, kind

    @property
    def values(self) -> tuple[tuple[str, Any], ...]:
        first = () if self.multiple else (("", _("(none)")),)
        return (*first, *LISTS[self.kind](self.site))


def choices(kind: str, multiple: bool = False) -> Any:
    """The deferred widget over a kind of ``LISTS``."""
    return colander.deferred(lambda node, bound: StoredSelect(bound["site"], kind, multiple=multiple))


def coded(kind: str, title: TranslationString, **options: Any) -> Node:
    """An optional code that must exist in the store."""

    @colander.deferred
    def validator(node: Any, bound: dict[str, Any]) -> Any:
        def exists(node: Any, code: str) -> None:
            if not EXISTS[kind](bound["site"], code):
                raise colander.Invalid(node, _("There is no ${code} here", mapping={"code": code}))

        return exists

    return Node(
        Text(100), title=title, validator=validator, widget=choices(kind), missing=colander.drop, **options
    )


def one_of(values: Mapping[str, TranslationString], title: TranslationString, **options: Any) -> Node:
    """One of a fixed list of codes."""

    def known(node: Any, code: str) -> None:
        if code not in values:
            allowed = {"code": code, "allowed": ", ".join(values)}
            raise colander.Invalid(node, _("${code} is none of ${allowed}", mapping=allowed))

    missing = options.pop("missing", colander.drop)
    pairs = tuple(values.items()) if isinstance(missing, str) else (("", _("(none)")), *values.items())
    return Node(
        Text(100), title=title, validator=known, missing=missing, widget=SelectWidget(values=pairs), **options
    )


class People(Words):
    """A list of people, named by id or user name; the result holds ids."""

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else set(appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        names = super().deserialize(
            node, sorted(cstruct) if isinstance(cstruct, (set, frozenset)) else cstruct
        )
        if names is colander.null:
            return names
        people = node.bindings["site"].people
        found = {name: name if name in people else people.by_username(name) for name in names}
        unknown = [name for name, person in found.items() if person is None]
        if unknown:
            raise colander.Invalid(node, _("Nobody is named ${names}", mapping={"names": ", ".join(unknown)}))
        return tuple(dict.fromkeys(p if isinstance(p, str) else p.id for p in found.values()))


def people(title: TranslationString, **options: Any) -> Node:
    """An optional list of people."""
    return Node(
        People(),
        title=title,
        widget=choices("people", multiple=True),
        missing=colander.drop,
        **options,
    )
