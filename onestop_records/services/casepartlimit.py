"""The limit of a task within a case: it ends within the limit of the case (限时办结; C7, C15)."""

from datetime import datetime
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.limit import SAME_DAY, WORKING_DAYS, Limit
from onestop_records.services.caseacting import Acting


def task_limit(acting: Acting, case: Case, name: str, days: Any, since: datetime | None = None) -> Limit:
    """What was said in working days, else the setting ``name``, else the longest that fits.

    When the case itself is late already nothing has to fit. Raises Violations.
    """
    main, at = case.clock, since or acting.making.now
    usual: Limit = acting.site.limits[name].limit
    ends = acting.deadlines.working_days.deadline
    free = main is None or main.late(acting.making.now)
    if days:
        limit = Limit(WORKING_DAYS, days, usual.rule)
        if not free and ends(at, limit).at > main.due:
            raise Violations(Violation("days", _("A task cannot end after the limit of the case")))
        return limit
    if free or ends(at, usual).at <= main.due:
        return usual
    number = usual.number if usual.unit == WORKING_DAYS else 1
    shorter = (Limit(WORKING_DAYS, count, usual.rule) for count in range(number, 0, -1))
    fits = (limit for limit in shorter if ends(at, limit).at <= main.due)
    return next(fits, Limit(SAME_DAY, 1, usual.rule))
