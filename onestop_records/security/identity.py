"""Who is asking, computed once per request."""

from dataclasses import dataclass, field

from onestop_records.models.classification import Classification


@dataclass(frozen=True)
class Identity:
    """The signed-in person as access control sees them.

    ``person`` is the public id; ``units`` the codes of the units of today's posts; ``clearance`` the
    highest grade, None for who may see nothing; ``scope`` what an API token allows (``read``, ``write``).
    """

    person: str
    name: str
    roles: frozenset[str]
    units: frozenset[str]
    clearance: Classification | None
    principals: frozenset[str]
    language: str = ""
    scope: str = "write"
    system: bool = field(default=False, kw_only=True)
