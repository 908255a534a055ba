"""Every kind of duty is listed, passes to whom it may, and keeps an account open (N71)."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Refused
from onestop_records.interfaces import IHolds, IPeople, IResponsibilities, IResponsibility
from tests import batches as b


def kind(request, name):
    return next(each for each in request.find_service(IResponsibilities).kinds() if each.kind == name)


def duties(world, name, person):
    with world.work() as request:
        return [duty.id for duty in kind(request, name).of(request.site.people[person])]


def pass_on(world, name, duty_id, giver, receiver):
    with world.work() as request:
        people = request.site.people
        kind(request, name).pass_on(duty_id, people[giver], people[receiver])


def test_every_kind_keeps_the_contract_and_has_a_name_of_its_own(world):
    with world.work() as request:
        kinds = request.find_service(IResponsibilities).kinds()
        for each in kinds:
            assert verifyObject(IResponsibility, each)
        assert len({each.kind for each in kinds}) == len(kinds)
        assert kinds[0].kind == "record" or "record" in {each.kind for each in kinds}


def test_a_record_passes_by_itself_and_leaves_its_entry(world):
    (record,) = b.put_in(world, 1)
    assert duties(world, "record", "archivist") == [record]
    pass_on(world, "record", record, "archivist", "archivist2")
    assert duties(world, "record", "archivist") == []
    assert duties(world, "record", "archivist2") == [record]


def test_a_record_does_not_pass_to_who_is_not_cleared(world):
    (record,) = b.put_in(world, 1, "secret")
    with pytest.raises(Refused):
        pass_on(world, "record", record, "archivist", "clerk")


def test_a_category_passes_to_an_archivist_alone_and_what_is_filed_follows(world):
    assert duties(world, "category", "archivist") == ["Z109/WS", "Z109/ZP"]
    with pytest.raises(Refused):
        pass_on(world, "category", "Z109/WS", "archivist", "staff")
    pass_on(world, "category", "Z109/WS", "archivist", "archivist2")
    assert duties(world, "category", "archivist2") == ["Z109/WS"]
    with world.work() as request:
        category = request.site.fonds["Z109"]["WS"]
        assert request.site.holder(category.keeping) == "archivist2"
        assert request.site.fonds["Z109"]["ZP"].keeping == "keeping-archivist"


def test_a_hold_in_force_has_a_keeper_until_it_is_lifted(world):
    ids = b.put_in(world, 1)
    with world.work("archivist") as request:
        values = {"title": "纠纷", "reason": "保全", "mandate": "裁定", "kind": "records", "records": ids}
        hold = request.find_service(IHolds).place(values).id
    assert duties(world, "hold", "archivist") == [hold]
    pass_on(world, "hold", hold, "archivist", "archivist2")
    assert (duties(world, "hold", "archivist"), duties(world, "hold", "archivist2")) == ([], [hold])
    with world.work("manager") as request:
        request.find_service(IHolds).lift(request.site.holds[hold], "已结案", "裁定")
    assert duties(world, "hold", "archivist2") == []


def test_a_batch_is_led_by_somebody_until_its_register_is_kept(world):
    batch = b.opened(world, b.put_in(world, 2))
    assert duties(world, "batch", "archivist") == [batch]
    pass_on(world, "batch", batch, "archivist", "archivist2")
    assert duties(world, "batch", "archivist2") == [batch]
    with world.work() as request:
        assert request.site.disposals[batch].opened_by == "archivist"  # separation of duties goes by that


def test_opinions_given_in_an_appraisal_under_way_are_answered_for(world):
    batch = b.opened(world, b.put_in(world, 2))
    b.make(world, b.PROPOSER, batch, "appraise")
    b.opine(world, b.BUSINESS, batch)
    assert duties(world, "appraisal", "head") == [batch]
    pass_on(world, "appraisal", batch, "head", "clerk")
    assert (duties(world, "appraisal", "head"), duties(world, "appraisal", "clerk")) == ([], [batch])
    pass_on(world, "appraisal", batch, "clerk", "head")  # back again
    assert (duties(world, "appraisal", "head"), duties(world, "appraisal", "clerk")) == ([batch], [])


def test_an_approval_that_still_cools_off_is_answered_for_by_a_manager(world):
    batch = b.approved(world, b.put_in(world, 2))
    assert duties(world, "approval", "manager") == [batch]
    pass_on(world, "approval", batch, "manager", "manager2")
    assert duties(world, "approval", "manager2") == [batch]
    with world.work() as request:
        assert request.site.disposals[batch].approved_by == "manager"


def test_a_witness_is_followed_by_one_of_the_same_side_who_has_no_other_part(world):
    b.set_passwords(world)
    batch = b.approved(world, b.put_in(world, 2))
    b.check(world, b.WITNESS_OF_UNIT, batch)
    assert duties(world, "witness", "clerk") == [batch]
    for unfit in ("archivist", "manager", "archivist2"):
        with pytest.raises(Refused):
            pass_on(world, "witness", batch, "clerk", unfit)
    pass_on(world, "witness", batch, "clerk", "clerk2")
    assert duties(world, "witness", "clerk2") == [batch]


@pytest.mark.parametrize("name", ["hold", "batch", "category"])
def test_an_account_is_not_closed_while_any_kind_is_left(world, name):
    ids = b.put_in(world, 1, keeping="keeping-archivist2")
    if name == "hold":
        with world.work("archivist") as request:
            values = {"title": "纠纷", "reason": "保全", "mandate": "裁定", "kind": "records", "records": ids}
            request.find_service(IHolds).place(values)
    if name == "batch":
        b.opened(world, ids)
    if name != "category":
        with world.work() as request:
            for category in request.site.fonds["Z109"].values():
                category.keeping = "keeping-archivist2"
    with world.work("admin") as request, pytest.raises(Refused) as refused:
        request.find_service(IPeople).close(request.site.people["archivist"])
    assert len(refused.value.violations) == (2 if name == "category" else 1)
