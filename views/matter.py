"""The public catalogue of matters: anybody reads it, the house keeps it."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from onestop_records.errors import Missing, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IBookingSlots, IMatters, IStorage
from onestop_records.models.folding import fold
from onestop_records.models.knownanswer import KnownAnswer
from onestop_records.models.matter import Matter, MatterFolder
from onestop_records.permissions import Permission
from schemas.matter import (
    DOMAINS,
    FORM_WORDS,
    KINDS,
    MatterSchema,
    NewMatterSchema,
    SampleSchema,
    WithdrawSchema,
    limit_of,
)
from views.delivery import SANDBOXED, named, ranged, shown_type
from views.form import Shape, form_page, handle
from views.limitwords import limit_words
from views.received import received_files

FORM = "templates/matter/form.pt"
READ, POST = Permission.MATTER_EDIT_FORM, Permission.MATTER_EDIT
STATES = {"draft": _("Draft"), "public": _("Public"), "withdrawn": _("Withdrawn")}
OWN = ("promised_number", "promised_unit", "legal_number", "legal_unit", "legal_rule")
PROMISED_BY = "S7.2"  # the platform promises a limit of its own and keeps it
LARGEST = 20 * 1024 * 1024  # bytes of a sample


@view_config(context=MatterFolder, renderer="templates/matter/all.pt", permission=NO_PERMISSION_REQUIRED)
def matters(folder: MatterFolder, request: Request) -> dict[str, Any]:
    """By domain, narrowed by words; the house sees drafts and withdrawn ones too."""
    service = request.find_service(IMatters)
    found = service.all() if _inside(request) else service.public()
    q, domain = request.GET.get("q", "")[:100].strip(), request.GET.get("domain", "")
    shown = [m for m in found if (not domain or m.domain == domain) and _says(m, q)]
    groups = [(name, DOMAINS[name], [m for m in shown if m.domain == name]) for name in DOMAINS]
    return {
        "groups": [group for group in groups if group[2]],
        "domains": [(name, word) for name, word in DOMAINS.items() if any(m.domain == name for m in found)],
        "domain": domain,
        "answers": [one for one in request.site.answers.public("") if not q or _asks(one, q)],
        "q": q,
        "kinds": KINDS,
        "states": STATES,
        "limit_words": limit_words,
    }


@view_config(context=Matter, renderer="templates/matter/one.pt", permission=NO_PERMISSION_REQUIRED)
def one_matter(matter: Matter, request: Request) -> dict[str, Any]:
    """Everything that W9-7.2 wants told."""
    _known(matter, request)
    return {
        "matter": matter,
        "answers": list(request.site.answers.public(matter.id)),
        "bookable": bool(request.find_service(IBookingSlots).units(matter.code)),
        "domain": DOMAINS[matter.domain],
        "kind": KINDS[matter.kind],
        "forms": FORM_WORDS,
        "states": STATES,
        "limit_words": limit_words,
        "inside": _inside(request),
    }


@view_config(context=Matter, name="sample", permission=NO_PERMISSION_REQUIRED)
def sample(matter: Matter, request: Request) -> Response:
    """The sample file of a material, by its number from 0."""
    _known(matter, request)
    return sample_response(matter, request.GET.get("number", ""), request)


def sample_response(matter: Matter, number: str, request: Request) -> Response:
    """The bytes of a sample; what a browser could run comes as mere bytes. Raises Missing."""
    known = number.isascii() and number.isdigit() and int(number[:4]) < len(matter.materials)
    version = matter.materials[int(number[:4])].sample if known else None
    if version is None:
        raise Missing(number)
    media_type, showable = shown_type(version.media_type, "utf-8")
    file = request.find_service(IStorage).open(version)
    response = ranged(request, file, version.size, version.sha256)
    named(response, version.name, showable)
    response.headers["Content-Type"] = media_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOXED
    return response


@form_page(MatterFolder, "add", FORM, READ, POST)
def add(folder: MatterFolder, request: Request) -> Any:
    """A new matter, a draft until it is published."""

    def act(values: Mapping[str, Any]) -> str:
        matter = request.find_service(IMatters).add(told(values, PROMISED_BY))
        return f"/matters/{matter.code}"

    shape = Shape(button=_("Keep as a draft"), cancel="/matters")
    values = {
        "domain": "other",
        "kind": "promised",
        "promised_unit": "working-days",
        "legal_unit": "working-days",
    }
    return _shown(handle(request, NewMatterSchema(), act, values, shape), _("New matter"))


@form_page(Matter, "edit", FORM, READ, POST)
def edit(matter: Matter, request: Request) -> Any:
    """Change what is told of it; a public one stays complete."""

    def act(values: Mapping[str, Any]) -> str:
        emptied = dict.fromkeys(("unit", "person", "deputy", "retention"), "")
        request.find_service(IMatters).change(matter, {**emptied, **told(values, rule)})
        return f"/matters/{matter.code}"

    rule = matter.promised.rule if matter.promised else PROMISED_BY
    names = [node.name for node in MatterSchema().children if node.name not in OWN]
    present = {name: getattr(matter, name) for name in names}
    shape = Shape(cancel=f"/matters/{matter.code}")
    shown = handle(request, MatterSchema(), act, present | _limits(matter), shape, matter.revision)
    return _shown(shown, matter.title)


@form_page(Matter, "withdraw", FORM, READ, POST)
def withdraw(matter: Matter, request: Request) -> Any:
    """Offer it no more; what is under way goes on."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IMatters).withdraw(matter, values["reason"])
        return f"/matters/{matter.code}"

    shape = Shape(button=_("Withdraw"), cancel=f"/matters/{matter.code}")
    title = _("Withdraw: ${title}", mapping={"title": matter.title})
    return _shown(handle(request, WithdrawSchema(), act, shape=shape), title)


