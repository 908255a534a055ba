"""Who keeps what and where: storage, loans, permits, handovers."""

from onestop_records.events.base import Event, RecordEvent


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
