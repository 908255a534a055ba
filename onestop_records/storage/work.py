"""A request outside of the web: how commands, the worker and tests reach services."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pyramid_tm
from pyramid.registry import Registry
from pyramid.request import Request, apply_request_extensions
from transaction.interfaces import NoTransaction

from onestop_records.events import ACTING, Actor


@contextmanager
def work(registry: Registry, actor: Actor) -> Iterator[Any]:
    """Yield a request with a transaction begun; the caller commits ``request.tm``, else all is undone."""
    request = Request.blank("/", environ={ACTING: actor})
    request.registry = registry
    apply_request_extensions(request)
    request.tm = pyramid_tm.explicit_manager(request)
    request.tm.begin()
    try:
        yield request
    finally:
        with suppress(NoTransaction):
            request.tm.abort()
        request._process_finished_callbacks()
