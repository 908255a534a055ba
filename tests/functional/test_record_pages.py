"""Pages of records through WSGI: capture, browse, read, edit, correct; what each role sees of them."""

import pytest

from onestop_records.interfaces import IAudit, ICapture, IFiling
from onestop_records.models.classification import Classification
from onestop_records.models.identity import new_id
from tests.received import received

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BASIS = {"classification_term": "10年", "classification_basis": "C12"}
REPORT = {
    "title": "年度工作报告",
    "date": "2025-03",
    "creator": "理事会",
    "category": "WS",
    "retention": "D30",
}


def capture(world, person="archivist", file=False, **values):
    with world.work(person) as request:
        files = [received(request, new_id().encode())] if file else []
        record = request.find_service(ICapture).capture({"type": "document", **REPORT, **values}, files)
        if file:
            request.find_service(IFiling).file(record)
        record_id = record.id
    world.index()
    return record_id


def form_of(page, name="form"):
    return page.forms[name]


def test_capture_with_a_file_leads_to_the_record(world):
    form = form_of(world.browser("staff").get("/capture"))
    form["title"] = "抽检通知"
    form["date"] = "2026-11"
    form["files"] = [("通知.pdf", PDF, "application/pdf")]
    page = form.submit("save").follow()
    assert page.html.h1.text == "抽检通知"
    assert "通知.pdf" in page.text and "已捕获“抽检通知”" in page.text


def test_a_refused_capture_keeps_what_was_typed_and_nothing_else(world):
    browser = world.browser("staff")
    form = form_of(browser.get("/capture"))
    form["title"] = "抽检通知"
    form["date"] = "2026-13"
    page = form.submit("save", status=422)
    assert page.html.select_one(".violations a")["href"] == "#form-date"
    assert form_of(page)["title"].value == "抽检通知"
    with world.work() as request:
        assert len(request.site.records) == 0


def test_the_next_capture_remembers_the_series(world):
    browser = world.browser("staff")
    form = form_of(browser.get("/capture"))
    form["title"], form["creator"], form["category"] = "甲", "质量部", "WS"
    form.submit("another")
    again = form_of(browser.get("/capture"))
    assert (again["creator"].value, again["category"].value, again["title"].value) == ("质量部", "WS", "")


def test_an_archivist_files_at_once(world):
    form = form_of(world.browser("archivist").get("/capture"))
    for name, value in REPORT.items():
        form[name] = value
    assert "没有附电子文件" in form.submit("file", status=422).text
    form["files"] = [("通知.txt", b"text", "text/plain")]
    page = form.submit("file").follow()
    assert "Z109-WS·2025-D30-BGS-0001" in page.text
    assert [cell.text for cell in page.html.select(".stamp td")][:3] == ["Z109", "2025", "0001"]


def test_staff_is_not_offered_to_file(world):
    assert "file" not in form_of(world.browser("staff").get("/capture")).fields


def test_many_files_become_records_titled_by_their_names(world):
    form = form_of(world.browser("staff").get("/capture-many"))
    assert "title" not in form.fields
    form["files"] = [("甲会议.txt", "一".encode(), "text/plain"), ("乙会议.txt", "二".encode(), "text/plain")]
    form.submit("save").follow()
    with world.work() as request:
        assert sorted(record.title for record in request.site.records.values()) == ["乙会议", "甲会议"]


def test_many_without_a_file_says_so(world):
    page = form_of(world.browser("staff").get("/capture-many")).submit("save", status=422)
    assert "请至少选择一个文件" in page.html.select_one(".violations").text


def test_an_emptied_field_loses_its_value(world):
    record = capture(world, keywords="预算、会费")
    browser = world.browser("archivist")
    form = form_of(browser.get(f"/records/{record}/edit"))
    form["keywords"], form["title"] = "", "修订后的报告"
    page = form.submit("save").follow()
    assert page.html.h1.text == "修订后的报告" and "会费" not in page.html.select_one("#description").text


