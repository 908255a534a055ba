"""What every event is: who acted, on what, and which fields changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]
ACTING = "onestop.actor"  # key of the environment under which work outside of the web names its actor
UNNOTED = "onestop.unnoted"  # key of a WSGI environment: write nothing but acts, nor a last use
SYSTEM = "system"  # the actor of commands and the worker, who may do everything that services do


@dataclass(frozen=True)
class Actor:
    """Who acts, from where, by which way in (``page``, ``api``, ``command``, ``worker``)."""

    person: str
    address: str = ""
    way: str = "page"


@dataclass(frozen=True)
class Event:
    """Something that happened to ``subject`` (the public id of a record, person, unit …).

    ``before`` and ``after`` hold the changed fields only, plain JSON values, never content or secrets.
    """

    actor: Actor
    subject: str
    kind: str = "record"
    reason: str = ""
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)
    outcome: str = "done"

    @property
    def act(self) -> str:
        """The name in the audit trail: the class in words joined by hyphens."""
        name = type(self).__name__
        return "".join("-" + c.lower() if c.isupper() else c for c in name).lstrip("-")


@dataclass(frozen=True)
class RecordEvent(Event):
    """A record changed in a way that search and lists must learn; ``access`` if who may know it changed."""

    access: bool = False
