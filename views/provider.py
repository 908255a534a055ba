"""Service agencies and experts: who serves clients beside the house, and what became of needs passed on."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, IProviders
from onestop_records.models.case import Case
from onestop_records.models.provider import CURRENT, FIELDS, LEFT, Provider, ProviderFolder
from onestop_records.models.providerwords import KINDS
from onestop_records.permissions import Permission
from schemas.matter import DOMAINS
from schemas.provider import LeaveBody, ProviderSchema
from views.form import Shape, form_page, handle

FORM = "templates/provider/form.pt"
READ, POST = Permission.PROVIDER_EDIT_FORM, Permission.PROVIDER_EDIT
END_READ, END_POST = Permission.PROVIDER_END_FORM, Permission.PROVIDER_END
PAGE = 50


def sees_personal(request: Request) -> bool:
    """Windows, heads, managers, archivists (W2-6.3)."""
    return bool(request.has_permission(Permission.PROVIDER_PERSONAL, request.site))


@view_config(context=ProviderFolder, renderer="templates/provider/all.pt", permission=Permission.PROVIDERS)
def providers(folder: ProviderFolder, request: Request) -> dict[str, Any]:
    """By name: those of a domain, those that a name begins with, those that have left."""
    q, domain = request.GET.get("q", "")[:200].strip(), request.GET.get("domain", "")
    standing = LEFT if request.GET.get("standing") == LEFT else CURRENT
    domain = domain if domain in DOMAINS else ""
    after = "" if q else request.GET.get("after", "")[:40]
    if q:
        found = list(folder.starting(q, standing, PAGE))
    else:
        found = folder.page(standing, domain, after, PAGE + 1)
    return {
        "found": found[:PAGE],
        "next": found[PAGE - 1].id if len(found) > PAGE else "",
        "q": q,
        "domain": domain,
        "standing": standing,
        "domains": DOMAINS,
        "kinds": KINDS,
    }


@view_config(context=Provider, renderer="templates/provider/one.pt", permission=Permission.PROVIDERS)
def one_provider(provider: Provider, request: Request) -> dict[str, Any]:
    """What it offers, how often it refused by year; the refusals of those cases that the reader knows of."""
    return {
        "provider": provider,
        "kind": KINDS[provider.kind],
        "domains": DOMAINS,
        "sees": sees_personal(request),
        "refusals": [(r, case) for r in reversed(provider.refusals) if (case := known_case(request, r.case))],
        "entries": list(request.find_service(IAudit).entries(provider.id)),
    }


def known_case(request: Request, case_id: str) -> Case | None:
    """The case, when the present person may know of it."""
    case: Case | None = request.site.cases.get(case_id)
    return case if case is not None and request.knows(case) else None


@form_page(ProviderFolder, "add", FORM, READ, POST)
def add(folder: ProviderFolder, request: Request) -> Any:
    """Take one in."""

    def act(values: Mapping[str, Any]) -> str:
        given = {name: value for name, value in values.items() if value is not None}
        provider = request.find_service(IProviders).add(given)
        return f"/providers/{provider.id}"

    shape = Shape(button=_("Take in"), cancel="/providers")
    return _shown(
        handle(request, ProviderSchema(), act, {"kind": "agency"}, shape), _("New agency or expert")
    )


@form_page(Provider, "edit", FORM, READ, POST)
def edit(provider: Provider, request: Request) -> Any:
    """What is known of it."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IProviders).change(provider, values)
        return f"/providers/{provider.id}"

    shape = Shape(cancel=f"/providers/{provider.id}")
    present = {name: getattr(provider, name) for name in FIELDS}
    return _shown(handle(request, ProviderSchema(), act, present, shape, provider.revision), provider.name)


@form_page(Provider, "leave", FORM, END_READ, END_POST)
def leave(provider: Provider, request: Request) -> Any:
    """It left, with the reason; it stays in the register (N57, N58, N64, N65)."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IProviders).leave(provider, values["until"], values["reason"])
        return f"/providers/{provider.id}"

    shape = Shape(button=_("Note that it left"), cancel=f"/providers/{provider.id}")
    title = _("Leaving: ${name}", mapping={"name": provider.name})
    return _shown(handle(request, LeaveBody(), act, shape=shape), title)


def _shown(shown: Any, title: Any) -> Any:
    return shown if isinstance(shown, Response) else {**shown, "title": title}
