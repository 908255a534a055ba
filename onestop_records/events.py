"""Facts that happened. Each becomes an audit entry and, where it concerns a record, an intent to index.

A service notifies; ``audit`` and ``search.outbox`` listen, inside the same transaction, so no act can
forget its trace.
"""

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


class RecordCaptured(RecordEvent):
    """A record was brought in."""


class RecordDescribed(RecordEvent):
    """The description was changed."""


class RecordClassified(RecordEvent):
    """The classification was set or changed by the classifying officer."""


class ComponentAdded(RecordEvent):
    """A file, or a new version of one, was added."""


class ComponentRemoved(RecordEvent):
    """A file was taken out before filing."""


class RecordSubmitted(RecordEvent):
    """Handed to the archivist."""


class RecordAccepted(RecordEvent):
    """Passed the filing appraisal; waits for arrangement."""


class RecordFiled(RecordEvent):
    """Archived: numbered, its content fixed."""


class RecordReturned(RecordEvent):
    """Sent back to the capturer with a reason."""


class RecordWithdrawn(RecordEvent):
    """Taken back by the capturer before filing."""


class RecordExtracted(RecordEvent):
    """The worker has read a file's text and technical data."""


class RecordChecked(Event):
    """A four-property check was run."""


class RecordViewed(Event):
    """A classified record was looked at."""


class FileDownloaded(Event):
    """A file was delivered."""


class ListExported(Event):
    """A list of records left the system as a file."""


class ClassifiedFound(Event):
    """A search listed classified records to a person."""


class ActRefused(Event):
    """Somebody tried what they may not."""


class SignedIn(Event):
    """A person signed in."""


class SignInFailed(Event):
    """A sign-in failed."""


class SignedOut(Event):
    """A person signed out."""


class PersonAdded(Event):
    """An account was made."""


class PersonChanged(Event):
    """An account, its roles, clearance or posts changed."""


class PasswordChanged(Event):
    """A password was set."""


class AccountClosed(Event):
    """An account was closed."""


class TokenIssued(Event):
    """An API token was made."""


class TokenRevoked(Event):
    """An API token was ended."""


class UnitChanged(Event):
    """A unit or post was added or changed."""


class SettingsChanged(Event):
    """A setting kept in the store was changed."""


class RecordsImported(Event):
    """A bulk import ended."""


class SearchSaved(Event):
    """A person saved or dropped a search."""


class EditionProposed(Event):
    """A new edition of a retention class was proposed."""


class EditionConfirmed(Event):
    """An edition of a retention class was confirmed: it comes into force on its day."""


class EditionRefused(Event):
    """A proposed edition was dropped."""


class EditionPassed(Event):
    """An edition has come into force, and the running periods have been looked at."""


class PeriodChanged(RecordEvent):
    """A new edition of its class gave a record another due day."""


class HoldPlaced(Event):
    """A hold was placed; its ``subject`` is the hold's id."""


class HoldLifted(Event):
    """A hold was lifted."""


class PeriodExtended(RecordEvent):
    """An expiry appraisal let a record's period end later, or never."""


class RecordDestroyed(RecordEvent):
    """The content is erased; a tombstone remains."""


class RecordTransferred(RecordEvent):
    """Given to an archives institution; a tombstone remains."""


class RecordAppraised(RecordEvent):
    """The expiry appraisal decided: to be transferred, or kept in spite of a proposal."""


class DisposalOpened(Event):
    """A batch of due records was opened."""


class DisposalMoved(Event):
    """A batch went from one state to another."""


class RowsChanged(Event):
    """Rows of a batch were taken out, refused or failed."""


class OpinionGiven(Event):
    """A member of the appraisal group gave an opinion on rows."""


class ObjectionRaised(Event):
    """Somebody concerned objected."""


class ObjectionSettled(Event):
    """A manager decided an objection."""


class WitnessChecked(Event):
    """A witness found the register to agree with the records."""


class WitnessSigned(Event):
    """A witness signed that all of it was destroyed."""


class PaperDestroyed(Event):
    """The witnesses noted how the paper was destroyed."""


class RegisterScanned(Event):
    """The scan of a register signed on paper was attached to its batch."""


class RegisterArchived(Event):
    """The register of a batch was kept as a permanent record."""


class TransferOpened(Event):
    """A transfer to an archives institution was opened."""


class TransferMoved(Event):
    """A transfer went from one state to another."""


class BatchPurged(Event):
    """Nothing of a destroyed batch is left anywhere, and that was proved."""


class BackupMade(Event):
    """A backup was made."""


class InstanceRestored(Event):
    """The archive was restored from a backup."""


class PackageExported(Event):
    """An information package left the system."""
