"""Photographs (照片, DA/T 50-2014): what was seen, where, when, and the numbers of group and picture."""

from onestop_records.i18n import _
from schemas.nodes import number, paragraph, text
from schemas.record import RecordSchema


class PhotoSchema(RecordSchema):
    """A photo, or a group of photos when it holds items."""

    time = text(_("Time of day"), 20, group="content")
    location = text(_("Where it was taken"), group="content")
    event = text(_("Event"), group="content")
    background = paragraph(_("Background"), group="content")
    photographer = text(_("Photographer"), 200, group="content")
    group = number(_("Group number"), 1, 999_999, group="filing")
    number = number(_("Photo number"), 1, 999_999, group="filing")
