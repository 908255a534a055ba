"""One function handles every form: show, check, act, show again with everything that is wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import colander
from chameleon.utils import Markup
from deform import Button, Form, ValidationFailure
from deform.field import Field
from deform.template import ZPTTemplateLoader
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Conflict, Refused, Violation
from onestop_records.i18n import _
from views.undone import undo
from views.widgets import LinesWidget

REVISION = "revision"
LOADER = ZPTTemplateLoader(search_path=(str(Path(__file__).parent / "widgets"),), auto_reload=False)
GROUPS = {  # in the order an archivist thinks: what and who, where it belongs, who may see it …
    "basics": _("What, who and when"),
    "filing": _("Where it belongs and how long it is kept"),
    "access": _("Who may see it"),
    "content": _("What it is about"),
    "paper": _("Carrier and place"),
    "more": _("Further remarks"),
}
CLOSED = frozenset({"content", "paper", "more"})
Act = Callable[[Mapping[str, Any]], str | Response | Refused]


@dataclass(frozen=True)
class Group:
    """Fields under one heading; ``closed`` ones open on request (and when something in them is wrong)."""

    title: Any
    fields: Sequence[str]
    closed: bool = False


@dataclass(frozen=True)
class Shape:
    """How a form looks: texts of its button, groups of fields, whether files may be attached."""

    button: Any = _("Save")
    groups: Sequence[Group] = ()
    files: str = ""  # name of the field for files; empty: none
    many: bool = False  # each file becomes something of its own
    action: str = ""
    cancel: str = ""  # where "Cancel" leads
    form_id: str = "form"
    buttons: Sequence[tuple[str, Any]] = ()  # further (name, title), as request.POST[name]


PLAIN = Shape()


def form_page(context: Any, name: str, renderer: str, reading: str, posting: str) -> Callable[[Any], Any]:
    """Decorate the view of a form: seeing it and posting it want different permissions."""

    def decorate(view: Any) -> Any:
        for method, permission in (("GET", reading), ("POST", posting)):
            config = {"context": context, "name": name, "renderer": renderer}
            view = view_config(**config, request_method=method, permission=permission, _depth=1)(view)
        return view

    return decorate


def handle(
    request: Request,
    schema: colander.Schema,
    act: Act,
    values: Mapping[str, Any] | None = None,
    shape: Shape = PLAIN,
    revision: int | None = None,
) -> dict[str, Any] | Response:
    """Show a form on GET; on POST check it and call ``act`` with the appstruct.

    ``schema`` is bound with ``request`` and ``site``. ``values`` fills the form, ``revision`` is that of
    the object it edits: a POST with another one is refused. ``act`` returns an address to go to, or a
    response; what it raises of ``Refused`` is shown beside the fields, and nothing of it is kept. What it
    returns of ``Refused`` is shown the same way, and what was written is kept.
    Returns ``{"form": markup}`` for the template, with status 422 (409 for a conflict) after a refusal.
    """
    form = build(request, schema, shape, revision)
    if request.method != "POST":
        form.set_appstruct(_plain(values or {}))
        return {"form": render(form)}
    try:
        appstruct = _validated(form, request)
        _same_revision(request, revision)
        done = act(appstruct)
        if not isinstance(done, Refused):
            return answer(request, done)
        _refuse(form, request, done)
    except ValidationFailure:
        request.response.status_int = 422
    except Refused as refused:
        undo(request, refused)
        _place(form, refused.violations)
    return {"form": render(form)}


def answer(request: Request, done: str | Response) -> Response:
    """Where to go next; a script that sent the form with progress is told, and goes there itself."""
    if not isinstance(done, str):
        return done
    return Response(json_body={"location": done}) if request.is_xhr else HTTPSeeOther(location=done)


def build(request: Request, schema: colander.Schema, shape: Shape, revision: int | None = None) -> Form:
    """A deform form of a schema with this house's templates, in the language of the request."""
    bound = schema.bind(request=request, site=request.site)
    buttons = [Button(name, title) for name, title in shape.buttons] or [Button("save", shape.button)]
    form = Form(
        bound,
        action=shape.action or request.path_qs,
        buttons=buttons,
        formid=shape.form_id,
        renderer=renderer(request),
        focus="off",
    )
    form.shape, form.revision, form.csrf_token = shape, revision, request.layout.csrf_token
    form.summary, form.groups = [], _groups(form, shape.groups)
    _name_fields(form, shape.form_id)
    return form


