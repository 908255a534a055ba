from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop_records.models.classification import Classification
from onestop_records.models.person import Appointment, Clearance
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from onestop_records.security import complaint
from onestop_records.security.acl import SITE_GRANTS, knows, permitted, record_grants
from onestop_records.security.principals import OFFICERS, identify
from onestop_records.security.separation import role_violations
from tests.world import PEOPLE, build_site

DAY = date(2026, 11, 23)
STATES = ("captured", "withdrawn", "submitted", "accepted", "filed")
people = st.sampled_from(list(PEOPLE))


@st.composite
def records(draw):
    record = Record("r", "document")
    record.state = draw(st.sampled_from(STATES))
    record.classification = draw(st.sampled_from(Classification))
    record.unit = draw(st.sampled_from(["QYB", "XXB", "BGS", "LDXZ"]))
    record.keeping = draw(st.sampled_from([f"keeping-{name}" for name in PEOPLE]))
    record.data_category = draw(st.sampled_from(["business", "personal", "sensitive"]))
    record.readers = tuple(draw(st.sets(people, max_size=2)))
    record.participants = tuple(draw(st.sets(people, max_size=2)))
    record.denied = tuple(draw(st.sets(people, max_size=2)))
    return record


def who(name):
    site = build_site()
    return identify(site, site.people[name], DAY)


def nobody(record, transition):
    return frozenset()


@given(records(), people)
def test_to_know_needs_clearance_and_a_reason(record, name):
    identity = who(name)
    if knows(identity, record):
        assert identity.clearance is not None
        assert record.classification <= identity.clearance
        public = record.filed and record.classification == 0
        by_name = name in record.readers + record.participants or record.keeping == f"keeping-{name}"
        by_office = (
            record.unit in identity.units
            or "manager" in identity.roles
            or ("archivist" in identity.roles and record.state not in ("captured", "withdrawn"))
        )
        assert public or by_name or by_office


@given(records(), people)
def test_sensitive_personal_information_wants_the_reason_by_name(record, name):
    record.data_category = "sensitive"
    if knows(who(name), record):
        assert name in record.readers + record.participants or record.keeping == f"keeping-{name}"


@given(records(), people)
def test_a_denial_is_stronger_than_every_reason(record, name):
    record.denied = (*record.denied, name)
    assert not knows(who(name), record)


@given(records(), st.sampled_from(sorted(OFFICERS)), st.sampled_from(Permission))
def test_officers_have_nothing_to_do_with_records(record, name, permission):
    assert not permitted(who(name), record, permission, nobody)


@given(records(), people, st.sampled_from(Permission))
def test_nothing_is_permitted_on_what_may_not_be_known_of(record, name, permission):
    identity = who(name)
    if not knows(identity, record):
        assert not permitted(identity, record, permission, lambda r, t: identity.principals)


@given(records(), people, st.text(max_size=20))
def test_what_no_grant_names_is_denied(record, name, permission):
    if permission not in list(Permission):
        assert not permitted(who(name), record, permission, nobody)
        assert not permitted(who(name), None, permission, nobody)


@given(records(), st.sampled_from(Permission))
def test_who_has_not_signed_in_may_nothing(record, permission):
    assert not permitted(None, record, permission, nobody)
    assert not permitted(None, None, permission, nobody)


def test_every_permission_has_a_grant():
    for permission in Permission:
        if permission not in SITE_GRANTS and permission not in complaint.GRANTS:
            record = Record("r", "document")
            assert record_grants(record, permission, lambda r, t: frozenset({"x"})), permission


@pytest.mark.parametrize(
    ("name", "grade"),
    [("staff", 1), ("clerk", 1), ("archivist", 2), ("head", 2), ("manager", 3), ("auditor", None)],
)
def test_clearance_by_role(name, grade):
    assert who(name).clearance == grade


def granted(name, until):
    site = build_site()
    person = site.people[name]
    person.clearance = Clearance(Classification.TOP_SECRET, until, "security", "")
    return identify(site, person, DAY)


def test_clearance_by_name_counts_until_its_last_day():
    assert granted("staff", None).clearance == Classification.TOP_SECRET
    assert granted("staff", DAY).clearance == Classification.TOP_SECRET
    assert granted("staff", date(2026, 11, 22)).clearance == Classification.INTERNAL


def test_clearance_by_name_opens_nothing_to_an_officer():
    assert granted("admin", None).clearance is None
    assert not any(":4" in principal for principal in granted("admin", None).principals)


def test_a_post_counts_from_its_first_day_to_its_last():
    site = build_site()
    person = site.people["staff"]
    person.appointments = (Appointment("XXB", "post", date(2026, 11, 24), date(2026, 11, 25)),)
    found = [identify(site, person, date(2026, 11, day)).units for day in (23, 24, 25, 26)]
    assert found == [frozenset(), {"XXB"}, {"XXB"}, frozenset()]


def test_a_keeping_that_has_passed_to_another_gives_nothing():
    site = build_site()
    site.keepings["keeping-staff"].holder = "staff2"
    assert "holder:keeping-staff" not in identify(site, site.people["staff"], DAY).principals


@pytest.mark.parametrize(
    ("roles", "right"),
    [
        ({"admin", "auditor"}, False),
        ({"admin", "security"}, True),
        ({"manager", "security"}, True),
        ({"admin", "staff"}, True),
        ({"wizard"}, False),
    ],
)
def test_a_small_unit_asks_only_that_administrator_and_auditor_differ(roles, right):
    assert (not role_violations(roles, small_unit=True)) == right
