"""How far a case is, for who asked for it: by its number and the end of their telephone or code (H8.5).

Neither is a secret by itself, so that little is told, and few attempts are let through: for an address, and
for a number, whoever asks.
"""

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.interfaces import IClock, IProgress
from onestop_records.models.case import Case
from onestop_records.models.casefacts import Applicant
from onestop_records.models.site import Site
from onestop_records.services.complaintdoor import CASE, CASE_NUMBER, Door

FEWEST = 4  # characters of a telephone or code


@implementer(IProgress)
class Progress:
    """Of one archive."""

    def __init__(self, site: Site, door: Door) -> None:
        self.site = site
        self.door = door

    def wait(self, number: str, address: str) -> int:
        return max(self.door.wait(CASE, address), self.door.wait(CASE_NUMBER, _plain(number)))

    def find(self, number: str, proof: str, address: str) -> Case | None:
        found = self.site.cases.numbers.get(_plain(number))
        case: Case | None = self.site.cases[found] if found else None
        if case is not None and fits(case.applicant, proof):
            return case
        self.door.note(CASE, address)
        self.door.note(CASE_NUMBER, _plain(number))
        return None


def fits(applicant: Applicant, proof: str) -> bool:
    """True when the telephone or the code ends so; separators count for nothing."""
    given = _letters(proof)
    known = (_letters(applicant.phone), _letters(applicant.code))
    return len(given) >= FEWEST and any(len(each) >= FEWEST and each.endswith(given) for each in known)


def _letters(text: str) -> str:
    return "".join(each for each in text.upper() if each.isalnum())


def _plain(number: str) -> str:
    return number.strip().upper()


def factory(context: object, request: Request) -> Progress:
    return Progress(request.site, Door(request.site, request.find_service(IClock)))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IProgress)
