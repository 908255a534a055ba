"""Holds and their gate, classes in editions, due days and holds in the catalogue, in an older archive."""

from typing import Any

from BTrees.OOBTree import OOBTree

from onestop_records.catalog.data import FIELDS, ValueIndex
from onestop_records.catalog.fields import SORT_FIELDS
from onestop_records.catalog.order import SortIndex
from onestop_records.events import SYSTEM
from onestop_records.interfaces import IClock
from onestop_records.models.gate import GATES, Gate
from onestop_records.models.hold import HoldFolder
from onestop_records.models.retention import RetentionClass
from onestop_records.models.site import Site


def evolve(request: Any) -> None:
    """Change what is old; the catalogue is made anew by the worker, searches go on meanwhile."""
    site: Site = request.site
    if "holds" not in vars(site):
        site.holds = site._place(HoldFolder())
    if "gates" not in vars(site):
        site.gates = OOBTree()
    for name in GATES:
        if name not in site.gates:
            site.gates[name] = Gate()
    _editions(site)
    if _indexes(site):
        clock = request.find_service(IClock)
        request.registry.outbox_writer.rebuild(site, SYSTEM, clock)


def _editions(site: Site) -> None:
    """Each class becomes the first edition of itself; records may have any of them."""
    schedule = site.retention
    if "_matters" not in vars(schedule):
        schedule._matters = OOBTree()
    for retention_class in list(schedule._classes.values()):
        if isinstance(retention_class, RetentionClass):
            schedule.add(retention_class).use()


def _indexes(site: Site) -> bool:
    """Add the indexes that the catalogue lacks; True when there were any."""
    data = site.catalog
    if data is None:
        return False
    lacking = [name for name in FIELDS if name not in data.values]
    data.values = {**data.values, **{name: ValueIndex() for name in lacking}}
    orders = {name: SortIndex() for name in SORT_FIELDS if name not in data.orders}
    data.orders = {**data.orders, **orders}
    return bool(lacking)
