"""Marks in the catalogue of what is held: for searching and lists alone, no rule ever asks them.

When holds have changed the worker walks through the catalogue once, some records in each transaction.
"""

from itertools import islice
from typing import Any

from onestop_records.interfaces import ICatalog, IHolds

STEP = 500  # records looked at in one transaction


def mark_holds(request: Any) -> int:
    """Look at the next records if holds have changed since the last walk; return how many."""
    catalog, holds = request.find_service(ICatalog), request.find_service(IHolds)
    changes, data = holds.gate().changes, catalog.data
    if data.marked == changes or request.site.catalog is None:
        return 0
    if data.marking[0] != changes:
        data.marking = (changes, -1)
    last = data.marking[1]
    found = list(islice(data.ids.items(last, excludemin=True), STEP))
    for __, record_id in found:
        record = request.site.records.get(record_id)
        if record is not None:
            catalog.mark(record_id, [hold.id for hold in holds.covering(record)])
    if found:
        data.marking = (changes, found[-1][0])
    else:
        data.marked = changes
    return len(found)
