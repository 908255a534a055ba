"""The public catalogue of matters (W9-7.2, N15)."""

import io

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import IAudit, IMatters, IResponsibilities, IStorage
from onestop_records.models.limit import DAYS, MINUTES, NEXT_DAY, SAME_DAY, WORKING_DAYS, Limit
from onestop_records.models.matter import Material
from onestop_records.services.traces import Traces

WHOLE = {
    "code": "JL-99",
    "title": "计量器具送检",
    "domain": "metrology",
    "kind": "agency",
    "basis": "S5.6.2.1",
    "conditions": "依法登记的企业",
    "quantity": "不限",
    "procedure": "登记\n送检\n领取证书",
    "legal": Limit(WORKING_DAYS, 20, "计量法"),
    "promised": Limit(WORKING_DAYS, 10, "S7.2"),
    "materials": (Material("营业执照", "copy"), Material("器具清单")),
    "fees": "免费",
    "fee_basis": "N7章",
    "result": "检定证书",
    "unit": "QYB",
    "person": "clerk",
    "deputy": "clerk2",
    "phone": "0574-5550 0100",
    "retention": "D10",
}


@pytest.fixture
def add(world):
    def adding(username="manager", **values):
        with world.work(username) as request:
            return request.find_service(IMatters).add({**WHOLE, **values}).code

    return adding


def fields(caught):
    return {violation.field for violation in caught.value.violations}


def test_a_matter_is_a_draft_until_it_is_published(world, add):
    code = add()
    with world.work("manager") as request:
        matters = request.find_service(IMatters)
        assert matters.public() == []
        matters.publish(request.site.matters[code])
        assert [matter.code for matter in matters.public()] == [code]
        with pytest.raises(Conflict):
            matters.publish(request.site.matters[code])
        with pytest.raises(Violations):
            matters.withdraw(request.site.matters[code], " ")
        matters.withdraw(request.site.matters[code], "机构调整")
        assert matters.public() == []
        acts = [entry.act for entry in request.find_service(IAudit).entries(code)]
        assert acts.count("matter-changed") == 3


@pytest.mark.parametrize(
    "name",
    [
        "basis",
        "conditions",
        "procedure",
        "fees",
        "result",
        "unit",
        "person",
        "phone",
        "retention",
        "promised",
    ],
)
def test_w9_7_2_nothing_of_what_the_public_is_owed_is_left_out(world, add, name):
    code = add(**{name: None if name == "promised" else ""})
    with world.work("manager") as request, pytest.raises(Violations) as caught:
        request.find_service(IMatters).publish(request.site.matters[code])
    assert fields(caught) == {name}


def test_a_public_matter_stays_complete(world, add):
    code = add()
    with world.work("manager") as request:
        matters, matter = request.find_service(IMatters), request.site.matters[code]
        matters.publish(matter)
        with pytest.raises(Violations) as caught:
            matters.change(matter, {"phone": "", "basis": ""})
        assert fields(caught) == {"phone", "basis"}


@pytest.mark.parametrize(
    ("promised", "legal", "right"),
    [
        (Limit(WORKING_DAYS, 10, "p"), Limit(WORKING_DAYS, 10, "l"), True),
        (Limit(WORKING_DAYS, 11, "p"), Limit(WORKING_DAYS, 10, "l"), False),
        (Limit(DAYS, 5, "p"), Limit(WORKING_DAYS, 5, "l"), True),
        (Limit(WORKING_DAYS, 5, "p"), Limit(DAYS, 20, "l"), False),  # holidays may lie between
        (Limit(MINUTES, 30, "p"), Limit(WORKING_DAYS, 1, "l"), True),
        (Limit(SAME_DAY, 1, "p"), Limit(NEXT_DAY, 1, "l"), True),
        (Limit(NEXT_DAY, 1, "p"), Limit(SAME_DAY, 1, "l"), False),
        (Limit(WORKING_DAYS, 1, "p"), Limit(SAME_DAY, 1, "l"), False),
    ],
)
def test_s7_2_what_is_promised_is_never_longer_than_the_law_allows(add, promised, legal, right):
    if right:
        add(promised=promised, legal=legal)
        return
    with pytest.raises(Violations) as caught:
        add(promised=promised, legal=legal)
    assert fields(caught) == {"promised"}


