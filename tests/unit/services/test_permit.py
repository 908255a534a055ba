"""Permits: who asks, who approves by grade, what they open, and that they end at their instant (C12)."""

import pytest

from onestop_records.errors import Refused, Violations
from onestop_records.interfaces import IPermits
from onestop_records.models.access import may_know, may_use
from onestop_records.models.classification import Classification
from onestop_records.models.person import Clearance
from tests.batches import put_in
from tests.lending import permit_asked, permit_step, permitted


def fields(caught):
    return [violation.field for violation in caught.value.violations]


def sees(world, person, record, use="view"):
    """What the person may do with it now: (know of it, use it)."""
    with world.work(person) as request:
        found, principals = request.site.records[record], request.identity.principals
        return may_know(found, principals), may_use(found, principals, use)


def state(world, permit):
    with world.work("system") as request:
        return request.site.permits[permit].state


def cleared(world, person, grade=Classification.SECRET):
    """Let somebody know of classified records of their unit by name."""
    with world.work("security") as request:
        request.site.people[person].clearance = Clearance(grade, None, "security", "决定")


def test_a_permit_opens_a_record_to_who_had_neither_reason_nor_clearance(world):
    (record,) = put_in(world, 1, "secret")
    assert sees(world, "staff2", record) == (False, False)
    permitted(world, "staff2", [record])
    assert sees(world, "staff2", record) == (True, True)
    assert sees(world, "clerk2", record) == (False, False)


def test_clearance_alone_lets_one_know_and_not_read(world):
    (record,) = put_in(world, 1, "confidential")
    cleared(world, "staff")
    assert sees(world, "staff", record) == (True, False)
    permitted(world, "staff", [record])
    assert sees(world, "staff", record) == (True, True)


@pytest.mark.parametrize(
    "person, grade, reads",
    [
        ("archivist", "confidential", True),
        ("head", "confidential", True),
        ("manager", "confidential", True),
        ("manager", "secret", True),
        ("archivist", "secret", False),
        ("head", "secret", False),
        ("manager", "top_secret", False),
    ],
)
def test_who_reads_classified_records_by_office(world, person, grade, reads):
    (record,) = put_in(world, 1, grade, keeping="keeping-archivist2")
    assert sees(world, person, record)[1] is reads


def test_the_head_of_another_unit_and_named_readers_need_a_permit(world):
    (record,) = put_in(world, 1, "confidential", unit="XXB", readers=("head",))
    assert sees(world, "head", record) == (True, False)


def test_until_it_is_filed_the_people_named_on_it_read_it(world):
    (record,) = put_in(world, 1, "confidential", readers=("head",), unit="XXB", state="accepted")
    assert sees(world, "head", record) == (True, True)


def test_it_ends_at_its_instant_without_the_worker(world):
    (record,) = put_in(world, 1, "secret")
    permitted(world, "staff2", [record], hours=4)
    world.clock.forward(hours=4, seconds=-1)
    assert sees(world, "staff2", record) == (True, True)
    world.clock.forward(seconds=1)
    assert sees(world, "staff2", record) == (False, False)


@pytest.mark.parametrize(
    "person, name", [("manager", "revoke"), ("security", "revoke"), ("staff2", "finish")]
)
def test_it_ends_at_once_when_it_is_revoked_or_finished(world, person, name):
    (record,) = put_in(world, 1, "secret")
    permit = permitted(world, "staff2", [record])
    permit_step(world, person, permit, name, "不再需要")
    assert sees(world, "staff2", record) == (False, False)


def test_scope_says_how_far_it_goes(world):
    (record,) = put_in(world, 1, "secret")
    permitted(world, "staff2", [record], ("view", "download"))
    assert sees(world, "staff2", record, "download")[1]
    assert not sees(world, "staff2", record, "print")[1]


def test_a_permit_for_a_volume_opens_its_items_up_to_the_grade_approved(world):
    volume, item, other = put_in(world, 3, "secret")
    with world.work("system") as request:
        site = request.site
        site.records[volume].items = (item, other)
        site.records[item].volume = site.records[other].volume = volume
    permitted(world, "staff2", [volume])
    assert sees(world, "staff2", item) == (True, True)
    with world.work("system") as request:
        request.site.records[item].classification = Classification.TOP_SECRET
    assert sees(world, "staff2", item) == (False, False)
    assert sees(world, "staff2", other) == (True, True)


def test_what_is_classified_higher_later_is_open_no_more(world):
    (record,) = put_in(world, 1, "confidential")
    permitted(world, "staff2", [record])
    with world.work("system") as request:
        request.site.records[record].classification = Classification.SECRET
    assert sees(world, "staff2", record) == (False, False)


def test_nobody_gets_around_a_denial_with_a_permit(world):
    (record,) = put_in(world, 1, "confidential", denied=("staff2",))
    permitted(world, "staff2", [record])
    assert sees(world, "staff2", record) == (False, False)


def test_a_permit_lets_one_read_and_act_on_nothing(world):
    (record,) = put_in(world, 1, "secret")
    permitted(world, "archivist2", [record])
    with world.work("archivist2") as request:
        found = request.site.records[record]
        assert request.has_permission("record:view", found)
        assert request.has_permission("record:read", found)
        assert not request.has_permission("record:edit", found)
        assert not request.has_permission("record:check", found)


