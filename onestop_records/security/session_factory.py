"""``request.session``: Pyramid's session on top of the stored one."""

from collections.abc import Iterator, MutableMapping
from typing import Any

from pyramid.interfaces import ISecurityPolicy, ISession
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.models.session import Session
from onestop_records.security import sessions


@implementer(ISession)
class PageSession(MutableMapping[str, Any]):
    """Small plain values and messages for the next page, kept with the sign-in.

    Who has not signed in has none: what is put in is forgotten with the request, nothing is written.
    """

    def __init__(self, stored: Session | None) -> None:
        self.stored = stored or Session("", 0, None, "")  # type: ignore[arg-type]
        self.new = stored is None

    @property
    def created(self) -> int:
        """Unix time of the sign-in, 0 without one."""
        return 0 if self.new else int(self.stored.started_at.timestamp())

    def invalidate(self) -> None:
        """Forget every value and message."""
        self.stored.values, self.stored.flash = {}, ()

    def changed(self) -> None:
        """Nothing to do: values are replaced, never changed in place."""

    def flash(self, message: Any, queue: str = "", allow_duplicate: bool = True) -> None:
        """Leave a message for the next page."""
        if allow_duplicate or (queue, message) not in self.stored.flash:
            self.stored.flash = (*self.stored.flash, (queue, message))

    def pop_flash(self, queue: str = "") -> list[Any]:
        """Take the messages of a queue."""
        messages = self.peek_flash(queue)
        if messages:
            self.stored.flash = tuple(pair for pair in self.stored.flash if pair[0] != queue)
        return messages

    def peek_flash(self, queue: str = "") -> list[Any]:
        """The messages of a queue."""
        return [message for name, message in self.stored.flash if name == queue]

    def new_csrf_token(self) -> str:
        """A session has one token as long as it lives."""
        return self.stored.csrf_token

    def get_csrf_token(self) -> str:
        """The token every form carries."""
        return self.stored.csrf_token

    def __getitem__(self, name: str) -> Any:
        return self.stored.values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        sessions.remember_value(self.stored, name, value)

    def __delitem__(self, name: str) -> None:
        self.stored.values[name]
        sessions.remember_value(self.stored, name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.stored.values)

    def __len__(self) -> int:
        return len(self.stored.values)


def session_factory(request: Request) -> PageSession:
    """The session of this request."""
    return PageSession(request.registry.getUtility(ISecurityPolicy).session(request))
