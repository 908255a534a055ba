from datetime import date, timedelta

import pytest
from ZODB.POSException import ConflictError
from zope.interface.verify import verifyObject

from onestop_records.errors import Missing, Refused, Violations
from onestop_records.interfaces import IPasswords, IPeople
from onestop_records.models.classification import Classification
from onestop_records.models.keeping import own_keeping
from onestop_records.models.person import Appointment, Clearance
from onestop_records.models.record import Record
from onestop_records.security import sessions
from onestop_records.security.throttle import PAIR_LIMIT
from tests.trace import heard

PASSWORD = "墨水与回形针一九八七"


def people(request):
    return request.find_service(IPeople)


def fields(refusal):
    return {violation.field for violation in refusal.value.violations}


def test_the_service_keeps_its_contract(world):
    with world.work("admin") as request:
        assert verifyObject(IPeople, people(request))


def test_a_new_account_can_sign_in_and_has_a_keeping(world):
    with world.work("admin") as request:
        person = people(request).add("Wang.Fang", "王芳", PASSWORD, roles=("staff",))
        assert person.username == "wang.fang"
        assert request.site.holder(person.keepings[0]) == person.id
        assert people(request).may_sign_in("ＷＡＮＧ.fang ", PASSWORD, "10.0.0.1") is person
        assert PASSWORD not in person.password


def test_everything_wrong_with_a_new_account_is_said_at_once(world):
    with world.work("admin") as request, pytest.raises(Violations) as refusal:
        people(request).add(
            "archivist",
            " ",
            "short",
            roles=("auditor", "admin"),
            appointments=(Appointment("NOWHERE", "", date(2026, 2, 1), date(2026, 1, 1), "ghost"),),
        )
    assert fields(refusal) == {"username", "name", "password", "roles", "unit", "post", "until", "deputy"}


@pytest.mark.parametrize("username", ["", "x", "1abc", "a b", "王芳", "../x", "a" * 41, "a\n"])
def test_usernames_are_plain(world, username):
    with world.work("admin") as request, pytest.raises(Violations) as refusal:
        people(request).add(username + "\0" if username == "a\n" else username, "王芳", PASSWORD)
    assert fields(refusal) == {"username"}


@pytest.mark.parametrize(
    "roles", [("auditor", "security"), ("auditor", "admin"), ("security", "admin"), ("admin", "staff")]
)
def test_officers_are_three_people_and_nothing_else(world, roles):
    with world.work("security") as request, pytest.raises(Violations) as refusal:
        people(request).change(request.site.people["staff2"], {"roles": roles})
    assert fields(refusal) == {"roles"}


def test_nobody_changes_their_own_roles_clearance_or_posts(world):
    grant = Clearance(Classification.TOP_SECRET, None, "security", "")
    with world.work("manager") as request, pytest.raises(Violations) as refusal:
        people(request).change(
            request.site.people["manager"],
            {"roles": ("staff",), "clearance": grant, "appointments": ()},
        )
    assert fields(refusal) == {"roles", "clearance", "appointments"}


def test_a_change_is_traced_with_what_was_before_and_after(world):
    with world.work("security") as request, heard(request) as events:
        people(request).change(request.site.people["staff"], {"roles": ("staff", "clerk"), "name": "staff"})
    assert [event.act for event in events] == ["person-changed"]
    assert events[0].before == {"roles": ["staff"]}
    assert events[0].after == {"roles": ["clerk", "staff"]}


def test_a_new_password_ends_every_session(world):
    now = world.clock.now()
    with world.work("admin") as request:
        person = request.site.people["staff"]
        secret = sessions.begin(request.site, person, now)
        assert sessions.find(request.site, secret, now, timedelta(hours=1))
        people(request).set_password(person, PASSWORD)
        assert sessions.find(request.site, secret, now, timedelta(hours=1)) is None


def test_one_s_own_password_wants_the_present_one(world):
    with world.work("staff") as request:
        person = request.site.people["staff"]
        people(request).set_password(person, PASSWORD)
        wrong = people(request).set_own_password(person, "another password", PASSWORD + "x")
        assert [violation.field for violation in wrong.violations] == ["current"]
        assert people(request).set_own_password(person, PASSWORD, PASSWORD + "x") is None


def test_guesses_of_the_present_password_are_noted_and_throttled_like_sign_ins(world):
    with world.work("staff") as request:
        person = request.site.people["staff"]
        people(request).set_password(person, PASSWORD)
        with heard(request) as events:
            for _ in range(PAIR_LIMIT):
                people(request).set_own_password(person, "another password", PASSWORD + "x")
        assert [event.act for event in events] == ["sign-in-failed"] * PAIR_LIMIT
        assert people(request).set_own_password(person, PASSWORD, PASSWORD + "x") is not None
        assert request.find_service(IPasswords).verify(person.password, PASSWORD)


def test_an_account_that_holds_anything_is_not_closed(world):
    with world.work("admin") as request:
        record = Record("r1", "document")
        record.keeping, record.category, record.year, record.title = "keeping-staff", "WS", 2026, "机密标题"
        request.site.records.add(record)
        with pytest.raises(Refused) as refusal:
            people(request).close(request.site.people["staff"])
        with pytest.raises(Refused):  # custodian of both categories
            people(request).close(request.site.people["archivist"])
    message = refusal.value.violations[0].message.interpolate()
    assert message == "1 records of WS · 2026"
    assert "机密标题" not in str(refusal.value)


def test_closing_ends_sessions_and_tokens_and_sign_in(world):
    with world.work("admin") as request:
        person = request.site.people["staff"]
        people(request).set_password(person, PASSWORD)
        people(request).issue_token(person, "script")
        with heard(request) as events:
            people(request).close(person)
        assert [event.act for event in events] == ["token-revoked", "account-closed"]
        assert people(request).tokens(person) == []
        assert people(request).may_sign_in("staff", PASSWORD, "10.0.0.1") is None
        people(request).reopen(person)
        assert people(request).may_sign_in("staff", PASSWORD, "10.0.0.1") is person


def test_nobody_closes_their_own_account(world):
    with world.work("admin") as request, pytest.raises(Refused):
        people(request).close(request.site.people["admin"])


@pytest.mark.parametrize(
    ("label", "days", "scope", "field"),
    [
        ("", 1, "read", "label"),
        ("x", 0, "read", "days"),
        ("x", 367, "read", "days"),
        ("x", 1, "all", "scope"),
    ],
)
def test_a_token_has_a_purpose_a_term_and_a_scope(world, label, days, scope, field):
    with world.work("staff") as request, pytest.raises(Violations) as refusal:
        people(request).issue_token(request.site.people["staff"], label, days, scope)
    assert fields(refusal) == {field}


def test_a_revoked_token_is_gone(world):
    with world.work("staff") as request:
        person = request.site.people["staff"]
        text, expires = people(request).issue_token(person, "script", 3)
        assert (expires - world.clock.now()).days == 3
        token = people(request).tokens(person)[0]
        people(request).revoke_token(person, token.id)
        with pytest.raises(Missing):
            people(request).revoke_token(person, token.id)
        assert text not in repr(list(request.site.tokens.items()))


def test_nothing_slips_into_the_keeping_of_an_account_that_is_being_closed(world):
    with pytest.raises(ConflictError), world.work("staff") as request:
        site = request.site
        record = Record("r1", "document")
        record.keeping = own_keeping(site.keepings, site.people["staff"])
        site.records.add(record)
        with world.work("admin") as other:
            people(other).close(other.site.people["staff"])
