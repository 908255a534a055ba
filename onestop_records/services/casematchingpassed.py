"""What a provider is told of a client: the need, of persons nothing without consent (W2-6.3)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.enterprise import PERSONAL
from onestop_records.models.needs import OF_TESTING, parts_filled
from onestop_records.models.provider import Provider
from onestop_records.models.site import Site
from onestop_records.services.caseacting import Acting

OF_FORM = ("contact", "phone", "email", "legal_representative", "signed_by")


def known_provider(acting: Acting) -> Provider:
    """The provider named, which has not left. Raises Violations."""
    found: Provider | None = acting.site.providers.get(acting.text("provider"))
    if found is None or found.left:
        raise Violations(Violation("provider", _("Choose an agency or expert that has not left")))
    return found


def form_passed(case: Case, parts: Iterable[str]) -> Mapping[str, Any]:
    """The parts chosen, as the form says them now. Raises Violations for one that says nothing."""
    chosen = tuple(parts)
    if not set(chosen) <= set(parts_filled(case.needs)):
        raise Violations(Violation("parts", _("The form of needs says nothing there")))
    fields = [*chosen, *(OF_TESTING if "testing" in chosen else ())]
    return {name: case.needs[name] for name in fields if case.needs.get(name)}


def client_told(case: Case, with_contact: bool, agreed: bool) -> tuple[str, ...]:
    """Name, contact, telephone, as far as they may be told. Raises Violations without consent."""
    asker = case.applicant
    if with_contact and not agreed:
        raise Violations(Violation("with_contact", NO_CONSENT))
    if with_contact:
        return tuple(text for text in (asker.name, asker.contact, asker.phone) if text)
    return (asker.name,) if asker.enterprise or agreed else ()


def check_personal(site: Site, case: Case, told: Any, agreed: bool) -> None:
    """What is written freely tells no more of persons than was agreed. Raises Violations."""
    text = _plain("".join(_texts(told)))
    if not agreed and any(each in text for each in _personal(site, case)):
        raise Violations(Violation("need", NO_CONSENT))


NO_CONSENT = _("Personal data goes to a third party only with the client's consent beforehand: note it first")


def _personal(site: Site, case: Case) -> Iterator[str]:
    """What names a person: in the case, its form of needs, the file of its enterprise."""
    asker, enterprise = case.applicant, site.enterprises.resolve(case.applicant.enterprise)
    named = [asker.contact, asker.phone, asker.email]
    named += [] if asker.enterprise else [asker.name, asker.address]
    named += [str(case.needs.get(name) or "") for name in OF_FORM]
    named += [str(enterprise.get(name) or "") for name in PERSONAL] if enterprise is not None else []
    for each in named:
        if len(_plain(each)) > 1:
            yield _plain(each)


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told + "\n"
    elif isinstance(told, Mapping):
        for each in told.values():
            yield from _texts(each)
    elif isinstance(told, (tuple, list)):
        for each in told:
            yield from _texts(each)


def _plain(text: str) -> str:
    return re.sub(r"[\s\-－—()（）]", "", text).lower()
