"""One web process: waitress on an inherited socket, a few threads, an orderly end."""

import copy
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any

import pyramid_tm
from pyramid.registry import Registry
from pyramid.request import Request, apply_request_extensions
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server
from waitress.task import ErrorTask
from ZEO.Exceptions import ClientDisconnected

from onestop_records.app import configure
from onestop_records.cli.instance import Instance, require_evolved
from onestop_records.errors import Unavailable
from onestop_records.permissions import Permission
from onestop_records.security.early_answer import MALFORMED, TOO_LARGE
from onestop_records.settings import MEBIBYTE, Settings

MOST_THREADS = 4
SWITCH_INTERVAL = 0.0005  # a synced read beside busy threads: 98 ms at Python's 5 ms, 13 ms at this
DRAIN = 8.0  # seconds for requests under way when asked to end
# The only places that take bodies above the ordinary limit: those of the API and of the pages.
UPLOADS = frozenset(("/api/v1/uploads", "/upload"))
log = logging.getLogger(__name__)


def answer(settings: Settings, listening: socket.socket) -> None:
    """Answer requests until SIGTERM or SIGINT; finish those under way.

    Raises SettingsError when the instance is older than the code, Unavailable when the store is away.
    """
    sys.setswitchinterval(SWITCH_INTERVAL)
    try:
        config = configure(settings)
    except ClientDisconnected as error:
        raise Unavailable(f"the store of {settings.instance} cannot be reached") from error
    require_evolved(Instance(settings, config.registry))
    proxy: dict[str, Any] = {}
    if settings.behind_https:
        headers = "x-forwarded-for x-forwarded-host x-forwarded-proto"
        proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": headers}
    server = create_server(
        reread(config.make_wsgi_app()),
        sockets=[listening],
        threads=min(settings.web_threads, MOST_THREADS),
        ident=None,
        clear_untrusted_proxy_headers=True,
        max_request_body_size=settings.upload_limit + MEBIBYTE,
        **proxy,
    )
    server.channel_class = limited_channel(
        server.adj, settings.request_limit + MEBIBYTE, partial(signed_in, config.registry)
    )
    _run(server)


def reread(application: Any) -> Any:
    """Tell that the body can be read again, as waitress hands it in: whole, in memory or in a file.

    Without this a body is copied before it is read, for the case that the request must be tried again.
    """

    def told(environ: dict[str, Any], start_response: Any) -> Any:
        environ["webob.is_body_seekable"] = environ["wsgi.input"].seekable()
        return application(environ, start_response)

    return told


def signed_in(registry: Registry, path: str, headers: Mapping[str, str]) -> bool:
    """True when the headers of a request (as WSGI names them) are those of somebody who may send much."""
    sent = {f"HTTP_{name}": headers[name] for name in ("COOKIE", "AUTHORIZATION", "HOST") if name in headers}
    request = Request.blank(path, environ=sent)
    request.registry = registry
    apply_request_extensions(request)
    request.tm = pyramid_tm.explicit_manager(request)
    request.tm.begin()
    try:
        return bool(request.has_permission(Permission.CAPTURE, request.site))
    except Exception as error:
        log.warning("an upload is refused: who sends it cannot be told now: %s", type(error).__name__)
        return False
    finally:
        request.tm.abort()
        request._process_finished_callbacks()


def limited_channel(
    adjustments: Any, limit: int, may_send: Callable[[str, Mapping[str, str]], bool]
) -> type[HTTPChannel]:
    """A channel that refuses a body above ``limit`` bytes before reading it.

    Only at uploads, and from somebody for whom ``may_send(path, headers)`` is true, it may be larger: else a
    stranger could fill the disk.
    """
    ordinary = copy.copy(adjustments)
    ordinary.max_request_body_size = limit

    class Parser(HTTPRequestParser):
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            small = self.content_length <= limit and not self.chunked
            if self.path not in UPLOADS or not small and not may_send(self.path, self.headers):
                self.adj = ordinary

    class Channel(HTTPChannel):
        parser_class = Parser
        error_task_class = Refusal

    return Channel


class Refusal(ErrorTask):
    """What waitress itself turns away is told as the application tells it."""

    def execute(self) -> None:
        error = self.request.error
        if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            super().execute()
            return
        told = TOO_LARGE if error.code == TOO_LARGE.status else replace(MALFORMED, status=error.code)
        kind, body = told.content(getattr(self.request, "path", ""))
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", kind), ("X-Content-Type-Options", "nosniff")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


def _run(server: Any) -> None:
    ending = False

    def end(number: int, frame: object) -> None:
        nonlocal ending
        ending = True
        server.pull_trigger()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while not ending:
        _turn(server)
    server.accepting = False
    deadline = time.monotonic() + DRAIN
    while time.monotonic() < deadline and any(_busy(channel) for channel in _channels(server)):
        _turn(server)
    server.task_dispatcher.shutdown()


def _turn(server: Any) -> None:
    server.asyncore.loop(timeout=1, map=server._map, use_poll=True, count=1)


def _channels(server: Any) -> list[HTTPChannel]:
    return list(server.active_channels.values())


def _busy(channel: HTTPChannel) -> bool:
    return bool(channel.requests or channel.total_outbufs_len)
