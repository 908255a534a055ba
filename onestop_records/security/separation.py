"""三员分立: auditor, security officer and administrator are three people (security, *People and roles*)."""

from collections.abc import Set

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.security.principals import OFFICERS, ORDINARY, ROLES


def role_violations(roles: Set[str], small_unit: bool) -> list[Violation]:
    """What is wrong with a set of roles for one person.

    The profile *small unit* asks only that administrator and auditor differ.
    """
    found = []
    if roles - set(ROLES):
        found.append(Violation("roles", _("There is no such role.")))
    officers = roles & OFFICERS
    if small_unit:
        if {"auditor", "admin"} <= officers:
            message = _("Administrator and auditor must be two people.")
            found.append(Violation("roles", message))
        return found
    if len(officers) > 1:
        message = _("Auditor, security officer and administrator must be three people.")
        found.append(Violation("roles", message))
    if officers and roles & ORDINARY:
        message = _("An auditor, security officer or administrator holds no other role.")
        found.append(Violation("roles", message))
    return found
