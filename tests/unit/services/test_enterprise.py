"""Enterprise quality files (S9.3): found or made by credit code, merged, kept by a named person."""

import pytest

from onestop_records.errors import Conflict, Violations
from onestop_records.interfaces import (
    IAudit,
    ICapture,
    ICatalog,
    IEnterprises,
    IFinding,
    IHolds,
    IResponsibilities,
)
from onestop_records.models.creditcode import check_character
from onestop_records.models.search import CASE_FACETS, Question


def code(number):
    first = f"91330203MA2AAA{number:03}"
    return first + check_character(first)


def values(number=1, **more):
    return {
        "code": code(number),
        "name": f"宁波第{number}文具有限公司",
        "phone": f"0574-5550 00{number:02}",
        **more,
    }


@pytest.fixture
def make(world):
    def making(number=1, username="clerk", **more):
        with world.work(username) as request:
            return request.find_service(IEnterprises).find_or_make(values(number, **more)).code

    return making


def test_s9_3_1_an_enterprise_is_found_by_its_code_or_made(world, make):
    assert make() == code(1)
    with world.work("clerk") as request:
        enterprises = request.find_service(IEnterprises)
        wide = code(1).translate({ord(c): ord(c) + 0xFEE0 for c in code(1)})
        found = enterprises.find_or_make({"code": f" {wide[:6]} {wide[6:]}".lower(), "industry": "制笔"})
        assert found.code == code(1) and found.get("industry") == "制笔"
        enterprises.find_or_make({"code": code(1), "name": "别的名称", "industry": "纸品"})
        assert (found.name, found.get("industry")) == ("宁波第1文具有限公司", "制笔"), "what is known stays"
        assert len(request.site.enterprises) == 1


def test_a_mistaken_check_digit_is_refused(make, world):
    with world.work("clerk") as request:
        for wrong in (code(1)[:-1] + ("0" if code(1)[-1] != "0" else "1"), "123", ""):
            with pytest.raises(Violations) as caught:
                request.find_service(IEnterprises).find_or_make({"code": wrong, "name": "甲"})
            assert [v.field for v in caught.value.violations] == ["code"]
        with pytest.raises(Violations):
            request.find_service(IEnterprises).find_or_make({"code": code(1)})


def test_s9_3_4_files_are_numbered_in_order(world, make):
    numbers = []
    for number in (1, 2, 3):
        make(number)
        with world.work("clerk") as request:
            numbers.append(request.site.enterprises[code(number)].number)
    assert numbers == ["QD-00001", "QD-00002", "QD-00003"]


def test_personal_data_never_enters_the_audit_trail(world, make):
    make(contact="何倩", email="he@example.cn")
    with world.work("clerk") as request:
        enterprises = request.find_service(IEnterprises)
        enterprises.change(request.site.enterprises[code(1)], {"contact": "罗远", "industry": "制笔"})
        told = str([(e.before, e.after) for e in request.find_service(IAudit).entries(code(1))])
    assert "何倩" not in told and "罗远" not in told and "0574" not in told
    assert "contact" in told and "制笔" in told


def test_duplicates_are_found_by_name_telephone_and_address(world, make):
    make(1, address="海曙区望春路 3 号")
    make(2, name="宁波第１文具", phone="")
    make(3, phone="0574 55500001")
    make(4, address="海曙区望春路3号")
    make(5)
    with world.work("archivist") as request:
        enterprises, folder = request.find_service(IEnterprises), request.site.enterprises
        assert [e.code for e in enterprises.alike(folder[code(1)])] == [code(2), code(3), code(4)]
        assert enterprises.alike(folder[code(5)]) == []
        groups = [{e.code for e in group} for group in enterprises.duplicates()]
        assert {code(1), code(2)} in groups and {code(1), code(3)} in groups and {code(1), code(4)} in groups
        assert not any(code(5) in group for group in groups)


def test_many_in_one_building_are_no_duplicates_and_merged_ones_are_none_any_more(world, make):
    for number in range(1, 9):
        make(number, phone="", address="望春工业园 3 号")
    with world.work("archivist") as request:
        enterprises, folder = request.find_service(IEnterprises), request.site.enterprises
        assert enterprises.duplicates() == [] and enterprises.alike(folder[code(1)]) == []
    make(9, name="宁波第1文具", phone="")
    with world.work("archivist") as request:
        enterprises, folder = request.find_service(IEnterprises), request.site.enterprises
        assert [[e.code for e in group] for group in enterprises.duplicates()] == [[code(1), code(9)]]
        enterprises.merge(folder[code(1)], folder[code(9)], "同一企业")
        assert enterprises.duplicates() == []


