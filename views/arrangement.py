"""Arrangement: what waits for its number, in which order, and filing it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Conflict, Refused, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IArrangement, IFiling, IReferenceCodes
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.nextsteps import DUPLICATES, labelled
from views.undone import undo

LONGEST_BOX = 60  # characters
STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Group:
    """Accepted records of one category, year and unit, as far as the person may know of them."""

    category: str
    year: int
    unit: str
    records: tuple[Record, ...]

    @property
    def address(self) -> str:
        query = {"category": self.category, "year": self.year, "unit": self.unit}
        return "/arrangement?" + urlencode(query)


def group_of(request: Request, category: str, year: int, unit: str) -> Group:
    """The group with its records in the order arranged."""
    waiting = request.find_service(IArrangement).waiting(category, year, unit)
    return Group(category, year, unit, tuple(record for record in waiting if request.knows(record)))


def asked_for(request: Request) -> Group:
    """The group that the address names; raises HTTPNotFound when it has none."""
    year = request.GET.get("year", "")
    if not (year.isascii() and year.isdecimal() and len(year) <= 4):
        raise HTTPNotFound()
    return group_of(request, request.GET.get("category", ""), int(year), request.GET.get("unit", ""))


@view_config(
    context=Site,
    name="arrangement",
    request_method="GET",
    renderer="templates/arrangement/groups.pt",
    permission=Permission.ARRANGE,
)
def groups(site: Site, request: Request) -> dict[str, Any]:
    """Everything that waits."""
    found = [group_of(request, *key) for key in request.find_service(IArrangement).groups()]
    return {"groups": [group for group in found if group.records]}


@view_config(
    context=Site, name="numbers", renderer="templates/arrangement/numbers.pt", permission=Permission.ARRANGE
)
def numbers(site: Site, request: Request) -> dict[str, Any]:
    """The series with gaps or duplicates; asked for, since it reads the whole register."""
    return {"gaps": request.find_service(IReferenceCodes).gaps()}


@view_config(
    context=Site,
    name="arrangement",
    request_method="GET",
    request_param="category",
    renderer="templates/arrangement/group.pt",
    permission=Permission.ARRANGE,
)
def one_group(site: Site, request: Request) -> dict[str, Any]:
    """The records in their order with the codes they will get."""
    return shown(request, asked_for(request), ())


def shown(request: Request, group: Group, violations: Sequence[Violation]) -> dict[str, Any]:
    """Everything the page of a group shows."""
    codes = request.find_service(IReferenceCodes).preview(group.records)
    filing = request.find_service(IFiling)
    found = [filing.problems(record) for record in group.records]
    rows = [
        (record, code, labelled(request, record, problems))
        for record, code, problems in zip(group.records, codes, found, strict=True)
    ]
    doubled = any(problem.field == DUPLICATES for problems in found for problem in problems)
    return {"group": group, "rows": rows, "duplicates": doubled, "violations": violations}


@view_config(
    context=Site,
    name="arrangement",
    request_method="POST",
    renderer="templates/arrangement/group.pt",
    permission=Permission.ARRANGE_ACT,
)
def act(site: Site, request: Request) -> dict[str, Any] | Response:
    """Order, move one, or file all of them."""
    group = asked_for(request)
    try:
        if "by" in request.POST:
            key = (group.category, group.year, group.unit)
            request.find_service(IArrangement).order(*key, request.POST["by"])
        elif "move" in request.POST:
            _move(request, group, *request.POST["move"].partition(":")[::2])
        else:
            return HTTPSeeOther(location=f"/handover-list?batch={_file(request, group)}")
    except Refused as refused:
        undo(request, refused)
        found = (
            labelled(request, group.records[0], refused.violations) if group.records else refused.violations
        )
        return shown(request, group, found)
    return HTTPSeeOther(location=group.address)


def _move(request: Request, group: Group, step: str, record_id: str) -> None:
    ids = [record.id for record in group.records]
    if step not in STEPS or record_id not in ids:
        raise Conflict(Violation("", _("It does not wait here any more")))
    here = ids.index(record_id)
    there = min(max(here + STEPS[step], 0), len(ids) - 1)
    ids.insert(there, ids.pop(here))
    request.find_service(IArrangement).place(group.category, group.year, group.unit, ids)


def _file(request: Request, group: Group) -> str:
    """File the group in its order; return the id of the batch."""
    box = request.POST.get("box", "").strip()
    if len(box) > LONGEST_BOX or not box.isprintable():
        message = _("At most ${limit} printable characters, please", mapping={"limit": LONGEST_BOX})
        raise Violations(Violation("box", message))
    listed = request.POST.getall("record")
    if request.POST.get("count", "").strip() != str(len(listed)):
        message = _("Enter the number of records, ${count}, to confirm", mapping={"count": len(listed)})
        raise Violations(Violation("count", message))
    filing = request.find_service(IFiling)
    filing.reserve(group.records)
    now = group_of(request, group.category, group.year, group.unit)
    if listed != [record.id for record in now.records] or not now.records:
        raise Conflict(Violation("", _("The list has changed since you looked at it; look again")))
    accepted = request.POST.get(DUPLICATES) == "true"
    batch = filing.file_batch(now.records, request.POST.get("override", ""), accepted, box)
    request.session.flash(_("${count} records are filed.", mapping={"count": len(now.records)}))
    return batch.id


@view_config(
    context=Site,
    name="handover-list",
    renderer="templates/arrangement/handover.pt",
    permission=Permission.ARRANGE,
)
def handover_list(site: Site, request: Request) -> dict[str, Any]:
    """The list (归档移交清单) that unit and archive sign; of a batch, or of one record filed alone."""
    batch = site.batches.get(request.GET.get("batch", ""))
    ids = batch.records if batch else (request.GET.get("record", ""),)
    found = [site.records.get(record_id) for record_id in ids]
    records = [record for record in found if record is not None and record.filed and request.knows(record)]
    if not records:
        raise HTTPNotFound()
    pages = sum(record.get("pages") or 0 for record in records)
    paper = any(record.carrier != "electronic" for record in records)
    box = batch.box if batch and paper else ""
    return {"box": box, "records": records, "first": records[0], "pages": pages}