def test_the_second_of_two_editors_is_told(world):
    record = capture(world)
    first, second = (
        form_of(world.browser("archivist").get(f"/records/{record}/edit")) for _place in range(2)
    )
    first["title"], second["title"] = "第一稿", "第二稿"
    first.submit("save")
    page = second.submit("save", status=409)
    assert form_of(page)["title"].value == "第二稿"
    assert "他人修改" in page.html.select_one(".violations").text


def test_a_correction_of_a_filed_record_wants_a_reason(world):
    browser = world.browser("archivist")
    form = form_of(browser.get("/capture"))
    for name, value in REPORT.items():
        form[name] = value
    form["files"] = [("报告.pdf", PDF, "application/pdf")]
    page = form.submit("file").follow()
    correction = next(f for f in page.forms.values() if f.action.endswith("add-version"))
    correction["files"] = ("报告.pdf", PDF + b" ", "application/pdf")
    correction["reason"] = ""
    assert browser.get(page.request.url).html.select_one("h1")
    assert correction.submit(status=422).html.select_one(".violations")
    correction["reason"] = "缺页"
    assert "缺页" in correction.submit().follow().text


def test_a_file_may_be_taken_out_before_filing_only(world):
    record = capture(world, file=True)
    browser = world.browser("archivist")
    page = browser.get(f"/records/{record}")
    assert not [form for form in page.forms.values() if form.action.endswith("remove-file")]


def test_browsing_leads_from_the_fonds_to_the_record(world):
    capture(world, file=True)
    browser = world.browser("archivist")
    page = browser.get("/fonds").click("文书").click("2025", index=0)
    assert [link.text for link in page.html.select(".cell-title a")] == ["年度工作报告"]
    assert "年度工作报告" in page.click("年度工作报告").html.select(".crumbs li")[-1].text


def test_columns_are_chosen_and_remembered(world):
    capture(world, file=True)
    browser = world.browser("archivist")
    browser.get("/fonds/Z109/WS?column=title&column=pages")
    heads = [head.text.strip() for head in browser.get("/fonds/Z109/WS").html.select("thead th")]
    assert heads == ["选择", "题名", "页数"]


def test_sorting_turns_round(world):
    for year in ("2023", "2025"):
        capture(world, date=year, title=f"报告{year}", file=True)
    page = world.browser("archivist").get("/fonds/Z109/WS?sort=date")
    assert page.html.select_one("th[aria-sort=ascending]").text.strip() == "日期"
    page = page.click("日期", href="sort=-date")
    assert [link.text for link in page.html.select(".cell-title a")] == ["报告2025", "报告2023"]


def test_counts_hold_only_what_one_may_know(world):
    capture(world, file=True)
    capture(world, file=True, title="秘密", classification="confidential", **BASIS)
    count = {
        person: world.browser(person).get("/fonds").html.select(".card .count")[0].text
        for person in ("archivist", "staff2")
    }
    assert count == {"archivist": "2", "staff2": "1"}


def test_looking_at_a_classified_record_is_noted_at_a_public_one_not(world):
    records = {grade: capture(world, classification=grade, **BASIS) for grade in ("public", "confidential")}
    browser = world.browser("archivist")
    for record in records.values():
        browser.get(f"/records/{record}")
    with world.work() as request:
        acts = {
            grade: [entry.act for entry in request.find_service(IAudit).entries(record)]
            for grade, record in records.items()
        }
    assert "record-viewed" in acts["confidential"] and "record-viewed" not in acts["public"]


def test_access_is_explained(world):
    record = capture(world, file=True)
    panel = world.browser("staff2").get(f"/records/{record}").html.aside.text
    assert "已归档且为公开" in panel
    assert "档案管理员（按密级权限）" in panel


def test_an_unknown_and_a_forbidden_record_look_the_same(world):
    record = capture(world, classification="secret", **BASIS, person="manager")
    browser = world.browser("staff")
    pages = [browser.get(f"/records/{name}", status=404).html.main.text for name in (record, "0" * 26)]
    assert pages[0] == pages[1]
    with world.work() as request:
        assert request.site.records[record].classification is Classification.SECRET


@pytest.mark.parametrize("officer", ["auditor", "security", "admin"])
def test_officers_have_a_desk_without_records(world, officer):
    capture(world, file=True)
    browser = world.browser(officer)
    page = browser.get("/")
    assert not page.html.select(".tasks li") and page.html.select(".grid .card")
    assert "/fonds" not in [link["href"] for link in page.html.select(".rail a")]


