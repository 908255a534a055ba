"""Label codes: from a thing to its code, and back for who may know of it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import TypeVar

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import ILabels
from onestop_records.models.box import Box
from onestop_records.models.label import BOX, RECORD, id_start, is_right, label_code, plain_code
from onestop_records.models.record import Record
from onestop_records.models.site import Site

Thing = TypeVar("Thing", Record, Box)


@implementer(ILabels)
class Labels:
    """For one reader."""

    def __init__(self, site: Site, knows: Callable[[Record], bool]) -> None:
        self.site = site
        self.knows = knows

    def code(self, thing: Record | Box) -> str:
        return label_code(BOX if isinstance(thing, Box) else RECORD, thing.id)

    def record(self, text: str) -> Record | None:
        code = self.plain(text)
        if code:
            return self._only(self._records(code)) if code.startswith(RECORD) else None
        name = text.strip()
        record = self.site.records.get(self.site.codes.get(name, "")) or self.site.records.get(name)
        return record if record is not None and self.knows(record) else None

    def box(self, text: str) -> Box | None:
        code = self.plain(text)
        if not code.startswith(BOX):
            return None
        start = id_start(code)
        ids = takewhile(lambda box_id: box_id.startswith(start), self.site.boxes.ids(start))
        return self._only(box for box in map(self.site.boxes.__getitem__, ids) if not box.closed)

    def plain(self, text: str) -> str:
        code = plain_code(text)
        if code and not is_right(code):
            raise Violations(Violation("code", _("A character of this code is wrong; please scan again")))
        return code

    def _records(self, code: str) -> Iterator[Record]:
        start = id_start(code)
        ids = takewhile(lambda record_id: record_id.startswith(start), self.site.records.ids(after=start))
        return (record for record in map(self.site.records.__getitem__, ids) if self.knows(record))

    def _only(self, found: Iterable[Thing]) -> Thing | None:
        things = list(found)
        if len(things) > 1:
            raise Violations(Violation("code", _("Two things bear this code; give the reference code")))
        return things[0] if things else None


def factory(context: object, request: Request) -> Labels:
    return Labels(request.site, request.knows)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ILabels)
