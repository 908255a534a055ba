"""What becomes of a request when the store is away or cannot write: a quick 503, nothing half done.

ZEO's ``ClientDisconnected`` counts as transient, so every attempt of ``pyramid_retry`` would wait for the
store again. It is told as ``Unavailable`` instead, which is not tried again.

A request that only reads and could not be committed is tried once more without noting the last use of its
session: when nothing can be written, public and internal reading goes on (security, *Audit trail*).
"""

import errno
from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW, MAIN
from pyramid_retry import mark_error_retryable
from ZEO.Exceptions import ClientStorageError
from ZODB.POSException import ReadOnlyError, StorageSystemError

from onestop_records.errors import Unavailable
from onestop_records.events import UNNOTED

READING = frozenset({"GET", "HEAD"})
Handler = Callable[[Request], Response]
CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO})


def unavailable(error: Exception) -> Unavailable | None:
    """What this error says of the store: that it is away, full or read-only; None for any other error."""
    if isinstance(error, ClientStorageError | StorageSystemError):
        return Unavailable("the store is away")
    if isinstance(error, OSError) and error.errno in CANNOT_WRITE:
        return Unavailable("the store cannot write")
    return None


def cannot_write(error: Exception) -> bool:
    """True when the store can be read and not written."""
    return isinstance(error, ReadOnlyError) or isinstance(error, OSError) and error.errno in CANNOT_WRITE


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
            response = handler(request)
        except Exception as error:
            answer = _answer(request, error)
            if answer is None:
                raise
            return answer
        rendered = getattr(request, "exception", None)  # what the commit raised is rendered by now
        answer = None if rendered is None else _answer(request, rendered)
        return response if answer is None else answer

    return outer


def _unnoted(request: Request, error: Exception) -> bool:
    """True when it is worth trying again without noting anything: now that is written down."""
    if request.method not in READING or UNNOTED in request.environ or not cannot_write(error):
        return False
    request.environ[UNNOTED] = True
    return True


def _answer(request: Request, error: Exception) -> Response | None:
    """The 503 that tells of the store; None for other errors, and for one after which we try again."""
    if _unnoted(request, error):
        mark_error_retryable(error)
        return None
    told = unavailable(error)
    if told is None:
        return None
    try:
        return request.invoke_exception_view((type(told), told, error.__traceback__))
    except HTTPNotFound:
        raise told from error


def includeme(config: Configurator) -> None:
    config.add_tween(f"{__name__}.inner_factory", under=EXCVIEW, over=MAIN)
    config.add_tween(f"{__name__}.outer_factory", over="pyramid_tm.tm_tween_factory")