def renderer(request: Request) -> Callable[..., str]:
    """What deform calls to render a template by name."""
    translate = request.localizer.translate

    def chameleon_translate(text: Any, domain: str | None = None, mapping: Any = None, **rest: Any) -> Any:
        if text is None:
            return None
        if not isinstance(text, str):
            return str(text)
        return translate(text, domain=domain, mapping=mapping)

    def render_template(name: str, **values: Any) -> str:
        return LOADER.load(name)(
            translate=chameleon_translate, layout=request.layout, control=control, **values
        )

    return render_template


def control(field: Field) -> dict[str, Any]:
    """Attributes of a control: its widget's own, required, wrong, and where that is explained."""
    wrong = f"wrong-{field.oid}" if field.error is not None else ""
    hint = f"hint-{field.oid}" if field.description else ""
    told = {
        "required": "required" if field.required else None,
        "aria-invalid": "true" if wrong else None,
        "aria-describedby": f"{wrong} {hint}".strip() or None,
    }
    return {
        **getattr(field.widget, "attributes", {}),
        **{name: value for name, value in told.items() if value},
    }


def render(form: Form) -> Markup:
    """The form as markup, with the summary of all violations."""
    form.summary.extend(_errors(form))
    form.opened = [group for group, fields in form.groups if any(_wrong(field) for field in fields)]
    return Markup(form.render())  # noqa: S704 - our own templates escape every value


def _validated(form: Form, request: Request) -> Mapping[str, Any]:
    """The appstruct. Raises ValidationFailure, or HTTPBadRequest for fields of a structure no form has."""
    try:
        appstruct: Mapping[str, Any] = form.validate(list(request.POST.items()))
    except (colander.Invalid, ValueError, RecursionError):
        raise HTTPBadRequest() from None
    return appstruct


def _same_revision(request: Request, revision: int | None) -> None:
    if revision is not None and request.POST.get(REVISION) != str(revision):
        message = _("Somebody has changed this record since you opened the form. Your text is kept below.")
        raise Conflict(Violation("", message))


def _refuse(form: Form, request: Request, refused: Refused) -> None:
    request.response.status_int = 409 if isinstance(refused, Conflict) else 422
    _place(form, refused.violations)


def _place(form: Form, violations: Sequence[Violation]) -> None:
    """Put each violation beside its field, or in the summary where it has none."""
    for violation in violations:
        field = _field(form, violation.field)
        if field is None:
            form.summary.append(("", None, violation.message))
        elif field.error is None:
            field.error = colander.Invalid(field.schema, violation.message)
        else:
            field.error.msg = [*field.error.messages(), violation.message]


def _field(form: Form, path: str) -> Field | None:
    field: Any = form
    for name in path.split("."):
        field = next((child for child in field.children if child.name == name), None)
        if field is None:
            return None
    return field


def _errors(field: Field) -> Iterator[tuple[str, Any, Any]]:
    """Triples (id of the field, its title, message) of everything wrong below ``field``."""
    for child in field.children:
        if child.error is not None and not isinstance(child.typ, colander.Mapping):
            for message in child.error.messages():
                yield child.oid, child.title, message
        if isinstance(child.typ, colander.Mapping):
            yield from _errors(child)


def _wrong(field: Field) -> bool:
    return field.error is not None or any(_wrong(child) for child in field.children)


def _groups(form: Form, groups: Sequence[Group]) -> list[tuple[Group, list[Field]]]:
    """The fields under their headings; what no group names comes last, without a heading."""
    groups = groups or _declared(form)
    named = {name for group in groups for name in group.fields}
    found = [
        (group, [child for name in group.fields for child in form.children if child.name == name])
        for group in groups
    ]
    rest = [child for child in form.children if child.name not in named]
    return [pair for pair in [*found, (Group("", ()), rest)] if pair[1]]


def _declared(form: Form) -> list[Group]:
    """The groups that the nodes of the schema name themselves."""
    return [
        Group(title, [child.name for child in form.children if _group_of(child) == name], name in CLOSED)
        for name, title in GROUPS.items()
    ]


def _group_of(field: Field) -> str:
    return getattr(field.schema, "group", "")


def _name_fields(field: Field, prefix: str) -> None:
    """Ids that stay the same: ``form-title``, ``form-place-room``."""
    for child in field.children:
        child.oid = f"{prefix}-{child.name}"
        if isinstance(child.typ, colander.Sequence):
            _lines(child)
        _name_fields(child, child.oid)


def _lines(field: Field) -> None:
    """A sequence without a widget of its own is written one a line."""
    if field.schema.widget is None and not field.children[0].children:
        field.widget = LinesWidget()


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """What deform can show: without the fields that have no value."""
    return {name: value for name, value in values.items() if value is not None}
