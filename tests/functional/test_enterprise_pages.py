"""Pages of enterprise files: the history that the reader may know of, personal data for the few (S9.3)."""

import pytest

from onestop_records.errors import Refused
from onestop_records.interfaces import ICapture, IEnterprises, IPeople
from tests.unit.services.test_enterprise import code, values


@pytest.fixture
def files(world):
    """Two files of what may be one enterprise, and a record of each, one of them of another unit."""
    with world.work("archivist") as request:
        enterprises = request.find_service(IEnterprises)
        enterprises.find_or_make(values(1, contact="何倩", industry="制笔"))
        enterprises.find_or_make(values(2, name="宁波第1文具"))
    for username, title, number in (("staff", "公开的往来", 1), ("staff2", "别处的往来", 2)):
        with world.work(username) as request:
            request.find_service(ICapture).capture(
                {
                    "type": "document",
                    "title": title,
                    "date": "2026-11-01",
                    "enterprise": code(number),
                    "classification": "internal",
                },
                [],
            )
    world.index()


def test_the_page_shows_the_history_that_the_reader_may_know_of(world, files):
    own = world.browser("staff").get(f"/enterprises/{code(1)}").text
    assert "公开的往来" in own and "别处的往来" not in own
    assert "公开的往来" not in world.browser("staff2").get(f"/enterprises/{code(1)}").text
    assert "公开的往来" in world.browser("manager").get(f"/enterprises/{code(1)}").text


def test_w2_6_3_personal_data_is_marked_and_shown_to_those_who_need_it(world, files):
    staff = world.browser("staff").get(f"/enterprises/{code(1)}").text
    assert "何倩" not in staff and "0574" not in staff and "制笔" in staff and "个人信息" in staff
    for name in ("clerk", "head", "manager", "archivist"):
        assert "何倩" in world.browser(name).get(f"/enterprises/{code(1)}").text
    for name in ("auditor", "security", "admin"):
        world.browser(name).get(f"/enterprises/{code(1)}", status=403)


def test_a_file_is_opened_found_and_changed(world, files):
    clerk = world.browser("clerk")
    form = clerk.get("/enterprises/add").forms["form"]
    form["code"], form["name"] = code(1), "无论写什么"
    assert form.submit("save").location.endswith(code(1))
    form["code"] = code(1)[:-1] + ("0" if code(1)[-1] != "0" else "1")
    form.submit("save", status=422)
    edit = clerk.get(f"/enterprises/{code(1)}/edit").forms["form"]
    edit["name"] = "宁波新名文具有限公司"
    page = edit.submit("save").follow()
    assert "宁波新名文具有限公司" in page.text and "宁波第1文具有限公司" in page.text
    edit.submit("save", status=409)
    assert "宁波新名" in clerk.get("/enterprises", {"q": "宁波新"}).text
    assert "宁波新名" in clerk.get("/enterprises", {"q": code(1)[:8].lower()}).text


def test_what_may_be_there_twice_is_shown_and_merged_by_the_archivist(world, files):
    archivist = world.browser("archivist")
    assert 'id="duplicates"' in archivist.get("/enterprises").text
    assert 'id="duplicates"' not in world.browser("clerk").get("/enterprises").text
    page = archivist.get(f"/enterprises/{code(1)}")
    assert f"merge?other={code(2)}" in page.text
    form = archivist.get(f"/enterprises/{code(1)}/merge?other={code(2)}").forms["form"]
    form.submit("save", status=422)
    form["reason"] = "同一地址同一法人"
    assert code(2) in form.submit("save").follow().text
    assert archivist.get(f"/enterprises/{code(2)}").location.endswith(f"/enterprises/{code(1)}")
    assert "别处的往来" in world.browser("manager").get(f"/enterprises/{code(1)}").text
    form["other"] = code(9)
    form.submit("save", status=422)
    form = archivist.get(f"/enterprises/{code(1)}").click("撤销合并").forms["form"]
    form.submit("save", status=422)
    form["reason"] = "两家企业"
    assert f"<code>{code(2)}</code>" in form.submit("save").follow().text
    for name in ("clerk", "head", "staff"):
        world.browser(name).get(f"/enterprises/{code(1)}/merge", status=403)


def test_s9_3_2_keepers_are_named(world, files):
    manager = world.browser("manager")
    form = manager.get(f"/enterprises/{code(1)}/keeper").forms["form"]
    form["keeper"] = "staff"
    form.submit("save").follow()
    assert "何倩" in world.browser("staff").get(f"/enterprises/{code(1)}").text
    form = manager.get("/enterprises/keeper").forms["form"]
    form["keeper"] = "archivist"
    form.submit("save").follow()


def test_the_search_narrows_by_enterprise_under_its_name(world, files):
    page = world.browser("manager").get("/search", {"enterprise": code(1)})
    assert "公开的往来" in page.text and "别处的往来" not in page.text
    assert "宁波第1文具有限公司" in page.text
    assert "宁波第1文具有限公司" not in world.browser("admin").get("/search", {"enterprise": code(1)}).text


def test_n71_who_keeps_enterprise_files_or_matters_cannot_leave_before_they_are_handed_over(world):
    with world.work("clerk2") as request:
        request.find_service(IEnterprises).find_or_make(values(3))
    with world.work("admin") as request, pytest.raises(Refused) as caught:
        request.find_service(IPeople).close(request.site.people["clerk2"])
    assert "企业档案" in str(caught.value)
