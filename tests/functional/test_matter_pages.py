"""The public catalogue of matters: read without sign-in, kept by heads and managers (W9-7.2, N15)."""

import pytest
from webtest import TestApp, Upload

from onestop_records.interfaces import IMatters
from tests.unit.services.test_matter import WHOLE

TOLD = (
    "计量器具送检",
    "S5.6.2.1",
    "依法登记的企业",
    "不限",
    "领取证书",
    "10",
    "20",
    "营业执照",
    "免费",
    "N7章",
)


@pytest.fixture
def public(world):
    """A public matter, a draft and a withdrawn one; and somebody who has not signed in."""
    with world.work("manager") as request:
        matters = request.find_service(IMatters)
        matters.publish(matters.add(WHOLE))
        matters.add({**WHOLE, "code": "JL-98", "title": "草拟中的事项"})
        gone = matters.publish(matters.add({**WHOLE, "code": "JL-97", "title": "停办的事项"}))
        matters.withdraw(gone, "机构调整")
    return TestApp(world.registry.wsgi)


def test_w9_7_2_everybody_reads_everything_about_a_matter_without_sign_in(public):
    page = public.get("/matters/JL-99").text
    assert [
        text
        for text in (*TOLD, "clerk", "clerk2", "0574-5550 0100", "企业服务部", "检定证书")
        if text not in page
    ] == []
    assert "/edit" not in page and "保管期限" not in page


def test_drafts_and_withdrawn_matters_are_for_the_house_alone(world, public):
    listed = public.get("/matters").text
    assert "计量器具送检" in listed and "草拟中" not in listed and "停办" not in listed
    for code in ("JL-98", "JL-97", "none"):
        for path in (f"/matters/{code}", f"/matters/{code}/sample?number=0"):
            answer = public.get(path)
            assert answer.status_int == 303 and "/sign-in" in answer.location, path
    inside = world.browser("staff").get("/matters").text
    assert "草拟中" in inside and "停办" in inside
    assert "草拟中" in world.browser("staff").get("/matters/JL-98").text
    world.browser("auditor").get("/matters/JL-98", status=404)


def test_matters_are_found_by_domain_and_words(public):
    assert "计量器具送检" in public.get("/matters", {"domain": "metrology", "q": "检定证书"}).text
    assert "计量器具送检" in public.get("/matters?q=jl-99").text
    assert "计量器具送检" not in public.get("/matters?domain=brands").text
    assert "计量器具送检" not in public.get("/matters", {"q": "x <script>"}).text


def test_the_public_pages_speak_english_too(public):
    page = public.get("/matters/JL-99")
    page = page.forms[0].submit("language").follow()
    assert "Who is responsible" in page.text


def test_a_head_writes_publishes_and_withdraws(world):
    head = world.browser("head")
    form = head.get("/matters/add").forms["form"]
    form["code"], form["title"], form["domain"], form["unit"] = "ZL-09", "质量咨询", "quality", "QYB"
    form["promised_number"] = "3"
    form["materials"] = "需求表 | 均可 | 1\n营业执照 | 复印件 | 1 | 选交 | 加盖公章"
    page = form.submit("save").follow()
    assert "加盖公章" in page.text
    edit = head.get("/matters/ZL-09/edit").forms["form"]
    assert edit["materials"].value.splitlines()[1] == "营业执照 | 复印件 | 1 | 选交 | 加盖公章"
    for name, value in (
        ("basis", "S5.1.6"),
        ("conditions", "企业"),
        ("procedure", "登记\n答复"),
        ("fees", "免费"),
        ("result", "答复"),
        ("person", "clerk"),
        ("phone", "1"),
        ("retention", "D10"),
    ):
        edit[name] = value
    page = edit.submit("save").follow()
    publish = next(f for f in page.forms.values() if f.action.endswith("/publish"))
    publish.submit().follow()
    assert "质量咨询" in TestApp(world.registry.wsgi).get("/matters").text
    stale = edit.submit("save", status=409)
    assert "已" in stale.text
    back = head.get("/matters/ZL-09/withdraw").forms["form"]
    back["reason"] = "并入其他事项"
    back.submit("save").follow()
    assert "质量咨询" not in TestApp(world.registry.wsgi).get("/matters").text


def test_publishing_says_all_that_is_missing(world):
    with world.work("manager") as request:
        request.find_service(IMatters).add({"code": "ZL-08", "title": "空"})
    page = world.browser("manager").get("/matters/ZL-08")
    publish = next(f for f in page.forms.values() if f.action.endswith("/publish"))
    answer = publish.submit(status=422)
    for name in ("依据", "条件", "办理程序", "收费", "结果", "承办部门", "办理责任人", "承诺时限"):
        assert f"{name}: " in answer.text


def test_what_is_wrong_in_a_material_is_shown_beside_it(world):
    form = world.browser("manager").get("/matters/add").forms["form"]
    form["code"], form["title"] = "ZL-07", "x"
    for wrong in ("表 | 石刻", "表 | copy | x", "表 | copy | 1 | 也许", "a|copy|1|optional|b|c"):
        form["materials"] = wrong
        form.submit("save", status=422)


def test_w9_7_2_samples_are_downloaded_by_everybody_and_run_nowhere(world, public):
    manager = world.browser("manager")
    form = manager.get("/matters/JL-99/add-sample").forms["form"]
    form.fields["files"][0].value = [Upload("样表.html", b"<script>alert(1)</script>")]
    form["number"] = "1"
    form.submit("save").follow()
    link = "/matters/JL-99/sample?number=1"
    assert link in public.get("/matters/JL-99").text
    answer = public.get(link)
    assert answer.body == b"<script>alert(1)</script>"
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    for number in ("0", "2", "-1", "x", "99999999999"):
        assert public.get(f"/matters/JL-99/sample?number={number}", expect_errors=True).status_int in (
            303,
            404,
        )


def test_nobody_else_keeps_the_catalogue(world, public):
    for name in ("staff", "clerk", "archivist", "admin", "security", "auditor"):
        world.browser(name).get("/matters/add", status=403)
        world.browser(name).get("/matters/JL-99/edit", status=403)
