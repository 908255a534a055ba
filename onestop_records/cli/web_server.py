"""One web process: waitress on an inherited socket, a few threads, an orderly end."""

import copy
import signal
import socket
import sys
import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server
from ZEO.Exceptions import ClientDisconnected

from onestop_records.app import configure
from onestop_records.cli.instance import Instance, require_evolved
from onestop_records.errors import Unavailable
from onestop_records.settings import MEBIBYTE, Settings

MOST_THREADS = 4
SWITCH_INTERVAL = 0.0005  # a synced read beside busy threads: 98 ms at Python's 5 ms, 13 ms at this
DRAIN = 8.0  # seconds for requests under way when asked to end
# The only places that take bodies above the ordinary limit: those of the API and of the pages.
UPLOADS = frozenset(("/api/v1/uploads", "/upload"))


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
    server.channel_class = limited_channel(server.adj, settings.request_limit + MEBIBYTE)
    _run(server)


def reread(application: Any) -> Any:
    """Tell that the body can be read again, as waitress hands it in: whole, in memory or in a file.

    Without this a body is copied before it is read, for the case that the request must be tried again.
    """

    def told(environ: dict[str, Any], start_response: Any) -> Any:
        environ["webob.is_body_seekable"] = environ["wsgi.input"].seekable()
        return application(environ, start_response)

    return told


def limited_channel(adjustments: Any, limit: int) -> type[HTTPChannel]:
    """A channel that refuses, before reading it, a body above ``limit`` bytes anywhere but at uploads."""
    ordinary = copy.copy(adjustments)
    ordinary.max_request_body_size = limit

    class Parser(HTTPRequestParser):
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            if self.path not in UPLOADS:
                self.adj = ordinary

    class Channel(HTTPChannel):
        parser_class = Parser

    return Channel


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