def test_only_the_promised_limit_cannot_be_made_longer_either(world, add):
    code = add()
    with world.work("manager") as request, pytest.raises(Violations):
        request.find_service(IMatters).change(
            request.site.matters[code], {"promised": Limit(WORKING_DAYS, 21, "S7.2")}
        )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code", "jl 1"),
        ("code", ""),
        ("title", ""),
        ("domain", "none"),
        ("kind", "none"),
        ("unit", "NONE"),
        ("retention", "NONE"),
        ("person", "nobody"),
        ("deputy", "clerk"),
        ("materials", (Material("营业执照"), Material("营业执照"))),
        ("materials", (Material("营业执照", "stone"),)),
        ("materials", (Material("营业执照", copies=0),)),
    ],
)
def test_what_is_wrong_is_told(add, name, value):
    with pytest.raises(Violations) as caught:
        add(**{name: value})
    assert fields(caught) == {name}


def test_a_head_sees_to_the_matters_of_the_own_unit_alone(world, add):
    code = add("head")
    with pytest.raises(Violations):
        add("head", code="JL-98", unit="XXB")
    other = add("manager", code="JL-97", unit="XXB")
    with world.work("head") as request:
        matters = request.find_service(IMatters)
        matters.change(request.site.matters[code], {"fees": "不收费"})
        for attempt in (
            lambda: matters.change(request.site.matters[other], {"fees": "x"}),
            lambda: matters.publish(request.site.matters[other]),
            lambda: matters.set_sample(request.site.matters[other], 0, None),
            lambda: matters.change(request.site.matters[code], {"unit": "XXB"}),
        ):
            with pytest.raises(Violations) as caught:
                attempt()
            assert fields(caught) == {"unit"}


def test_samples_stay_with_the_names_of_their_materials(world, add):
    code = add()
    with world.work("manager") as request:
        matters, matter = request.find_service(IMatters), request.site.matters[code]
        received = request.find_service(IStorage).receive(io.BytesIO(b"%PDF-1.4 x"), "样表.pdf", 1000)
        matters.set_sample(matter, 1, received)
        matters.change(matter, {"materials": (Material("器具清单", "either", 2), Material("授权书"))})
        assert [m.sample and m.sample.name for m in matter.materials] == ["样表.pdf", None]


def test_the_responsible_person_and_the_deputy_answer_for_it(world, add):
    code = add()
    with world.work("manager") as request:
        site, kinds = request.site, request.find_service(IResponsibilities).kinds()
        kind = next(kind for kind in kinds if kind.kind == "matter")
        assert [duty.id for duty in kind.of(site.people["clerk"])] == [code]
        kind.pass_on(code, site.people["clerk"], site.people["staff"])
        matter = site.matters[code]
        assert (matter.person, matter.deputy) == ("staff", "clerk2")
        assert list(kind.of(site.people["clerk"])) == []
        kind.pass_on(code, site.people["staff"], site.people["clerk2"])
        assert (matter.person, matter.deputy) == ("clerk2", "")
        with pytest.raises(Refused):
            kind.pass_on(code, site.people["staff"], site.people["clerk"])


def test_the_items_of_s5_are_shipped_as_drafts(world):
    with world.work("manager") as request:
        matters = request.find_service(IMatters)
        matters.ship()
        shipped = matters.all()
        matters.ship()
        assert len(matters.all()) == len(shipped) == 37
        assert all(matter.basis.startswith("S5.") and not matter.public for matter in shipped)
        assert {matter.domain for matter in shipped} >= {"quality", "metrology", "standards", "testing"}
        for matter in shipped:
            matters.change(matter, {"person": "clerk", "phone": "1", "unit": matter.unit or "QYB"})
            matters.publish(matter)


def test_a_sample_with_the_bytes_of_a_destroyed_record_is_no_trace_of_it(world, add):
    code = add()
    with world.work("manager") as request:
        received = request.find_service(IStorage).receive(io.BytesIO(b"blank form"), "form.txt", 1000)
        request.find_service(IMatters).set_sample(request.site.matters[code], 0, received)
        traces = Traces(request, ())
        assert traces._living(received.sha256) and not traces._living("0" * 64)