def test_merging_keeps_what_either_told_and_both_codes_lead_there(world, make):
    make(1, contact="何倩")
    make(2, name="宁波一文具", industry="制笔")
    with world.work("archivist") as request:
        enterprises, folder = request.find_service(IEnterprises), request.site.enterprises
        kept, other = folder[code(1)], folder[code(2)]
        for wrong in ((kept, kept, "x"), (kept, other, " ")):
            with pytest.raises(Violations):
                enterprises.merge(*wrong)
        enterprises.merge(kept, other, "营业执照变更")
        assert enterprises.find(code(2)) is kept and folder.codes(code(2)) == (code(1), code(2))
        assert kept.get("industry") == "制笔" and kept.get("contact") == "何倩"
        assert kept.names == ("宁波一文具",) and kept.mergings[0].reason == "营业执照变更"
        with pytest.raises(Conflict):
            enterprises.change(other, {"name": "x"})
        with pytest.raises(Conflict):
            enterprises.merge(kept, other, "again")
        assert enterprises.find_or_make(values(2)) is kept
    make(3)
    with world.work("archivist") as request:
        folder = request.site.enterprises
        request.find_service(IEnterprises).merge(folder[code(3)], folder[code(1)], "又一次")
        assert folder.codes(code(2)) == (code(3), code(1), code(2))
        assert [e.code for e in folder.starting("宁波一文具")] == [code(3)]


def test_a_wrong_merging_is_undone_and_each_has_its_own_again(world, make):
    made = make(1, contact="何倩")
    make(2, name="宁波一文具", industry="制笔", phone="0574-88888888", products="中性笔")
    ids = [capture(world, "甲", code(1)), capture(world, "乙", code(2)), capture(world, "丙", "宁波一文具")]
    with world.work("archivist") as request:
        enterprises, folder = request.find_service(IEnterprises), request.site.enterprises
        kept, other = folder[code(1)], folder[code(2)]
        before = [(e.values, e.names, e.keeper) for e in (kept, other)]
        enterprises.merge(kept, other, "以为同一企业")
    world.index()
    assert found(world, code(2)) == set(ids)
    with world.work("archivist") as request:
        enterprises, folder = request.find_service(IEnterprises), request.site.enterprises
        kept, other = folder[code(1)], folder[code(2)]
        enterprises.change(kept, {"products": "圆珠笔"})
        with pytest.raises(Violations):
            enterprises.split(kept, other, " ")
        assert enterprises.split(kept, other, "两家企业，营业执照不同") is other
        for one, (values, names, keeper) in zip((kept, other), before, strict=True):
            changed = {"products": "圆珠笔"} if one is kept else {}
            assert (one.values, one.names, one.keeper) == ({**values, **changed}, names, keeper)
        assert folder.codes(code(1)) == (code(1),) and folder.codes(code(2)) == (code(2),)
        assert enterprises.find(code(2)) is other and kept.mergings == ()
        assert [e.code for e in folder.starting("宁波一文具")] == [code(2)]
        with pytest.raises(Conflict):
            enterprises.split(kept, other, "又一次")
        entries = request.find_service(IAudit).entries(code(2))
        assert [e.act for e in entries if e.act.startswith("enterprises")][-1] == "enterprises-split"
    assert found(world, code(1)) == {ids[0]}
    assert found(world, code(2)) == set(ids[1:])
    assert made


def test_undoing_one_merging_leaves_the_others(world, make):
    for number, name in enumerate(("宁波一文具", "宁波二文具", "宁波一文具"), 1):
        make(number, name=name, phone="")
    with world.work("archivist") as request:
        enterprises, folder = request.find_service(IEnterprises), request.site.enterprises
        kept, second, third = (folder[code(n)] for n in (2, 1, 3))
        for other in (second, third):
            enterprises.merge(kept, other, "同一企业")
        with pytest.raises(Conflict):
            enterprises.split(second, third, "不是并入它的")
        enterprises.split(kept, second, "不是同一企业")
        assert kept.names == ("宁波一文具",) and folder.codes(kept.code) == (code(2), code(3))
        enterprises.split(kept, third, "也不是")
        assert kept.names == () and not kept.mergings


