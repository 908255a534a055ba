"""Four-property check: run, kept with the record, and completed once the files have been read."""

import shlex
import subprocess
from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Damaged
from onestop_records.events import Actor, RecordChecked
from onestop_records.interfaces import IClock, IFourPropertyCheck, INotifier, ISettings, IStorage
from onestop_records.models.component import Version
from onestop_records.models.record import Record
from onestop_records.models.report import CheckReport
from onestop_records.models.site import Site
from onestop_records.services.checkcase import Case
from onestop_records.services.checking import examine, examine_again

SCAN_SECONDS = 300
CLEAN, INFECTED = 0, 1  # exit codes of clamscan and clamdscan


class Scanner:
    """The antivirus command of the settings; each version is scanned once."""

    def __init__(self, command: str, storage: Any) -> None:
        self.command = shlex.split(command)
        self.storage = storage
        self._known: dict[str, bool | None] = {}

    def __call__(self, version: Version) -> bool | None:
        """True when clean, False when infected, None when the command could not tell."""
        if version.sha256 not in self._known:
            self._known[version.sha256] = self._scan(version)
        return self._known[version.sha256]

    def _scan(self, version: Version) -> bool | None:
        try:
            with self.storage.open(version) as file:
                command = [*self.command, file.name]
                done = subprocess.run(command, capture_output=True, timeout=SCAN_SECONDS, check=False)  # noqa: S603 the administrator's command
        except (Damaged, OSError, subprocess.TimeoutExpired):
            return None
        return {CLEAN: True, INFECTED: False}.get(done.returncode)


@implementer(IFourPropertyCheck)
class FourPropertyCheck:
    """See IFourPropertyCheck."""

    def __init__(
        self,
        site: Site,
        clock: Clock,
        actor: Actor,
        notify: Callable[[Any], None],
        storage: Any,
        antivirus: str,
    ) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notify
        self.storage = storage
        self.antivirus = antivirus

    def run(self, record: Record, occasion: str) -> CheckReport:
        """See IFourPropertyCheck."""
        items = tuple(examine(self._case(record)))
        report = CheckReport(occasion, self.clock.now(), self.actor.person, items)
        self.site.reports[record.id] = (*self.reports(record), report)
        self._tell(record, report)
        return report

    def complete(self, record: Record) -> bool:
        """See IFourPropertyCheck."""
        reports = self.reports(record)
        if not reports:
            return False
        report = reports[-1]
        items = examine_again(self._case(record), report.items)
        if items == report.items:
            return False
        report.items = items
        self._tell(record, report)
        return True

    def reports(self, record: Record) -> tuple[CheckReport, ...]:
        """See IFourPropertyCheck."""
        return self.site.reports.get(record.id, ())

    def _case(self, record: Record) -> Case:
        scan = Scanner(self.antivirus, self.storage) if self.antivirus else None
        return Case(record, self.site, self.storage, self.clock.today().year, scan)

    def _tell(self, record: Record, report: CheckReport) -> None:
        failed = [item.name for item in report.items if item.failed]
        after = {"occasion": report.occasion, "outcome": str(report.outcome), "failed": failed}
        self.notify(RecordChecked(self.actor, record.id, after=after))


def factory(context: object, request: Request) -> FourPropertyCheck:
    return FourPropertyCheck(
        request.site,
        request.find_service(IClock),
        request.actor,
        request.find_service(INotifier),
        request.find_service(IStorage),
        request.find_service(ISettings).antivirus,
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IFourPropertyCheck)
