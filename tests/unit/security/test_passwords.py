import pytest
from zope.interface.verify import verifyObject

from onestop_records.interfaces import IPasswords
from onestop_records.security.passwords import Passwords


@pytest.fixture(scope="module")
def passwords():
    return Passwords(time_cost=1, memory_cost=8)


def test_the_service_keeps_its_contract(passwords):
    assert verifyObject(IPasswords, passwords)


def test_a_hash_is_argon2id_and_never_the_same_twice(passwords):
    first, second = passwords.hash("墨水与回形针"), passwords.hash("墨水与回形针")
    assert first.startswith("$argon2id$")
    assert first != second
    assert passwords.verify(first, "墨水与回形针")
    assert not passwords.verify(first, "墨水与回形")


@pytest.mark.parametrize("stored", ["", "not a hash", "$argon2id$v=19$broken"])
def test_no_password_opens_an_account_without_one(passwords, stored):
    assert not passwords.verify(stored, "")
    assert not passwords.verify(stored, "nobody")


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "password123",
        "PASSWORD123",
        "1234567890",
        "aaaaaaaaaaaaa",
        "abababababab",
        "wang.fang.77",
        "x" * 201,
    ],
)
def test_passwords_that_are_refused(passwords, password):
    assert passwords.problems(password, "wang.fang.77")


@pytest.mark.parametrize(
    "password", ["墨水与回形针一九八七", "correct horse battery", "\ud800kq7-lone-surrogate"]
)
def test_passwords_that_are_taken(passwords, password):
    assert passwords.problems(password, "wang.fang") == []
    assert passwords.verify(passwords.hash(password), password)
