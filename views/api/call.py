"""One API call: how it is declared, read, answered, repeated and described.

``@api_call`` registers the view and keeps what OpenAPI needs to say of it, so that the description
cannot drift from the code.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import colander
import venusian
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPMethodNotAllowed
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from onestop_records.errors import Missing, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IIdempotency
from schemas.description import unknown, violations
from views.api import body as bodies

PREFIX = "/api/v1"
Schema = Callable[[], colander.SchemaNode]


@dataclass(frozen=True)
class Call:
    """A declared call. ``reads`` and ``answers`` are media types; ``body``, ``query``, ``answer`` schemas.

    A ``bound`` body or query asks the store, for codes that must exist, or for the time zone.
    """

    path: str
    method: str
    summary: str
    permission: str | None
    view: Callable[..., Any]
    body: Schema | None = None
    query: Schema | None = None
    answer: Schema | None = None
    status: int = 200
    reads: str = "application/json"
    answers: str = "application/json"
    context: Any = None
    traverse: str | None = None
    headers: tuple[str, ...] = ()
    bound: bool = False

    @property
    def repeatable(self) -> bool:
        """True when an answer is kept for repetitions; a token, which anybody may ask for, never is."""
        return self.method == "POST" and self.permission != NO_PERMISSION_REQUIRED

    @property
    def route_name(self) -> str:
        return "api:" + self.path


def api_call(path: str, method: str, summary: str, permission: str | None, **more: Any) -> Callable[..., Any]:
    """Declare a call; the view gets ``(context, request)``, and ``request.values`` when it has a schema.

    ``depth`` frames up is the module that declares it: 1, unless another decorator calls this one.
    """
    depth = more.pop("depth", 1)

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        call = Call(path, method, summary, permission, view, **more)

        def register(scanner: Any, name: str, wrapped: object) -> None:
            scanner.config.registry.api_calls.append(call)

        venusian.attach(view, register, category="api", depth=depth)
        return view

    return decorate


@cache
def made(schema: Schema) -> colander.SchemaNode:
    """The schema, made once: those of calls ask nothing of a request or the store."""
    return schema()


def deserialize(schema: colander.SchemaNode, data: Any) -> Any:
    """Validate; raise Violations with every fault, unknown names included, by field."""
    if not isinstance(data, dict):
        raise Violations(Violation("", _("Send a JSON object")))
    found = list(unknown(schema, data, ""))
    try:
        values = schema.deserialize(data)
    except colander.Invalid as invalid:
        found.extend(violations(invalid, ""))
    Violations.check(found)
    return values


def read_values(call: Call, request: Request) -> Any:
    """The validated query or body of a request, None when the call takes neither."""
    if call.query is not None:
        repeated = sorted(name for name in set(request.GET) if len(request.GET.getall(name)) > 1)
        Violations.check(Violation(name, _("Give this once; separate values by commas")) for name in repeated)
        return deserialize(_bound(call, call.query, request), dict(request.GET))
    if call.body is not None and call.reads == "application/json":
        return deserialize(_bound(call, call.body, request), bodies.json_body(request))
    return None


def _bound(call: Call, schema: Schema, request: Request) -> colander.SchemaNode:
    return made(schema).bind(site=request.site, request=request) if call.bound else made(schema)


def answer_of(call: Call, result: Any) -> Response:
    """A view's result as a response: a Response stays one, anything else becomes JSON."""
    if isinstance(result, Response):
        return result
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status=call.status, content_type="application/json", charset="utf-8")


def perform(call: Call, context: Any, request: Request) -> Response:
    """Read, act, answer; a POST with an ``Idempotency-Key`` acts once."""
    key = request.headers.get("Idempotency-Key")
    if key is None or not call.repeatable or request.identity is None:
        return _act(call, context, request)
    answers = request.find_service(IIdempotency)
    digest = bodies.digest(request)
    kept = answers.find(key, digest)
    if kept is not None:
        _still_known(request, kept.location)
        response = Response(kept.body, status=kept.status, content_type="application/json", charset="utf-8")
        if kept.location:
            response.headers["Location"] = kept.location
        return response
    response = _act(call, context, request)
    if response.status_code < 400:  # what was refused may be tried again
        answers.keep(key, digest, response.status_code, response.headers.get("Location", ""), response.body)
    return response


def _still_known(request: Request, location: str) -> None:
    """Raise Missing when the answer was of a record that the person may not know of any more."""
    record = request.site.records.get(location.rpartition("/")[2])
    if record is not None and not request.knows(record):
        raise Missing(record.id)


def _act(call: Call, context: Any, request: Request) -> Response:
    request.values = read_values(call, request)
    return answer_of(call, call.view(context, request))


def _add_call(config: Configurator, call: Call) -> None:
    def view(context: Any, request: Request) -> Response:
        return perform(call, context, request)

    config.add_view(
        view,
        route_name=call.route_name,
        request_method=call.method,
        context=call.context,
        permission=call.permission,
        require_csrf=False,
    )


def _refuse_method(methods: list[str]) -> Callable[..., Response]:
    def view(context: Any, request: Request) -> Response:
        raise HTTPMethodNotAllowed(headers={"Allow": ", ".join(sorted(methods))})

    return view


def add_calls(config: Configurator) -> None:
    """Routes in the order of their paths, literal segments before placeholders; then the views."""
    calls = [replace(call, path=PREFIX + call.path) for call in config.registry.api_calls]
    by_path: dict[str, list[Call]] = {}
    for call in sorted(calls, key=lambda call: call.path.replace("{", "~")):
        by_path.setdefault(call.path, []).append(call)
    for path, same in by_path.items():
        config.add_route(same[0].route_name, path, traverse=same[0].traverse)
        for call in same:
            _add_call(config, call)
        methods = [call.method for call in same]
        config.add_view(
            _refuse_method(methods), route_name=same[0].route_name, permission="site:home", require_csrf=False
        )
    config.registry.api_calls = calls
