"""Video and sound recordings (录像, 录音)."""

from onestop_records.i18n import _
from schemas.nodes import text
from schemas.record import RecordSchema


class RecordingSchema(RecordSchema):
    """What both have; duration, codec and resolution not given are shown as the file has them."""

    recorder = text(_("Recorded by"), 200, group="content")
    time = text(_("Time of day"), 20, group="content")
    location = text(_("Where it was recorded"), group="content")
    event = text(_("Event"), group="content")
    duration = text(_("Duration"), 40, group="content")
    codec = text(_("Codec"), 100, group="content")


class VideoSchema(RecordingSchema):
    """A video."""

    resolution = text(_("Resolution"), 40, group="content")


class AudioSchema(RecordingSchema):
    """A sound recording."""
