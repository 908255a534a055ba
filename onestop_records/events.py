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


class AbsenceNoted(Event):
    """A person is away on some days; the deputies of the posts act meanwhile."""


class AbsenceEnded(Event):
    """A person is here again."""


class TokenIssued(Event):
    """An API token was made."""


class TokenRevoked(Event):
    """An API token was ended."""


class CalendarOpened(Event):
    """A person got a secret address for the calendar of their deadlines; an earlier one has ended."""


class CalendarEnded(Event):
    """The address of a person's calendar was ended."""


class EvaluationInvited(Event):
    """A client got an address at which a case may be evaluated."""


class EvaluationGiven(Event):
    """A client said how satisfied they are."""


class EvaluationImproved(Event):
    """Somebody said what was done about a low grade."""


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


class StorageChanged(Event):
    """A room, a box, a key or the limits of rooms were entered or changed."""


class KeyHanded(Event):
    """A key went to another person, or out of use."""


class RoundMade(Event):
    """A round through a room was noted."""


class FindingMade(Event):
    """A round or a stock-taking found something."""


class FindingMoved(Event):
    """A finding was assigned, settled, accepted or returned."""


class StocktakingMoved(Event):
    """A stock-taking was opened, closed or cancelled."""


class RegisterScanned(Event):
    """The scan of a register signed on paper was attached to its batch."""


class RegisterArchived(Event):
    """The register of a batch was kept as a permanent record."""


class TransferOpened(Event):
    """A transfer to an archives institution was opened."""


class TransferMoved(Event):
    """A transfer went from one state to another."""


class LoanRequested(Event):
    """Somebody asked for paper; the ``subject`` is the loan's id."""


class LoanMoved(Event):
    """A loan went from one state to another, or was renewed."""


class RecordLent(Event):
    """The paper of a record went out."""


class RecordGivenBack(Event):
    """The paper of a record came back."""


class PermitRequested(Event):
    """Somebody asked for a permit, or for assistance; the ``subject`` is the permit's id."""


class PermitMoved(Event):
    """A permit went from one state to another."""


class RecordOpened(Event):
    """A permit opened a record to a person."""


class MaterialNoted(Event):
    """A copy, print, excerpt or thing carried out was noted with a permit."""


class MaterialSettled(Event):
    """Work material was handed back or destroyed."""


class LeakReported(Event):
    """Somebody reported that a secret has leaked or may leak (C12 3.4.12)."""


class LeakMoved(Event):
    """A leak report was noted upon or closed."""


class AlertRaised(Event):
    """A person's behaviour crossed a threshold."""


class AlertSettled(Event):
    """The security officer has looked after an alert."""


class AccountBlocked(Event):
    """The account was shut at once; its sessions and tokens ended."""


class AccountUnblocked(Event):
    """The account was opened again."""


class MatterChanged(Event):
    """A matter was made, changed, published or withdrawn."""


class EnterpriseAdded(Event):
    """The quality file of an enterprise was opened."""


class EnterpriseChanged(Event):
    """The data of an enterprise or the keeper of its file changed."""


class EnterprisesMerged(Event):
    """Two files were found to be of one enterprise."""


class DeadlineStarted(Event):
    """A clock was started."""


class DeadlinePaused(Event):
    """A clock waits for the client."""


class DeadlineResumed(Event):
    """A clock counts on."""


class DeadlineMet(Event):
    """A clock was stopped in time."""


class DeadlineMissed(Event):
    """A clock was stopped late, or its end has passed."""


class DeadlineWarned(Event):
    """People were told that a deadline is near."""


class DeadlineChased(Event):
    """What is overdue was chased; from the second time on superiors were told too."""


class DeadlineMoved(Event):
    """The calendar has changed, and with it a deadline."""


class RecordEntrusted(RecordEvent):
    """Custody of one record passed by itself, outside of a handover."""


class DutyPassed(Event):
    """Somebody else answers for a batch, a hold, a proposal from now on."""


class HandoverOpened(Event):
    """A handover of what a person answers for was opened."""


class HandoverMoved(Event):
    """A handover went from one state to another."""


class HandoverListed(Event):
    """The list of a handover grew, shrank, or its rows were given to a receiver."""


class HandoverChecked(Event):
    """A receiver looked whether things are there."""


class HandoverDecided(Event):
    """A manager decided what is done about missing or damaged things."""


class HandoverSigned(Event):
    """One of the three signed, on screen or on paper."""


class CustodyPassed(Event):
    """The last signature: everything on the list has passed; its ``subject`` is the handover."""


class BatchPurged(Event):
    """Nothing of a destroyed batch is left anywhere, and that was proved."""


class BackupMade(Event):
    """A backup was made."""


class InstanceRestored(Event):
    """The archive was restored from a backup."""


class PackageExported(Event):
    """An information package left the system."""


class CaseReceived(Event):
    """A case was entered at a window."""


class CaseMoved(Event):
    """A step of a case was made."""


class AnswerKept(Event):
    """An answer was entered into the store of questions and answers (H8.2.6)."""


class AnswerMoved(Event):
    """It was published or withdrawn."""


class ComplaintRegistered(Event):
    """A complaint came in; neither who complained nor of whom is told."""


class ComplaintMoved(Event):
    """A step of a complaint was made; why stands in its file alone."""
