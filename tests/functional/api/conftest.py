import pytest
from webtest import TestApp

from onestop_records.interfaces import IPeople
from tests.api import Caller


@pytest.fixture
def api(world):
    """``api("archivist")`` is a caller with that person's token, ``api(None)`` one without."""

    def caller(username: str | None) -> Caller:
        token = None
        if username:
            with world.work(username) as request:
                person = request.site.people[username]
                token, _expires = request.find_service(IPeople).issue_token(person, "test")
        return Caller(TestApp(world.registry.wsgi), token)

    return caller
