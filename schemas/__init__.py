"""What may be written into records and forms; each record type is one schema and one registration."""

from pyramid.config import Configurator

from onestop_records.i18n import _
from onestop_records.models.recordtype import RecordType
from schemas.casework import CaseFileSchema, ComplaintFileSchema, TaskFileSchema
from schemas.photo import PhotoSchema
from schemas.record import DocumentSchema
from schemas.recording import AudioSchema, VideoSchema


def includeme(config: Configurator) -> None:
    """Register the types of the archive."""
    config.include("schemas.description")
    config.add_record_type(RecordType("document", _("Document"), DocumentSchema))
    config.add_record_type(RecordType("photo", _("Photo"), PhotoSchema))
    config.add_record_type(RecordType("video", _("Video"), VideoSchema))
    config.add_record_type(RecordType("audio", _("Sound recording"), AudioSchema))
    config.add_record_type(
        RecordType("complaint_file", _("Complaint file"), ComplaintFileSchema, volume=True)
    )
    config.add_record_type(RecordType("task_file", _("Special task file"), TaskFileSchema, volume=True))
    config.add_record_type(RecordType("case_file", _("Service case file"), CaseFileSchema, volume=True))