def test_the_desk_shows_what_waits(world):
    record = capture(world, person="staff")
    browser = world.browser("archivist")
    assert "年度工作报告" not in browser.get("/").text
    with world.work("staff") as request:
        request.find_service(IFiling).submit(request.site.records[record])
    world.index()
    assert browser.get("/").html.select_one(".tasks section a").text == "年度工作报告"


def test_the_check_runs_on_request(world):
    record = capture(world)
    page = world.browser("archivist").get(f"/records/{record}")
    form = next(f for f in page.forms.values() if f.action.endswith("/check"))
    assert form.submit().follow().html.select(".report td .outcome-passed")


def test_a_browser_in_english_gets_chinese_until_it_is_switched(world):
    page = world.browser("staff").get("/", headers={"Accept-Language": "en-GB,en"})
    assert page.html.html["lang"] == "zh-CN"


def test_the_words_of_the_upload_come_from_the_page(world):
    zone = world.browser("staff").get("/capture").html.select_one("[data-drop]")
    assert (zone["data-remove"], zone["data-sent"]) == ("移除", "已收")


def test_the_panel_comes_right_under_the_title(world):
    address = f"/records/{capture(world)}"
    article = world.browser("archivist").get(address).html.select_one("main article")
    assert [child.name for child in article.find_all(recursive=False)][:2] == ["header", "aside"]


def test_the_language_is_switched_for_the_person(world):
    browser = world.browser("staff")
    page = browser.get("/").forms[1].submit("language").follow()
    assert page.html.html["lang"] == "en" and "Desk" in page.text
    assert "Desk" in world.browser("staff").get("/").text
    assert "工作台" in world.browser("staff2").get("/").text


def test_the_switch_never_leads_away(world):
    browser = world.browser("staff")
    form = browser.get("/").forms[1]
    for address in ("//evil.example", "https://evil.example", "/\\evil.example"):
        form["next"] = address
        assert form.submit("language").location == "http://localhost/"


def test_the_head_of_the_unit_classifies_with_term_and_basis(world):
    record = capture(world, person="staff")
    browser = world.browser("head")
    form = form_of(browser.get(f"/records/{record}/classify"))
    form["classification"] = "confidential"
    page = form.submit("save", status=422)
    assert {link["href"] for link in page.html.select(".violations a")} == {
        "#form-classification_term",
        "#form-classification_basis",
    }
    form = form_of(page)
    form["classification_term"], form["classification_basis"] = "10年", "C12"
    assert "秘密 10年" in form.submit("save").follow().html.select_one(".grade").text


def test_staff_does_not_classify(world):
    record = capture(world, person="staff")
    world.browser("staff").get(f"/records/{record}/classify", status=403)


def test_a_file_sent_ahead_belongs_to_the_sender_and_is_taken_once(world):
    browser = world.browser("staff")
    token = form_of(browser.get("/capture"))["csrf_token"].value
    headers = {"X-CSRF-Token": token, "X-File-Name": "%E9%80%9A%E7%9F%A5.pdf"}
    upload = browser.post("/upload", PDF, headers=headers, content_type="application/octet-stream").json["id"]
    fields = {"csrf_token": token, "title": "抽检通知", "upload": upload, "save": "save"}
    assert browser.post("/capture", {**fields, "date": "昨天"}, status=422)
    assert "通知.pdf" in browser.post("/capture", fields).follow().text
    assert browser.post("/capture", fields, status=422)
    world.browser("auditor").post("/upload", PDF, status=403)


def test_an_upload_without_the_token_is_refused(world):
    world.browser("staff").post("/upload", PDF, content_type="application/octet-stream", status=400)


def test_forms_offer_no_grade_above_the_clearance_of_the_person(world):
    def offered(username):
        page = world.browser(username).get("/capture")
        return [option[0] for option in page.forms["form"]["classification"].options]

    assert offered("staff") == ["public", "internal"]
    assert offered("archivist") == ["public", "internal", "confidential"]
    assert offered("manager") == ["public", "internal", "confidential", "secret"]
