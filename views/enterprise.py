"""Enterprise quality files: who an enterprise is, and everything that the house has of it."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, IEnterprises, IFinding
from onestop_records.models.creditcode import normal
from onestop_records.models.enterprise import FIELDS, PERSONAL, Enterprise, EnterpriseFolder
from onestop_records.models.search import Question
from onestop_records.permissions import Permission
from schemas.enterprise import EnterpriseSchema, KeeperSchema, MergeSchema, NewEnterpriseSchema, SplitSchema
from views.form import Shape, form_page, handle

FORM = "templates/enterprise/form.pt"
READ, POST = Permission.ENTERPRISE_EDIT_FORM, Permission.ENTERPRISE_EDIT
MERGE_READ, MERGE_POST = Permission.ENTERPRISE_MERGE_FORM, Permission.ENTERPRISE_MERGE
PAGE = 50
HISTORY = 100  # of each kind on the page; the search has them all
KINDS = (
    ("case_file", _("Cases")),
    ("complaint_file", _("Complaints")),
    ("", _("Other records")),
)


def sees_personal(request: Request, enterprise: Enterprise) -> bool:
    """Windows, heads, managers, archivists and the keeper of the file (W2-6.3)."""
    own = request.identity is not None and request.identity.person == enterprise.keeper
    return own or bool(request.has_permission(Permission.ENTERPRISE_PERSONAL, request.site))


@view_config(
    context=EnterpriseFolder, renderer="templates/enterprise/all.pt", permission=Permission.ENTERPRISES
)
def enterprises(folder: EnterpriseFolder, request: Request) -> dict[str, Any]:
    """By code, or those that a code or name begins with; and what may be there twice."""
    q, after = request.GET.get("q", "")[:200].strip(), request.GET.get("after", "")[:40]
    found = folder.starting(q) if q else list(islice(folder.after(after), PAGE + 1))
    merging = bool(request.has_permission(MERGE_READ, request.site))
    return {
        "found": [each for each in found[:PAGE] if q or not each.merged_into],
        "next": found[PAGE - 1].code if not q and len(found) > PAGE else "",
        "q": q,
        "total": len(folder),
        "duplicates": request.find_service(IEnterprises).duplicates()[:20] if merging else [],
    }


@view_config(context=Enterprise, renderer="templates/enterprise/one.pt", permission=Permission.ENTERPRISES)
def one_enterprise(enterprise: Enterprise, request: Request) -> dict[str, Any] | Response:
    """Basic data and the whole history, as far as the reader may know of it."""
    if enterprise.merged_into:
        present = request.site.enterprises.resolve(enterprise.code)
        return HTTPSeeOther(location=f"/enterprises/{present.code}")
    sees = sees_personal(request, enterprise)
    titles = {node.name: node.title for node in EnterpriseSchema().children}
    may_merge = bool(request.has_permission(MERGE_READ, request.site))
    return {
        "enterprise": enterprise,
        "codes": request.site.enterprises.codes(enterprise.code),
        "fields": [(name, titles[name]) for name in FIELDS if enterprise.get(name) not in (None, "")],
        "personal": PERSONAL,
        "sees": sees,
        "history": list(_history(enterprise, request)),
        "alike": request.find_service(IEnterprises).alike(enterprise) if may_merge else [],
        "entries": list(request.find_service(IAudit).entries(enterprise.code)),
    }


def _history(enterprise: Enterprise, request: Request) -> list[tuple[str, Any, int, Any, str]]:
    """Per kind: its name, what it is called, how many, the newest of them, the search that has them all."""
    found = []
    types = list(request.registry.record_types)
    for code, title in KINDS:
        wanted = (code,) if code else tuple(t for t in types if t not in ("case_file", "complaint_file"))
        filters = {"enterprise": (enterprise.code,), "type": wanted}
        question = Question(filters=filters, sort="-date", limit=HISTORY, facets=(), passages=False)
        results = request.find_service(IFinding).search(question)
        query = f"/search?enterprise={enterprise.code}" + "".join(f"&type={name}" for name in wanted)
        if results.total:
            found.append(
                (code or "others", title, results.total, [hit.record for hit in results.items], query)
            )
    return found


@form_page(EnterpriseFolder, "add", FORM, READ, POST)
def add(folder: EnterpriseFolder, request: Request) -> Any:
    """Open a file, or find the one that is there."""

    def act(values: Mapping[str, Any]) -> str:
        enterprise = request.find_service(IEnterprises).find_or_make(values)
        return f"/enterprises/{enterprise.code}"

    shape = Shape(button=_("Open the file"), cancel="/enterprises")
    values = {"code": request.GET.get("code", "")}
    return _shown(handle(request, NewEnterpriseSchema(), act, values, shape), _("Open an enterprise file"))


@form_page(Enterprise, "edit", FORM, READ, POST)
def edit(enterprise: Enterprise, request: Request) -> Any:
    """Its basic data."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IEnterprises).change(enterprise, values)
        return f"/enterprises/{enterprise.code}"

    shape = Shape(cancel=f"/enterprises/{enterprise.code}")
    shown = handle(request, EnterpriseSchema(), act, enterprise.values, shape, enterprise.revision)
    return _shown(shown, enterprise.name)


