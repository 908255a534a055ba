"""The items of a volume: adding, taking in, ordering; posted from the page of the volume."""

from collections.abc import Iterator
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from onestop_records.errors import Refused, Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IFinding, IVolumes
from onestop_records.models.record import Record
from onestop_records.models.search import Question
from onestop_records.permissions import Permission
from views.undone import undo

STEPS = {"up": -1, "down": 1}
OFFERED = 50  # drafts to choose from


def may_grow(request: Request, record: Record) -> bool:
    """True when the person may put items into this record."""
    draft = record.state == "captured" and not record.volume
    return draft and bool(request.has_permission(Permission.EDIT, record))


def loose_drafts(request: Request, volume: Record) -> list[Record]:
    """The person's own drafts that may go into the volume, the newest first."""
    own = {"state": ["captured"], "custodian": [request.identity.person]}
    found = request.find_service(IFinding).listed(Question(filters=own, sort="-date"), OFFERED)
    records = request.registry.record_types
    return [r for r in found if r is not volume and not (r.volume or r.items or records[r.type].volume)]


@view_defaults(context=Record, request_method="POST", permission=Permission.EDIT)
class VolumeItems:
    """What stands against an act is said on the page of the volume."""

    def __init__(self, volume: Record, request: Request) -> None:
        self.volume = volume
        self.request = request
        self.volumes: Any = request.find_service(IVolumes)

    @view_config(name="take-in")
    def take_in(self) -> Response:
        """Drafts go into the volume, which becomes one by it."""
        try:
            for item in self._named():
                self.volumes.take_in(self.volume, item)
        except Refused as refused:
            return self._back(refused)
        return self._back()

    @view_config(name="move-item")
    def move(self) -> Response:
        """One item a place up or down."""
        step, __, item = self.request.POST.get("move", "").partition(":")
        ids = list(self.volume.items)
        if step in STEPS and item in ids:
            here = ids.index(item)
            ids.insert(min(max(here + STEPS[step], 0), len(ids) - 1), ids.pop(here))
            try:
                self.volumes.order(self.volume, ids)
            except Refused as refused:
                return self._back(refused)
        return self._back()

    def _named(self) -> Iterator[Record]:
        """The records picked; one the person may not change is as one that does not exist."""
        for record_id in dict.fromkeys(self.request.POST.getall("item")):
            record = self.request.site.records.get(record_id)
            if record is None or not self.request.has_permission(Permission.EDIT, record):
                raise Refused(Violation("item", _("There is no such record")))
            yield record

    def _back(self, refused: Refused | None = None) -> Response:
        if refused is not None:
            undo(self.request, refused)
        for violation in refused.violations if refused else ():
            self.request.session.flash(violation.message)
        return HTTPSeeOther(location=f"/records/{self.volume.id}#items")
