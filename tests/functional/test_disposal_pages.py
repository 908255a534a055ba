"""Batches through their pages: what is forbidden is refused there with the rule, and nothing is kept."""

import pytest

from onestop_records.security.throttle import PAIR_LIMIT
from tests import batches as b
from tests.world import csrf_token


@pytest.fixture
def post(world):
    """``post(person, path, status, **fields)`` sends a form and returns the answer."""
    b.set_passwords(world)

    def send(person, path, status=303, **fields):
        browser = world.browser(person)
        return browser.post(path, {"csrf_token": csrf_token(browser), **fields}, status=status)

    return send


def told(answer):
    """What the summary of violations says."""
    return " ".join(element.text for element in answer.html.select("#violations li"))


def test_wrong_passwords_of_a_witness_are_kept_and_throttled(world, post):
    batch = b.approved(world, b.put_in(world, 1))
    path = f"/disposals/{batch}/check"
    for _ in range(PAIR_LIMIT):
        assert "密码" in told(post(b.WITNESS, path, 422, password="wrong"))
    assert "分钟" in told(post(b.WITNESS, path, 422, password=b.PASSWORD))
    world.clock.forward(minutes=15)
    post(b.WITNESS, path, password=b.PASSWORD)
    assert b.state(world, batch) == "approved"
