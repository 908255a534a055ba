"""Service agencies and experts (质量服务机构、专家): taken in, changed, left, never deleted."""

from datetime import date

import pytest

from onestop_records.errors import Conflict, Violations
from onestop_records.interfaces import IAudit, IProviders
from tests.matching import AGENCY, EXPERT, SECOND, taken_in


def act(world, name, provider, *given):
    with world.work("manager") as request:
        getattr(request.find_service(IProviders), name)(request.site.providers[provider], *given)


def page(world, *asked):
    with world.work("staff") as request:
        return [provider.name for provider in request.site.providers.page(*asked)]


def test_an_agency_has_a_credit_code_whose_check_digit_fits(world):
    for code in ("", "91330203MA2AAA001", "91330203MA2AAA001V"):
        with pytest.raises(Violations) as raised:
            taken_in(world, code=code)
        assert [v.field for v in raised.value.violations] == ["code"]
    taken_in(world, code="9133 0203-ma2aaa001u")
    with pytest.raises(Violations):
        taken_in(world)


def test_an_expert_is_a_person_and_has_no_credit_code(world):
    with pytest.raises(Violations):
        taken_in(world, **{**EXPERT, "code": AGENCY["code"]})
    taken_in(world, **EXPERT, code="")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"kind": "club"},
        {"domains": ()},
        {"domains": ("cooking",)},
        {"offers": ""},
        {"since": date(2027, 1, 1)},
    ],
)
def test_what_is_wrong_is_said(world, wrong):
    with pytest.raises(Violations) as raised:
        taken_in(world, **wrong)
    assert {v.field for v in raised.value.violations} == set(wrong)


def test_it_is_found_by_name_domain_and_standing(world):
    first = taken_in(world)
    taken_in(world, **SECOND)
    taken_in(world, **EXPERT, code="")
    assert page(world, "current", "testing") == [AGENCY["name"]]
    assert page(world, "current", "", "", 2) == [EXPERT["name"], AGENCY["name"]]
    assert page(world, "current", "", first) == [SECOND["name"]]
    act(world, "change", first, {"name": "甬东计量中心", "domains": ("standards",)})
    assert page(world, "current", "testing") == [] and page(world, "current", "standards") == ["甬东计量中心"]
    with world.work("staff") as request:
        assert [p.name for p in request.site.providers.starting("甬")] == ["甬东计量中心", SECOND["name"]]


def test_it_leaves_with_day_and_reason_and_stays_in_the_register(world):
    provider = taken_in(world, since=date(2026, 1, 5))
    for until, reason in ((date(2027, 1, 1), "x"), (date(2025, 1, 1), "x"), (date(2026, 11, 23), " ")):
        with pytest.raises(Violations):
            act(world, "leave", provider, until, reason)
    act(world, "leave", provider, date(2026, 11, 23), "双方协商退出")
    assert page(world, "current", "") == [] and page(world, "left", "metrology") == [AGENCY["name"]]
    for name, given in (("leave", (date(2026, 11, 23), "x")), ("change", ({"name": "y"},))):
        with pytest.raises(Conflict):
            act(world, name, provider, *given)
    taken_in(world)  # it may come back, as a new entry


@pytest.mark.parametrize(("values", "secret"), [(AGENCY, "陈工"), ({**EXPERT, "code": ""}, "周正")])
def test_w2_6_3_personal_data_stands_in_no_entry_of_the_audit_trail(world, values, secret):
    provider = taken_in(world, **values)
    act(world, "change", provider, {"phone": "138 0000 0000"})
    with world.work("auditor") as request:
        entries = list(request.find_service(IAudit).entries(provider))
        told = str([(entry.before, entry.after) for entry in entries])
    assert len(entries) == 2 and "personal" in told
    assert all(words not in told for words in (secret, values["phone"], "138 0000 0000"))
