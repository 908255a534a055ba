"""A record from its capture to its filing, and how it is found and read."""

from onestop_records.events.base import Event, RecordEvent


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


class RecordsImported(Event):
    """A bulk import ended."""


class SearchSaved(Event):
    """A person saved or dropped a search."""