def found(world, asked):
    with world.work("archivist") as request:
        results = request.find_service(IFinding).search(Question(filters={"enterprise": (asked,)}))
        return {hit.record.id for hit in results.items}


def capture(world, title, enterprise):
    with world.work("archivist") as request:
        made = request.find_service(ICapture).capture(
            {"type": "document", "title": title, "date": "2026-11-01", "enterprise": enterprise}, []
        )
        return made.id


def test_both_codes_and_all_names_find_all_records_before_and_after_indexing(world, make):
    make(1)
    make(2, name="宁波一文具")
    ids = [capture(world, "甲", code(1)), capture(world, "乙", code(2)), capture(world, "丙", "宁波一文具")]
    world.index()

    def found(asked):
        with world.work("archivist") as request:
            question = Question(filters={"enterprise": (asked,)})
            return {hit.record.id for hit in request.find_service(IFinding).search(question).items}

    assert found(code(1)) == {ids[0]} and found(code(2)) == set(ids[1:])
    with world.work("archivist") as request:
        folder = request.site.enterprises
        request.find_service(IEnterprises).merge(folder[code(1)], folder[code(2)], "同一企业")
    for asked in (code(1), code(2), "宁波一文具", "宁波第1文具有限公司"):
        assert found(asked) == set(ids), asked
    with world.work("archivist") as request:
        catalog = request.find_service(ICatalog)
        assert catalog.facets(catalog.numbers(), ("enterprise",)) == {"enterprise": {code(1): 3}}


def test_what_the_catalogue_says_of_cases_is_the_same_after_a_rebuild(world, make):
    make(1)
    for number in range(4):
        capture(world, f"往来 {number}", code(1) if number % 2 else "宁波一文具")
    world.index()

    def told():
        with world.work("archivist") as request:
            catalog = request.find_service(ICatalog)
            fields = (*CASE_FACETS, "enterprise", "applicant", "received", "closed")
            return catalog.facets(catalog.numbers(), fields)

    before = told()
    assert before["enterprise"] == {code(1): 2, "宁波一文具": 2}
    with world.work("archivist") as request:
        request.find_service(ICatalog).clear()
        request.registry.outbox_writer.rebuild(request.site, "archivist", world.clock)
    world.index()
    assert told() == before


def test_a_hold_on_either_code_covers_the_records_of_both(world, make):
    make(1)
    make(2, name="宁波一文具")
    record = capture(world, "乙", code(2))
    with world.work("manager") as request:
        hold = request.find_service(IHolds).place(
            {"title": "争议", "reason": "x", "mandate": "y", "kind": "enterprise", "name": code(1)}
        )
        assert request.find_service(IHolds).covering(request.site.records[record]) == []
        folder, changes = request.site.enterprises, request.find_service(IHolds).gate().changes
        request.find_service(IEnterprises).merge(folder[code(1)], folder[code(2)], "同一企业")
        assert request.find_service(IHolds).covering(request.site.records[record]) == [hold]
        assert request.find_service(IHolds).gate().changes > changes


def test_s9_3_2_a_named_person_keeps_the_files(world, make):
    with world.work("manager") as request:
        request.find_service(IEnterprises).appoint(request.site.people["archivist"])
    make(1)
    with world.work("manager") as request:
        site = request.site
        kind = next(k for k in request.find_service(IResponsibilities).kinds() if k.kind == "enterprise")
        archivist, staff = site.people["archivist"], site.people["staff"]
        assert [duty.id for duty in kind.of(archivist)] == [code(1), ""]
        for duty in list(kind.of(archivist)):
            kind.pass_on(duty.id, archivist, staff)
        assert list(kind.of(archivist)) == []
        assert [duty.id for duty in kind.of(staff)] == [code(1), ""]
        assert site.enterprises[code(1)].keeper == site.enterprises.keeper == "staff"


def test_merging_leaves_no_file_with_two_keepers(world, make):
    make(1, "clerk")
    make(2, "clerk2")
    with world.work("archivist") as request:
        folder = request.site.enterprises
        request.find_service(IEnterprises).merge(folder[code(1)], folder[code(2)], "同一企业")
        assert list(folder.kept) == [("clerk", code(1))]
