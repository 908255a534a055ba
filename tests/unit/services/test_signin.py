import pytest

from onestop_records.interfaces import IPeople
from onestop_records.security.throttle import ADDRESS_LIMIT, PAIR_LIMIT, STRANGERS_LIMIT
from tests.trace import heard

PASSWORD = "墨水与回形针一九八七"


@pytest.fixture
def request_(world):
    with world.work("admin") as request:
        request.find_service(IPeople).set_password(request.site.people["staff"], PASSWORD)
        yield request


def attempt(request, address="10.0.0.9", password="wrong", username="staff"):
    return request.find_service(IPeople).may_sign_in(username, password, address)


def test_unknown_name_wrong_password_and_closed_account_answer_alike(request_):
    request_.site.people["staff2"].closed = True
    assert attempt(request_) is None
    assert attempt(request_, username="nobody") is None
    assert attempt(request_, username="staff2", password=PASSWORD) is None
    assert attempt(request_, username="auditor", password="") is None  # an account without a password


def test_a_failure_is_noted_without_what_was_typed(request_):
    with heard(request_) as events:
        attempt(request_, username="my secret password")
        attempt(request_)
        attempt(request_, password=PASSWORD)
    assert [event.act for event in events] == ["sign-in-failed", "sign-in-failed", "signed-in"]
    assert [event.subject for event in events] == ["unknown", "staff", "staff"]
    assert events[2].actor.person == "staff"
    assert "my secret" not in repr(events) + repr(list(request_.site.throttle_marks.items()))


def test_after_too_many_failures_even_the_right_password_waits_and_then_works(request_, world):
    for _ in range(PAIR_LIMIT):
        attempt(request_)
    with heard(request_) as events:
        assert attempt(request_, password=PASSWORD) is None
    assert events == []  # attempts beyond the limit leave nothing behind
    assert request_.find_service(IPeople).sign_in_wait("staff", "10.0.0.9") == 15 * 60
    world.clock.forward(minutes=15)
    assert attempt(request_, password=PASSWORD) is not None


def test_marks_do_not_grow_beyond_the_limit(request_):
    for _ in range(PAIR_LIMIT * 3):
        attempt(request_)
    assert len(request_.site.throttle_marks) == PAIR_LIMIT * 3  # one mark each for pair, address, strangers


def test_one_address_cannot_try_every_account(request_):
    for number in range(ADDRESS_LIMIT):
        attempt(request_, username=f"name{number}")
    assert attempt(request_, password=PASSWORD) is None
    assert attempt(request_, password=PASSWORD, address="10.0.0.10") is not None


def test_strangers_cannot_shut_a_person_out_of_a_familiar_address(request_):
    assert attempt(request_, password=PASSWORD, address="192.168.1.5") is not None
    for number in range(STRANGERS_LIMIT):
        attempt(request_, address=f"10.1.0.{number}")
    assert attempt(request_, password=PASSWORD, address="10.2.0.1") is None
    assert attempt(request_, password=PASSWORD, address="192.168.1.5") is not None


def test_success_forgets_the_failures_from_there(request_):
    for _ in range(PAIR_LIMIT - 1):
        attempt(request_)
    assert attempt(request_, password=PASSWORD) is not None
    for _ in range(PAIR_LIMIT - 1):
        attempt(request_)
    assert attempt(request_, password=PASSWORD) is not None
