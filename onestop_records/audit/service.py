"""The audit trail as pages, API and commands read it."""

from collections.abc import Iterator
from datetime import date

from pyramid.request import Request
from zope.interface import implementer

from onestop_records.audit.findings import Finding, Report
from onestop_records.audit.listing import PAGE, Filter, newest_first
from onestop_records.audit.log import sealed, unsealed
from onestop_records.audit.shielding import shut
from onestop_records.clock import Clock
from onestop_records.interfaces import IAudit, IClock, ISettings
from onestop_records.models.entry import Entry, Standing
from onestop_records.models.site import Site
from onestop_records.settings import Settings


@implementer(IAudit)
class Audit:
    """Reads and proves; writing is by events only."""

    def __init__(
        self, site: Site, settings: Settings, clock: Clock, principals: frozenset[str] = frozenset()
    ) -> None:
        self.site = site
        self.settings = settings
        self.clock = clock
        self.principals = principals

    def entries(self, subject: str) -> list[Entry]:
        return [*sealed(self.site.audit, subject), *unsealed(self.site.audit, subject)]

    def listing(
        self,
        person: str = "",
        act: str = "",
        subject: str = "",
        day: date | None = None,
        cursor: str = "",
        limit: int = PAGE,
    ) -> tuple[list[Entry], str]:
        zone = self.clock.local(self.clock.now()).tzinfo
        place = None
        if cursor:
            number, _, after = cursor.partition("-")
            place = (int(number), int(after))
        wanted = Filter(person, act, subject, day, zone)
        found, following = newest_first(self.site.audit, wanted, place, limit)
        told = [entry for entry in found if not shut(self.site, entry.subject, self.principals)]
        return told, f"{following[0]}-{following[1]}" if following else ""

    def standing(self) -> Standing:
        audit = self.site.audit
        waiting = sum(len(bundle.texts) for bundle in audit.waiting())
        seal = audit.last_seal()
        if seal is None:
            return Standing(0, "", "", 0, 0, "", waiting)
        values = seal.values()
        number = values["number"]
        sums = values["entries"], values["trails"], values["key"]
        return Standing(number, f"{number}:{seal.digest}", values["at"], *sums, waiting)

    def prove(self) -> Report:
        from onestop_records.audit.verify import (
            verify_store,
        )  # with the library of signatures: not in every process

        return verify_store(self.site, self.settings.keys_folder)

    def verify(self) -> list[Finding]:
        return self.prove().findings

    def export(self) -> Iterator[bytes]:
        from onestop_records.audit.export import export_lines

        return export_lines(self.site.audit)


def audit_factory(context: object, request: Request) -> Audit:
    settings, clock = request.find_service(ISettings), request.find_service(IClock)
    principals = request.identity.principals if request.identity else frozenset()
    return Audit(request.site, settings, clock, principals)
