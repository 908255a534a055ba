"""Matching of needs (服务对接与跟踪, S6.2 to S6.4), for the forms and the API."""

from collections.abc import Iterator, Mapping
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, SelectWidget

from onestop_records.i18n import _
from onestop_records.models.casematchingwords import CONTACTED, MET_WORDS, WAY_WORDS
from onestop_records.models.needs import PARTS, parts_filled
from onestop_records.models.provider import CURRENT, Provider
from onestop_records.models.site import Site
from schemas.case import ReasonBody, colleague
from schemas.control import choice, lines, tick
from schemas.matter import DOMAINS as DOMAIN_WORDS
from schemas.needs import Ticks
from schemas.nodes import Number, Text
from schemas.person import Field, full_day

MOST_OFFERED = 200  # of a list box
WHOSE = {"own": _("The house serves it itself"), "others": _("An agency or expert serves it")}
GIVEN = {"yes": _("agrees"), "no": _("does not agree")}
REFUSED = _("refused this need")
TITLES = {name: part.title for name, part in PARTS.items()}


def _case(bound: dict[str, Any]) -> Any:
    return getattr(bound.get("request"), "context", None)


def offered(site: Site, case: Any) -> Iterator[tuple[Provider, bool]]:
    """Pairs (provider, refused here): the matter's domain first, those that refused this need last."""
    matter = site.matters.get(getattr(case, "matter", ""))
    part = getattr(case, "matching", None)
    refused = {attempt.provider for attempt in part.refused} if part is not None else set()
    first = site.providers.page(CURRENT, matter.domain, most=MOST_OFFERED) if matter is not None else []
    rest = site.providers.page(CURRENT, "", most=MOST_OFFERED)
    found = {provider.id: provider for provider in (*first, *rest)}
    yield from ((provider, False) for provider in found.values() if provider.id not in refused)
    yield from ((provider, True) for provider in found.values() if provider.id in refused)


def _providers(node: Any, bound: dict[str, Any]) -> Any:
    request = bound.get("request")
    say = request.localizer.translate if request is not None else str
    pairs = [("", _("(none)"))]
    for provider, refused in offered(bound["site"], _case(bound)):
        label = f"{provider.name} · {'、'.join(say(DOMAIN_WORDS[code]) for code in provider.domains)}"
        pairs.append((provider.id, f"{label}（{say(REFUSED)}）" if refused else label))
    return SelectWidget(values=pairs)


def _provider() -> Field:
    return Field(Text(40), name="provider", title=_("Agency or expert"), widget=colander.deferred(_providers))


def _parts(title: Any) -> Field:
    def widget(node: Any, bound: dict[str, Any]) -> Any:
        case = _case(bound)
        names = parts_filled(case.needs) if case is not None else ()
        return CheckboxChoiceWidget(values=[(name, TITLES[name]) for name in names])

    return Field(Ticks(TITLES), name="parts", title=title, missing=(), widget=colander.deferred(widget))


class AssessBody(colander.MappingSchema):
    """Who can meet the need (S6.2.1)."""

    whose = choice(WHOSE, _("Who can meet it"))
    text = lines(_("Why"), rows=3)


class OwnBody(colander.MappingSchema):
    """Who of the house."""

    person = colleague()
    need = lines(_("What is needed"), rows=4)


class ConsentBody(colander.MappingSchema):
    """What the client says of personal data for one of them; the signed paper may be attached."""

    provider = _provider()
    given = choice(GIVEN, _("The client"))
    said_by = Field(Text(100), title=_("Who said so for the client"))
    way = choice(WAY_WORDS, _("Way"))
    text = lines(_("In these words"), rows=3)


class PassOnBody(colander.MappingSchema):
    """To whom, and what they are told (S6.2.2)."""

    provider = _provider()
    need = lines(_("What is needed"), rows=5)
    parts = _parts(_("Parts of the form of needs that are passed on"))
    with_contact = tick(
        _("Pass on contact and telephone"),
        description=_("Personal data: the client has agreed to it beforehand for this agency or expert"),
    )
    remarks = lines(_("Remarks on the sheet"), rows=2, missing="")


class AcceptBody(colander.MappingSchema):
    """服务项目、服务时间、服务周期."""

    project = Field(Text(200), title=_("Service project"))
    begins = full_day("begins", _("Service begins on"))
    days = Field(Number(1, 1000), title=_("Period of the service, working days"))
    remarks = lines(_("Remarks"), rows=3, missing="")


class RefuseBody(ReasonBody):
    """Why, and whether that is a good reason (N58.6, N64.1)."""

    unjustified = tick(_("Without good reason: counted against the agency or expert"))


class TellBody(colander.MappingSchema):
    """How the client was told (S6.2.3)."""

    way = choice(WAY_WORDS, _("Way"))
    text = lines(_("What the client was told"), rows=3)


class ContactBody(colander.MappingSchema):
    """A contact (S6.3.1)."""

    side = choice(CONTACTED, _("With whom"))
    way = choice(WAY_WORDS, _("Way"))
    day = full_day("day", _("Day"), missing=None, description=_("Today if left empty"))
    text = lines(_("What was said"), rows=4)


class ProblemBody(colander.MappingSchema):
    """A problem and its cause (S6.3.2)."""

    text = lines(_("Problem"), rows=3)
    cause = lines(_("Cause, as both sides see it"), rows=3)


def _untold(node: Any, bound: dict[str, Any]) -> Any:
    part = getattr(_case(bound), "matching", None)
    found = [problem for problem in part.problems if problem.untold] if part is not None else []
    return SelectWidget(values=[(str(each.number), f"{each.number} {each.text[:60]}") for each in found])


class FeedbackBody(colander.MappingSchema):
    """What a side was told of a problem."""

    number = Field(Number(1, 1000), title=_("Problem"), widget=colander.deferred(_untold))
    side = choice(CONTACTED, _("With whom"))
    way = choice(WAY_WORDS, _("Way"))
    text = lines(_("What was said"), rows=4)


class EndBody(colander.MappingSchema):
    """The summary (服务小结, S6.4.2); of an agency or expert with the paper that it handed in."""

    met = choice(MET_WORDS, _("How the need was met"))
    parts = _parts(_("Parts of the form that were met"))
    text = lines(_("Summary"), rows=6)


MATCHING: Mapping[str, Any] = {
    "matching-assess": AssessBody,
    "matching-own": OwnBody,
    "matching-consent": ConsentBody,
    "matching-pass-on": PassOnBody,
    "matching-accept": AcceptBody,
    "matching-refuse": RefuseBody,
    "matching-withdraw": ReasonBody,
    "matching-tell": TellBody,
    "matching-contact": ContactBody,
    "matching-problem": ProblemBody,
    "matching-feedback": FeedbackBody,
    "matching-end": EndBody,
    "matching-again": ReasonBody,
    "matching-drop": ReasonBody,
}
WITH_FILES = frozenset({"matching-consent", "matching-end"})
