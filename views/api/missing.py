"""Things that a body names by id."""

from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _


def of_site(folder: Any, thing_id: str, field: str) -> Any:
    """The thing with this id; raises Violations for the field when there is none."""
    found = folder.get(thing_id)
    if found is None:
        raise Violations(Violation(field, _("There is no ${code} here", mapping={"code": thing_id})))
    return found
