"""Service agencies and experts through the API."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IProviders
from onestop_records.models.provider import Provider
from onestop_records.permissions import Permission
from schemas.provider import LeaveBody, ProviderAnswer, ProviderBody, ProvidersAnswer, ProvidersQuery
from views.api.call import api_call
from views.provider import sees_personal

ALL, ONE = "/providers", "/providers/{provider}"
HERE: dict[str, Any] = {"context": Provider, "traverse": ONE, "answer": ProviderAnswer}


def provider_json(provider: Provider, request: Request) -> dict[str, Any]:
    """One of them; personal data for those alone who may see it, the name of an expert for all who serve."""
    hidden = frozenset() if sees_personal(request) else provider.personal - {"name"}
    told = {
        name: None if name in hidden else getattr(provider, name)
        for name in ("contact", "phone", "email", "address")
    }
    return {
        "id": provider.id,
        "kind": provider.kind,
        "name": provider.name,
        "code": provider.code or None,
        "domains": list(provider.domains),
        "offers": provider.offers,
        **told,
        "personal": sorted(provider.personal),
        "since": provider.since.isoformat() if provider.since else "",
        "until": provider.until.isoformat() if provider.until else None,
        "left_reason": provider.left_reason or None,
        "refusals": len(provider.refusals),
        "unjustified": [{"year": year, "count": count} for year, count in provider.unjustified.items()],
        "revision": provider.revision,
    }


@api_call(
    ALL,
    "GET",
    "List agencies and experts",
    Permission.PROVIDERS,
    query=ProvidersQuery,
    answer=ProvidersAnswer,
)
def list_providers(context: object, request: Request) -> dict[str, Any]:
    """By name, of a domain, or those that a name begins with."""
    values, folder = request.values, request.site.providers
    most = values["limit"]
    if values["q"]:
        found = list(folder.starting(values["q"], values["standing"], most))
    else:
        found = folder.page(values["standing"], values["domain"], values["after"], most + 1)
    shown = found[:most]
    return {
        "items": [provider_json(each, request) for each in shown],
        "next": shown[-1].id if len(found) > most else None,
    }


@api_call(
    ALL,
    "POST",
    "Take in an agency or expert",
    Permission.PROVIDER_EDIT,
    body=ProviderBody,
    answer=ProviderAnswer,
    status=201,
)
def add_provider(context: object, request: Request) -> dict[str, Any]:
    """Since today, unless a day is given."""
    return provider_json(request.find_service(IProviders).add(request.values), request)


@api_call(ONE, "GET", "Read an agency or expert", Permission.PROVIDERS, **HERE)
def read_provider(context: Provider, request: Request) -> dict[str, Any]:
    """Those too that have left."""
    return provider_json(context, request)


@api_call(ONE, "PATCH", "Change an agency or expert", Permission.PROVIDER_EDIT, body=ProviderBody, **HERE)
def change_provider(context: Provider, request: Request) -> dict[str, Any]:
    """What is given."""
    return provider_json(request.find_service(IProviders).change(context, request.values), request)


@api_call(
    f"{ONE}/transitions/leave",
    "POST",
    "Note that an agency or expert left",
    Permission.PROVIDER_END,
    body=LeaveBody,
    **HERE,
)
def leave_provider(context: Provider, request: Request) -> dict[str, Any]:
    """It stays in the register."""
    request.find_service(IProviders).leave(context, request.values["until"], request.values["reason"])
    return provider_json(context, request)
