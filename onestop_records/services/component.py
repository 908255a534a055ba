"""Files of a record: added, corrected, taken out; each act leaves its trace."""

from collections.abc import Callable, Mapping
from typing import Any

from onestop_records.clock import Clock
from onestop_records.errors import Missing, Refused, Violation, Violations
from onestop_records.events import Actor, ComponentAdded, ComponentRemoved, Event, RecordEvent
from onestop_records.i18n import _
from onestop_records.models.component import Component, Received, Version
from onestop_records.models.digest import forget_digests, note_digests
from onestop_records.models.identity import new_id
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.services.described import RULING, plain, reason_given

MOST_FILES = 1000


class Components:
    """Acts of one person on the files of records."""

    by_case = False  # a case acts on its own file, see ``services.casefile``

    def __init__(
        self,
        site: Site,
        clock: Clock,
        actor: Actor,
        notifier: Callable[[Event], None],
        descriptions: Any,
        holds: Any,
    ) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notifier
        self.descriptions = descriptions
        self.holds = holds

    def add_file(self, record: Record, received: Received) -> Component:
        self._not_of_case(record)
        self._not_filed(record, _("It is filed: a correction is a new version of one of its files"))
        if len(record.files) >= MOST_FILES:
            message = _("At most ${most} files in one", mapping={"most": MOST_FILES})
            raise Violations(Violation("files", message))
        component = self._component(received)
        record.files = (*record.files, component)
        note_digests(self.site, record)
        self._done(ComponentAdded, record, {}, {"file": named(component)})
        return component

    def add_version(self, record: Record, file_id: str, received: Received, reason: str) -> Component:
        old = self._file(record, file_id)
        self._not_of_case(record)
        reason = reason_given("reason", reason)
        if record.filed and not reason:
            raise Violations(Violation("reason", _("Say why a file of a filed record is corrected")))
        component = old.with_version(self._version(received, len(old.versions) + 1, reason))
        record.files = tuple(component if held.id == file_id else held for held in record.files)
        note_digests(self.site, record)
        self._done(ComponentAdded, record, {"file": named(old)}, {"file": named(component)}, reason)
        return component

    def remove_file(self, record: Record, file_id: str) -> None:
        component = self._file(record, file_id)
        self._not_of_case(record)
        self._not_filed(record, _("It is filed: none of its files is ever taken out"))
        self._not_held(record)
        record.files = tuple(held for held in record.files if held.id != file_id)
        forget_digests(self.site, record, component)
        self._done(ComponentRemoved, record, {"file": named(component)}, {})

    def _not_held(self, record: Record) -> None:
        """Nothing of what a hold covers is disposed of (lifecycle, *Hold*)."""
        self.holds.gate().read()
        if self.holds.covering(record):
            raise Refused(Violation("", _("A hold covers this record: nothing of it is taken out")))

    def _component(self, received: Received) -> Component:
        return Component(new_id(), (self._version(received, 1, ""),))

    def _version(self, received: Received, number: int, reason: str) -> Version:
        return Version(
            number,
            received.name,
            received.media_type,
            received.size,
            received.sha256,
            received.blob,
            self.actor.person,
            self.clock.now(),
            reason,
        )

    def _file(self, record: Record, file_id: str) -> Component:
        try:
            return record.file(file_id)
        except KeyError as error:
            raise Missing(file_id) from error

    def _not_of_case(self, record: Record) -> None:
        """What a case put into its file is changed by nobody else, and by nobody once it is closed."""
        if record.casework and not (self.by_case and record.growing):
            raise Refused(Violation("case", _("It is the file of a case: nothing of it is changed by hand")))

    def _not_filed(self, record: Record, message: str) -> None:
        if record.filed:
            raise Refused(Violation("files", message))

    def _done(
        self,
        event: type[RecordEvent],
        record: Record,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        reason: str = "",
    ) -> None:
        record.touch(self.actor.person, self.clock.now())
        self.notify(
            event(
                self.actor,
                record.id,
                reason=reason,
                before=plain(before),
                after=plain(after),
                access=any(name in RULING for name in after),
            )
        )


def named(component: Component) -> dict[str, Any]:
    """What the trail says of a file. Not its name: the trail outlives the file."""
    current = component.current
    return {
        "id": component.id,
        "version": current.number,
        "size": current.size,
        "sha256": current.sha256,
    }
