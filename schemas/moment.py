"""An instant as people write one: a day, or a day and a time, in the archive's time zone."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import colander

from onestop_records.i18n import _
from schemas.nodes import Text


def _zone(node: Any) -> ZoneInfo:
    return ZoneInfo(node.bindings["request"].registry.settings["onestop"].timezone)


class Moment(Text):
    """``2026-11-23`` (until the day is over), ``2026-11-23 17:30``, or ISO 8601 with an offset.

    The result is a datetime in UTC; times without an offset are those of the archive whose request is bound.
    """

    def serialize(self, node: Any, appstruct: Any) -> Any:
        if isinstance(appstruct, datetime):
            zone = _zone(node)
            return appstruct.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
        return super().serialize(node, appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if isinstance(cstruct, datetime):
            return cstruct
        text = super().deserialize(node, cstruct)
        if text is colander.null:
            return text
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise colander.Invalid(node, _("Write it as 2026-11-23 17:30")) from None
        if len(text) == len("2026-11-23"):
            found = datetime.combine(found.date(), time(23, 59, 59))
        if found.tzinfo is None:
            found = found.replace(tzinfo=_zone(node))
        return found.astimezone(UTC)
