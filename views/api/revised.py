"""Calls on what has a revision: it is the answer's ETag, ``If-Match`` asks for it, transitions raise it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import colander
from pyramid.httpexceptions import HTTPPreconditionFailed
from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Refused
from onestop_records.i18n import _
from onestop_records.permissions import Permission
from views.api import problem
from views.api.call import Call, answer_of, api_call


@dataclass(frozen=True)
class Revised:
    """One noun: ``path`` ends in ``{id}``, ``model`` has a ``revision``, ``json`` makes an ``answer``."""

    path: str
    model: type
    answer: type[colander.MappingSchema]
    json: Callable[[Any, Request], dict[str, Any]]
    body: Callable[[], colander.SchemaNode] = colander.MappingSchema  # of a transition that names no other
    call: Call = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "call", Call(self.path, "GET", "", None, lambda context, request: None))

    def shown(self, one: Any, request: Request, status: int = 200) -> Response:
        """The answer, with the revision as the ETag."""
        response = answer_of(self.call, self.json(one, request))
        response.status_code = status
        response.headers["ETag"] = f'"{one.revision}"'
        return response

    def made(self, one: Any, request: Request) -> Response:
        """The answer to a POST that made it: 201, and where it is."""
        response = self.shown(one, request, 201)
        response.headers["Location"] = f"{request.application_url}/api/v1{self.path.format(id=one.id)}"
        return response

    def transition(
        self,
        name: str,
        permission: Permission,
        summary: str,
        body: Callable[[], colander.SchemaNode] | None = None,
    ) -> Callable[..., Any]:
        """Declare ``POST …/transitions/{name}``: the view acts, the noun is the answer.

        ``Refused`` that the view returns is answered as a problem, and what was written is kept: a wrong
        password leaves its mark.
        """

        def decorate(act: Callable[[Any, Request], Any]) -> Any:
            def view(context: Any, request: Request) -> Response:
                same_revision(context, request)
                done = act(context, request)
                return (
                    problem.refused(done, request)
                    if isinstance(done, Refused)
                    else self.shown(context, request)
                )

            view.__doc__, view.__name__ = act.__doc__, act.__name__
            view.__module__ = act.__module__
            return api_call(
                f"{self.path}/transitions/{name}",
                "POST",
                summary,
                permission,
                depth=2,
                body=body or self.body,
                answer=self.answer,
                headers=("If-Match",),
                context=self.model,
                traverse=self.path,
            )(view)

        return decorate


def same_revision(one: Any, request: Request) -> None:
    """412 when ``If-Match`` is given and it has changed since."""
    given = request.headers.get("If-Match", "*")
    if given != "*" and f'"{one.revision}"' not in [part.strip() for part in given.split(",")]:
        raise HTTPPreconditionFailed(_("It has been changed since; read it again"))