@form_page(Matter, "add-sample", FORM, READ, POST)
def add_sample(matter: Matter, request: Request) -> Any:
    """A sample or blank form of a material."""

    def act(values: Mapping[str, Any]) -> str:
        received = received_files(request)
        if len(received) != 1 or received[0].size > LARGEST:
            raise Violations(Violation("", _("Attach one file of at most 20 MiB")))
        request.find_service(IMatters).set_sample(matter, values["number"], received[0])
        return f"/matters/{matter.code}"

    choices = [(str(number), each.name) for number, each in enumerate(matter.materials)]
    schema = SampleSchema().bind(materials=choices)
    shape = Shape(button=_("Keep the sample"), files="files", cancel=f"/matters/{matter.code}")
    return _shown(handle(request, schema, act, shape=shape), _("Sample of a material"))


@view_config(context=Matter, name="publish", request_method="POST", permission=POST)
def publish(matter: Matter, request: Request) -> Response:
    """Let everybody read it; what is missing is told on its page."""
    try:
        request.find_service(IMatters).publish(matter)
    except Violations as refused:
        labels = {node.name: node.title for node in MatterSchema().children}
        labels["promised"] = _("Promised limit")
        say = request.localizer.translate
        told = [f"{say(labels.get(v.field, v.field))}: {say(v.message)}" for v in refused.violations]
        raise Violations(*(Violation("", line) for line in told)) from refused
    return HTTPSeeOther(location=f"/matters/{matter.code}")


def told(values: Mapping[str, Any], rule: str) -> dict[str, Any]:
    """The values of a form as the service takes them; ``rule`` is that of the promised limit."""
    found = {name: value for name, value in values.items() if name not in OWN}
    found["promised"] = limit_of(values["promised_number"], values["promised_unit"], rule)
    found["legal"] = limit_of(values["legal_number"], values["legal_unit"], values["legal_rule"])
    return found


def _limits(matter: Matter) -> dict[str, Any]:
    legal, promised = matter.legal, matter.promised
    return {
        "promised_number": promised.number if promised else None,
        "promised_unit": promised.unit if promised else "working-days",
        "legal_number": legal.number if legal else None,
        "legal_unit": legal.unit if legal else "working-days",
        "legal_rule": legal.rule if legal else "",
    }


def _asks(one: KnownAnswer, q: str) -> bool:
    """True when question or answer has the words."""
    return fold(q) in fold(f"{one.question} {one.answer}")


def _says(matter: Matter, q: str) -> bool:
    texts = fold(" ".join((matter.code, matter.title, matter.conditions, matter.result, matter.procedure)))
    return all(word in texts for word in fold(q).split())


def _inside(request: Request) -> bool:
    return bool(request.has_permission(Permission.MATTERS, request.site))


def _known(matter: Matter, request: Request) -> None:
    """Drafts and withdrawn matters are for the house alone."""
    if not matter.public and not _inside(request):
        raise HTTPNotFound()


def _shown(shown: Any, title: Any) -> Any:
    return shown if isinstance(shown, Response) else {**shown, "title": title}