@form_page(Enterprise, "merge", FORM, MERGE_READ, MERGE_POST)
def merge(enterprise: Enterprise, request: Request) -> Any:
    """Put the file of the same enterprise into this one; both codes find everything then."""

    def act(values: Mapping[str, Any]) -> str:
        service = request.find_service(IEnterprises)
        other = service.find(values["other"])
        if other is None:
            raise Violations(Violation("other", _("There is no file of this code")))
        service.merge(enterprise, other, values["reason"])
        return f"/enterprises/{enterprise.code}"

    shape = Shape(button=_("Merge"), cancel=f"/enterprises/{enterprise.code}")
    values = {"other": request.GET.get("other", "")}
    title = _("Merge another file into ${name}", mapping={"name": enterprise.name})
    return _shown(handle(request, MergeSchema(), act, values, shape), title)


@form_page(Enterprise, "split", FORM, MERGE_READ, MERGE_POST)
def split(enterprise: Enterprise, request: Request) -> Any:
    """A file that was merged wrongly stands on its own again."""

    def act(values: Mapping[str, Any]) -> str:
        other = merged_file(request, values["other"])
        request.find_service(IEnterprises).split(enterprise, other, values["reason"])
        return f"/enterprises/{other.code}"

    shape = Shape(button=_("Undo the merging"), cancel=f"/enterprises/{enterprise.code}")
    values = {"other": request.GET.get("other", "")}
    title = _("Split a file off ${name}", mapping={"name": enterprise.name})
    return _shown(handle(request, SplitSchema(), act, values, shape), title)


def merged_file(request: Request, code: str) -> Enterprise:
    """The file of exactly this code, merged or not. Raises Violations."""
    found: Enterprise | None = request.site.enterprises.get(normal(code))
    if found is None:
        raise Violations(Violation("other", _("There is no file of this code")))
    return found


@form_page(Enterprise, "keeper", FORM, MERGE_READ, MERGE_POST)
def keeper(enterprise: Enterprise, request: Request) -> Any:
    """Name who keeps this file (S9.3.2)."""

    def act(values: Mapping[str, Any]) -> str:
        person = _person(request, values["keeper"])
        request.find_service(IEnterprises).entrust(enterprise, person)
        return f"/enterprises/{enterprise.code}"

    shape = Shape(cancel=f"/enterprises/{enterprise.code}")
    shown = handle(request, KeeperSchema(), act, {"keeper": enterprise.keeper}, shape)
    return _shown(shown, _("Keeper of the file of ${name}", mapping={"name": enterprise.name}))


@form_page(EnterpriseFolder, "keeper", FORM, MERGE_READ, MERGE_POST)
def general_keeper(folder: EnterpriseFolder, request: Request) -> Any:
    """Name who keeps new files."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IEnterprises).appoint(_person(request, values["keeper"]))
        return "/enterprises"

    shown = handle(request, KeeperSchema(), act, {"keeper": folder.keeper}, Shape(cancel="/enterprises"))
    return _shown(shown, _("Keeper of new enterprise files"))


def _person(request: Request, person_id: str) -> Any:
    person = request.site.people.get(person_id)
    if person is None:
        raise Violations(Violation("keeper", _("There is no such person.")))
    return person


def _shown(shown: Any, title: Any) -> Any:
    return shown if isinstance(shown, Response) else {**shown, "title": title}
