"""Four-property check: run, kept with the record, and completed once the files have been read."""

import shlex
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Damaged, Refused, Violation
from onestop_records.events import Actor, RecordChecked
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IFourPropertyCheck, INotifier, ISettings, IStorage
from onestop_records.models.component import Version
from onestop_records.models.record import Record
from onestop_records.models.report import CheckReport
from onestop_records.models.site import Site
from onestop_records.services.checkcase import Case
from onestop_records.services.checking import examine, examine_again
from onestop_records.services.described import reason_given

SCAN_SECONDS = 300
CLEAN, INFECTED = 0, 1  # exit codes of clamscan and clamdscan
LOOKED_AT = 500  # records whose age of the last check is looked at in one go
CHECKED = 25  # records checked in one go
BYTES = 512 * 1024 * 1024  # read again in one go, about


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
        days: int = 0,
    ) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notify
        self.storage = storage
        self.antivirus = antivirus
        self.days = days

    def run(self, record: Record, occasion: str, code: str = "") -> CheckReport:
        """See IFourPropertyCheck."""
        items = tuple(examine(self._case(record, code)))
        accepted = self._accepted(record)
        report = CheckReport(occasion, self.clock.now(), self.actor.person, items)
        self.site.reports[record.id] = (*self.reports(record), report)
        self._keep_task(record, report, accepted)
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
        accepted = self._accepted(record)
        report.items = items
        self._keep_task(record, report, accepted)
        self._tell(record, report)
        return True

    def tasks(self) -> list[Record]:
        """See IFourPropertyCheck."""
        return [self.site.records[record_id] for record_id in self.site.check_tasks]

    def settle(self, record: Record, reason: str) -> None:
        """See IFourPropertyCheck."""
        reason = reason_given("reason", reason)
        if not reason:
            raise Refused(Violation("reason", _("Give a reason")))
        reports = self.reports(record)
        if record.id not in self.site.check_tasks or not reports:
            raise Refused(Violation("", _("No failed check waits here")))
        if reports[-1].final:
            raise Refused(*reports[-1].final)
        del self.site.check_tasks[record.id]
        self.notify(RecordChecked(self.actor, record.id, reason=reason, after={"outcome": "settled"}))

    def again(self) -> int:
        """See IFourPropertyCheck."""
        if not self.days:
            return 0
        window = list(islice(self.site.records.ids(after=self.site.check_place), LOOKED_AT))
        old = self.clock.now() - timedelta(days=self.days)
        records = [self.site.records[record_id] for record_id in window]
        checked = [(at, record.id) for record in records if record.filed and (at := self._checked(record))]
        due = sorted(pair for pair in checked if pair[0] <= old)
        done, size = 0, 0
        for _at, record_id in islice(due, CHECKED):
            if size > BYTES:
                break
            record = self.site.records[record_id]
            self.run(record, "scheduled")
            size += sum(version.size for component in record.files for version in component.versions)
            done += 1
        place = window[-1] if len(window) == LOOKED_AT else ""
        if done == len(due) and place != self.site.check_place:
            self.site.check_place = place
        return done

    def _checked(self, record: Record) -> datetime | None:
        """When it was last checked, at filing if never since."""
        reports = self.reports(record)
        return reports[-1].at if reports else record.filed_at

    def _accepted(self, record: Record) -> frozenset[str]:
        """Failures overridden at filing or settled since: those of the last report, if no task is open."""
        reports = self.reports(record)
        if not reports or record.id in self.site.check_tasks:
            return frozenset()
        return frozenset(item.name for item in reports[-1].tasks)

    def _keep_task(self, record: Record, report: CheckReport, accepted: frozenset[str]) -> None:
        """What fails after filing is a task until it passes or is settled."""
        failing = {item.name for item in report.tasks}
        if record.filed and (failing - accepted or report.final):
            self.site.check_tasks[record.id] = None
        elif not failing:
            self.site.check_tasks.pop(record.id, None)

    def reports(self, record: Record) -> tuple[CheckReport, ...]:
        """See IFourPropertyCheck."""
        return self.site.reports.get(record.id, ())

    def _case(self, record: Record, code: str = "") -> Case:
        scan = Scanner(self.antivirus, self.storage) if self.antivirus else None
        code = code or record.reference_code or ""
        return Case(record, self.site, self.storage, self.clock.today().year, scan, code)

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
        request.find_service(ISettings).check_days,
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IFourPropertyCheck)
