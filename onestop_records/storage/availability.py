"""What becomes of a request when the store is away or cannot write: a quick 503, nothing half done.

ZEO's ``ClientDisconnected`` counts as transient, so every attempt of ``pyramid_retry`` would wait for the
store again. It is told as ``Unavailable`` instead, which is not tried again.
"""

import errno
from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW, MAIN
from ZEO.Exceptions import ClientStorageError
from ZODB.POSException import StorageSystemError

from onestop_records.errors import Unavailable

Handler = Callable[[Request], Response]
CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO})


def unavailable(error: Exception) -> Unavailable | None:
    """What this error says of the store: that it is away, full or read-only; None for any other error."""
    if isinstance(error, ClientStorageError | StorageSystemError):
        return Unavailable("the store is away")
    if isinstance(error, OSError) and error.errno in CANNOT_WRITE:
        return Unavailable("the store cannot write")
    return None


def inner_factory(handler: Handler, registry: Registry) -> Handler:
    """Inside exception views: for all that happens before the commit."""

    def inner(request: Request) -> Response:
        try:
            return handler(request)
        except Exception as error:
            told = unavailable(error)
            if told is None:
                raise
            raise told from error

    return inner


def outer_factory(handler: Handler, registry: Registry) -> Handler:
    """Around transactions: for the commit, and for what tweens in between ask of the store."""

    def outer(request: Request) -> Response:
        try:
            return handler(request)
        except Exception as error:
            told = unavailable(error)
            if told is None:
                raise
            try:
                return request.invoke_exception_view((type(told), told, error.__traceback__))
            except HTTPNotFound:
                raise told from error

    return outer


def includeme(config: Configurator) -> None:
    config.add_tween(f"{__name__}.inner_factory", under=EXCVIEW, over=MAIN)
    config.add_tween(f"{__name__}.outer_factory", over="pyramid_tm.tm_tween_factory")