def test_a_manager_approves_what_is_classified_and_an_archivist_the_rest(world):
    secret, internal = put_in(world, 1, "confidential") + put_in(world, 1, "internal")
    cleared(world, "staff")
    permit = permit_asked(world, "staff", [secret])
    with pytest.raises(Refused) as caught:
        permit_step(world, "archivist", permit, "grant")
    assert fields(caught) == ["approver"]
    permit_step(world, "manager", permit, "grant")
    assert sees(world, "staff2", internal) == (False, False)
    permitted(world, "staff2", [internal], by="archivist")
    assert sees(world, "staff2", internal) == (True, True)


def test_who_approves_is_cleared_for_the_grade(world):
    (record,) = put_in(world, 1, "top_secret", readers=("manager",))
    cleared(world, "manager2", Classification.TOP_SECRET)
    cleared(world, "head", Classification.TOP_SECRET)
    permit = permit_asked(world, "head", [record])
    with pytest.raises(Refused):
        permit_step(world, "manager", permit, "grant")
    permit_step(world, "manager2", permit, "grant")
    assert state(world, permit) == "granted"


def test_knowing_by_a_permit_is_no_ground_for_approving_another(world):
    (record,) = put_in(world, 1, "top_secret")
    cleared(world, "manager2", Classification.TOP_SECRET)
    permitted(world, "manager", [record], by="manager2")
    permit = permit_asked(world, "staff2", seeking="合同")
    with world.work("manager") as request:
        request.find_service(IPermits).assemble(request.site.permits[permit], [record])
    with pytest.raises(Refused) as caught:
        permit_step(world, "manager", permit, "grant")
    assert fields(caught) == ["approver"]


def test_nobody_approves_their_own_request(world):
    (record,) = put_in(world, 1, "confidential")
    permit = permit_asked(world, "manager", [record])
    with pytest.raises(Refused) as caught:
        permit_step(world, "manager", permit, "grant")
    assert fields(caught) == ["approver"]


def test_one_cannot_ask_for_what_one_may_not_know_of(world):
    (record,) = put_in(world, 1, "secret")
    with pytest.raises(Violations) as caught:
        permit_asked(world, "staff2", [record])
    with pytest.raises(Violations) as nothing:
        permit_asked(world, "staff2", ["nowhere"])
    assert str(caught.value) == str(nothing.value)


def test_assistance_asks_without_naming_and_the_archivist_assembles(world):
    (record,) = put_in(world, 1, "internal")
    permit = permit_asked(world, "staff2", seeking="2010 年与某企业的往来")
    assert state(world, permit) == "sought"
    with world.work("archivist") as request:
        request.find_service(IPermits).assemble(request.site.permits[permit], [record])
    permit_step(world, "archivist", permit, "grant")
    assert sees(world, "staff2", record) == (True, True)


def test_an_archivist_assembles_nothing_they_may_not_know_of(world):
    (record,) = put_in(world, 1, "secret")
    permit = permit_asked(world, "staff2", seeking="合同")
    with world.work("archivist") as request, pytest.raises(Violations):
        request.find_service(IPermits).assemble(request.site.permits[permit], [record])


def test_a_term_lies_in_the_future_and_is_bounded(world):
    (record,) = put_in(world, 1)
    for hours in (0, 24 * 31):
        with pytest.raises(Violations) as caught:
            permit_asked(world, "staff", [record], hours=hours)
        assert fields(caught) == ["until"]


def test_what_was_asked_for_too_long_ago_is_not_granted(world):
    (record,) = put_in(world, 1)
    permit = permit_asked(world, "staff", [record], hours=4)
    world.clock.forward(hours=5)
    with pytest.raises(Refused) as caught:
        permit_step(world, "manager", permit, "grant")
    assert fields(caught) == ["until"]


def test_officers_have_no_permits(world):
    (record,) = put_in(world, 1, "internal")
    permit = permit_asked(world, "staff2", seeking="合同")
    with world.work("archivist") as request:
        request.find_service(IPermits).assemble(request.site.permits[permit], [record])
        request.site.people["staff2"].roles = frozenset({"auditor"})
    with pytest.raises(Refused) as caught:
        permit_step(world, "archivist", permit, "grant")
    assert fields(caught) == ["person"]


def test_a_role_taken_away_takes_the_permit_with_it(world):
    (record,) = put_in(world, 1, "internal")
    permitted(world, "staff2", [record], by="archivist")
    with world.work("security") as request:
        request.site.people["staff2"].roles = frozenset({"auditor"})
    assert sees(world, "staff2", record) == (False, False)


def test_permits_in_force_are_those_of_the_record_and_the_moment(world):
    record, other = put_in(world, 2, "secret")
    permit = permitted(world, "staff2", [record], hours=4)

    def in_force(record_id):
        with world.work("system") as request:
            person, found = request.site.people["staff2"], request.site.records[record_id]
            return [each.id for each in request.find_service(IPermits).in_force(person, found)]

    assert (in_force(record), in_force(other)) == ([permit], [])
    world.clock.forward(hours=4)
    assert in_force(record) == []
