"""Enterprise quality files through the API."""

from itertools import islice
from typing import Any

from pyramid.request import Request

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IEnterprises
from onestop_records.models.enterprise import FIELDS, PERSONAL, Enterprise
from onestop_records.permissions import Permission
from schemas.enterprise import (
    DuplicatesAnswer,
    EnterpriseAnswer,
    EnterpriseBody,
    EnterprisesAnswer,
    EnterprisesQuery,
    KeeperBody,
    MergeBody,
    NewEnterpriseBody,
)
from views.api.call import api_call
from views.enterprise import merged_file, sees_personal

ENTERPRISE = "/enterprises/{enterprise}"
ON_ENTERPRISE: dict[str, Any] = {"context": Enterprise, "traverse": ENTERPRISE, "answer": EnterpriseAnswer}


def enterprise_json(enterprise: Enterprise, request: Request) -> dict[str, Any]:
    """A file; personal data for those alone who may see it."""
    sees = sees_personal(request, enterprise)
    values = {name: enterprise.get(name) if sees or name not in PERSONAL else None for name in FIELDS}
    return {
        "code": enterprise.code,
        "codes": list(request.site.enterprises.codes(enterprise.code)),
        "number": enterprise.number,
        "keeper": enterprise.keeper,
        "revision": enterprise.revision,
        "merged_into": enterprise.merged_into or None,
        "mergings": [
            {"code": m.code, "name": m.name, "by": m.by, "at": m.at.isoformat(), "reason": m.reason}
            for m in enterprise.mergings
        ],
        "names": list(enterprise.names),
        "personal": sorted(PERSONAL),
        **values,
        "name": enterprise.name,
    }


@api_call(
    "/enterprises",
    "GET",
    "List enterprises",
    Permission.ENTERPRISES,
    query=EnterprisesQuery,
    answer=EnterprisesAnswer,
)
def list_enterprises(context: object, request: Request) -> dict[str, Any]:
    """By code, merged ones too; with ``q`` those that a code or name begins with."""
    values, folder = request.values, request.site.enterprises
    if values["q"]:
        found, more = folder.starting(values["q"], values["limit"]), False
    else:
        found = list(islice(folder.after(values["after"]), values["limit"] + 1))
        more = len(found) > values["limit"]
    shown = found[: values["limit"]]
    return {
        "items": [enterprise_json(each, request) for each in shown],
        "next": shown[-1].code if more else None,
    }


@api_call(
    "/enterprises",
    "POST",
    "Find an enterprise by its code, or open its file",
    Permission.ENTERPRISE_EDIT,
    body=NewEnterpriseBody,
    answer=EnterpriseAnswer,
    status=201,
)
def add_enterprise(context: object, request: Request) -> dict[str, Any]:
    """Of one that is there only empty fields are filled."""
    return enterprise_json(request.find_service(IEnterprises).find_or_make(request.values), request)


@api_call(
    "/enterprise-duplicates",
    "GET",
    "What may be there twice",
    Permission.ENTERPRISE_MERGE,
    answer=DuplicatesAnswer,
)
def list_duplicates(context: object, request: Request) -> dict[str, Any]:
    """The same name but for its form, telephone or address."""
    groups = request.find_service(IEnterprises).duplicates()
    return {"groups": [[each.code for each in group] for group in groups]}


@api_call(ENTERPRISE, "GET", "Read an enterprise", Permission.ENTERPRISES, **ON_ENTERPRISE)
def read_enterprise(context: Enterprise, request: Request) -> dict[str, Any]:
    """Also one that was merged: it says into which."""
    return enterprise_json(context, request)


@api_call(
    ENTERPRISE,
    "PATCH",
    "Change an enterprise",
    Permission.ENTERPRISE_EDIT,
    body=EnterpriseBody,
    **ON_ENTERPRISE,
)
def change_enterprise(context: Enterprise, request: Request) -> dict[str, Any]:
    """What is given."""
    return enterprise_json(request.find_service(IEnterprises).change(context, request.values), request)


@api_call(
    f"{ENTERPRISE}/transitions/merge",
    "POST",
    "Merge another file into this one",
    Permission.ENTERPRISE_MERGE,
    body=MergeBody,
    **ON_ENTERPRISE,
)
def merge_enterprise(context: Enterprise, request: Request) -> dict[str, Any]:
    """Both codes find everything then."""
    service = request.find_service(IEnterprises)
    other = service.find(request.values["other"])
    if other is None:
        raise Violations(Violation("other", _("There is no file of this code")))
    return enterprise_json(service.merge(context, other, request.values["reason"]), request)


@api_call(
    f"{ENTERPRISE}/transitions/split",
    "POST",
    "Undo a merging",
    Permission.ENTERPRISE_MERGE,
    body=MergeBody,
    **ON_ENTERPRISE,
)
def split_enterprise(context: Enterprise, request: Request) -> dict[str, Any]:
    """``other`` stands on its own again, with its names and data; its code alone finds its history."""
    other = merged_file(request, request.values["other"])
    request.find_service(IEnterprises).split(context, other, request.values["reason"])
    return enterprise_json(context, request)


@api_call(
    f"{ENTERPRISE}/transitions/entrust",
    "POST",
    "Name the keeper of a file",
    Permission.ENTERPRISE_MERGE,
    body=KeeperBody,
    **ON_ENTERPRISE,
)
def entrust_enterprise(context: Enterprise, request: Request) -> dict[str, Any]:
    """S9.3.2."""
    person = request.site.people.get(request.values["keeper"])
    if person is None:
        raise Violations(Violation("keeper", _("There is no such person.")))
    request.find_service(IEnterprises).entrust(context, person, request.values["reason"])
    return enterprise_json(context, request)
