"""The one place where descriptions are validated, whichever way they come in."""

from collections.abc import Iterator, Mapping
from typing import Any

import colander
from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IDescriptions
from onestop_records.models.classification import Classification
from onestop_records.models.record import Record
from onestop_records.models.recordtype import RecordType
from onestop_records.models.site import Site


@implementer(IDescriptions)
class Descriptions:
    """The registered types over one store."""

    def __init__(self, types: Mapping[str, RecordType], site: Site) -> None:
        self._types = types
        self._site = site

    def types(self) -> Mapping[str, RecordType]:
        return self._types

    def schema(self, type: str) -> Any:
        bound = self._bound()
        if type not in bound:
            bound[type] = self._types[type].schema().bind(site=self._site)
        return bound[type]

    def _bound(self) -> dict[str, Any]:
        """Schemas bound to this very site object, kept as long as its connection keeps it.

        They ask the store when they validate or are drawn, so they do not age; binding took a third of the
        time of a capture.
        """
        found: dict[str, Any] = self._site.__dict__.setdefault("_v_schemas", {})
        return found

    def check(self, type: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        if not isinstance(type, str) or type not in self._types:
            allowed = {"allowed": ", ".join(self._types)}
            message = _("The type must be one of ${allowed}", mapping=allowed)
            raise Violations(Violation("type", message))
        schema = self.schema(type)
        found = list(unknown(schema, values, ""))
        try:
            appstruct = schema.deserialize(dict(values))
        except colander.Invalid as error:
            found.extend(violations(error, ""))
        Violations.check(found)
        return appstruct

    def values(self, record: Record) -> dict[str, Any]:
        present: dict[str, Any] = {}
        for node in self.schema(record.type):
            value = record.get(node.name)
            if isinstance(value, Classification):
                present[node.name] = value.code
            elif value is False or value not in (None, "", (), {}, 0):
                present[node.name] = value
        return present


def unknown(node: Any, values: Any, prefix: str) -> Iterator[Violation]:
    """A violation for every name that the schema doesn't have, on any depth."""
    if not isinstance(node.typ, colander.Mapping) or not isinstance(values, Mapping):
        return
    children = {child.name: child for child in node.children}
    for name, value in values.items():
        if name not in children:
            yield Violation(f"{prefix}{name}"[:200], _("There is no such field"))
        else:
            yield from unknown(children[name], value, f"{prefix}{name}.")


def violations(error: colander.Invalid, prefix: str) -> Iterator[Violation]:
    """Flatten a tree of errors into fields with dotted names."""
    name = f"{prefix}{error.node.name}"
    for message in error.messages():
        yield Violation(name, message)
    for child in error.children:
        yield from violations(child, f"{name}." if name else "")


def factory(context: object, request: Request) -> Descriptions:
    return Descriptions(request.registry.record_types, request.site)


def add_record_type(config: Configurator, record_type: RecordType) -> None:
    """Directive: have records of this type."""
    config.registry.record_types[record_type.code] = record_type


def includeme(config: Configurator) -> None:
    config.registry.record_types = {}
    config.add_directive("add_record_type", add_record_type)
    config.register_service_factory(factory, IDescriptions)
