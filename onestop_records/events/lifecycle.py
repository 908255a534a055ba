"""Retention, holds, disposal, transfer."""

from onestop_records.events.base import Event, RecordEvent


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


class PackageExported(Event):
    """An information package left the system."""
