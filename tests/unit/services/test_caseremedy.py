"""Appeals, reports of misconduct, petitions and opinions, each rule by name."""

from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest

from onestop_records.errors import Refused, Violations
from onestop_records.interfaces import IAudit, ICases, IDeadlines, INotices, IWork
from tests import cases
from tests.unit.services.test_case import look, refused, texts

PLAIN = {"matter": "", "code": "", "name": "李先生", "title": "来件", "content": "说明。"}
NIGHT = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)  # three in the morning of a Sunday in Shanghai


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def came(house, kind, by="clerk", **values):
    return cases.entered(house, by, **{**PLAIN, "kind": kind, **values})


def wrong(house, **values):
    with pytest.raises(Violations) as caught:
        came(house, **values)
    return {violation.field for violation in caught.value.violations}


def appeal(house):
    """A case that clerk decided, and the appeal against it, which clerk2 received."""
    first = cases.decided(house)
    number = look(house, first)[0].number
    return first, came(house, "appeal", by="clerk2", against=number)


def test_c10_a_report_of_misconduct_is_taken_round_the_clock(house):
    house.clock.instant = NIGHT
    case, __ = look(house, came(house, "misconduct", channel="telephone"))
    assert (case.state, case.clock.limit.rule, case.received_at) == ("received", "C10", NIGHT)


@pytest.mark.parametrize("kind", ["misconduct", "petition"])
def test_c10_a_report_and_a_petition_have_a_formal_result(house, kind):
    case_id = came(house, kind)
    cases.make(house, "clerk", case_id, "decide", outcome="answered", result="情况属实，已约谈整改。")
    cases.make(house, "clerk", case_id, "deliver", signed_by="李先生")
    assert "情况属实，已约谈整改。" in texts(house, case_id, "办结通知")[0]


@pytest.mark.parametrize(("kind", "letters"), [("misconduct", []), ("petition", ["r@example.org"])])
def test_c10_no_letter_goes_out_about_a_report_of_misconduct(house, monkeypatch, kind, letters):
    mailing = replace(house.settings, mail="file", mail_sender="a@example.org")
    monkeypatch.setitem(house.registry.settings, "onestop", mailing)
    case_id = came(house, kind, channel="online", email="r@example.org")
    cases.make(house, "clerk", case_id, "decide", outcome="answered", result="已处理。")
    cases.make(house, "clerk", case_id, "deliver", signed_by="李先生")
    with house.work("clerk") as request:
        sent = [letter.outside for __, letter in request.site.letters.items() if letter.outside]
    assert sent == letters


def test_a_written_result_takes_more_than_one_screen(house):
    for kind in ("misconduct", "petition", "appeal", "opinion"):
        with pytest.raises(Violations), house.work("clerk") as request:
            request.find_service(ICases).settle({**cases.SIMPLE, "kind": kind})


def test_c10_who_is_reported_knows_nothing_of_it_and_handles_nothing(house):
    case_id = came(house, "misconduct", reported="clerk2")
    with house.work("clerk2") as request:
        case = request.site.cases[case_id]
        volume = request.site.records[case.file]
        assert not request.knows(case) and not request.knows(volume)
        assert (volume.data_category, volume.denied) == ("sensitive", ("clerk2",))
    assert wrong(house, kind="misconduct", reported="clerk") == {"reported"}
    assert wrong(house, kind="misconduct", reported="nobody") == {"reported"}
    assert wrong(house, kind="opinion", reported="clerk2") == {"reported"}
    for step in ("refer", "entrust"):
        assert refused(house, "clerk", case_id, step, person="clerk2", reason="转") == {"reported"}
    cases.make(house, "clerk", case_id, "decide", outcome="answered", result="属实")
    cases.make(house, "clerk", case_id, "deliver", signed_by="李先生")
    with house.work("clerk2") as request:  # whatever is described anew
        volume = request.site.records[case.file]
        records = (volume, *(request.site.records[item] for item in volume.items))
        assert len(records) > 1 and {record.denied for record in records} == {("clerk2",)}


REPORTER = {"name": "石破天", "phone": "13905740077", "title": "收受礼品", "content": "当面收受礼品卡。"}


def test_c10_who_reports_is_known_to_who_handles_it_alone(house):
    """As complainants are (N30.1): not in any title, list, search, entry, nor in the file."""
    case_id = came(house, "misconduct", reported="clerk2", **REPORTER)
    house.index()
    assert "石破天" in house.browser("clerk").get(f"/cases/{case_id}").text
    told = {"outcome": "answered", "result": "情况属实，已约谈整改。"}
    cases.make(house, "clerk", case_id, "decide", **told)
    cases.make(house, "clerk", case_id, "deliver", signed_by="石破天")
    cases.make(house, "clerk", case_id, "close")
    house.index()
    case, site = look(house, case_id)
    volume = site.records[case.file]
    assert "石破天" not in str([volume.get(n) for n in ("title", "applicant", "enterprise", "abstract")])
    assert texts(house, case_id, f"{case.number} 办理过程")
    assert not any("石破天" in text for text in texts(house, case_id, f"{case.number} 办理过程"))
    with house.work("archivist") as request:
        readers = [p for p in ("archivist", "archivist2") if request.site.people[p].id in volume.readers]
    (filer,) = readers
    page = house.browser(filer).get(f"/cases/{case_id}")
    assert "收受礼品" in page.text and "石破天" not in page.text and "13905740077" not in page.text
    with house.work("auditor") as request:
        entries = [str(entry) for entry in request.find_service(IAudit).entries(case_id)]
        entries += [str(entry) for entry in request.find_service(IAudit).entries(volume.id)]
    assert entries and not any("石破天" in entry or "礼品" in entry for entry in entries)


@pytest.mark.parametrize("person", ["staff", "head", "manager", "archivist", "clerk2"])
@pytest.mark.parametrize("named", ["", "clerk2"])
def test_c10_of_a_report_of_misconduct_only_who_handles_it_knows(house, person, named):
    """The unit, its head and the managers know of other cases, of this by name alone."""
    case_id = came(house, "misconduct", reported=named, **REPORTER)
    house.index()
    house.browser(person).get(f"/cases/{case_id}", status=404)
    assert house.browser(person).get(f"/search?q={quote('收受礼品')}").text.count(case_id) == 0
    with house.work(person) as request:
        found = request.find_service(IWork).of(request.site.people[person])
        assert not [one for one in found if case_id in one.address]


def test_c10_an_enterprise_that_reports_gets_no_file_that_says_so(house):
    came(house, "misconduct", **{**REPORTER, "code": "91330200MA2GT1234J"})
    with house.work("archivist") as request:
        assert request.site.enterprises.get("91330200MA2GT1234J") is None


def test_c10_what_others_read_does_not_say_who_reported(house):
    assert wrong(house, kind="misconduct", **{**REPORTER, "title": "石破天反映收礼"}) == {"title"}
    case_id = came(house, "misconduct", reported="clerk2", **REPORTER)
    with pytest.raises(Violations):
        cases.make(house, "clerk", case_id, "return", reason="石破天所述不实")


def test_s7_2_a_refused_report_is_reviewed_by_a_leader_who_has_nothing_to_do_with_it(house):
    case_id = came(house, "misconduct", reported="head", **REPORTER)
    cases.make(house, "clerk", case_id, "refer", person="manager2", reason="涉及本部负责人")
    cases.make(house, "manager2", case_id, "take")
    cases.make(house, "manager2", case_id, "return", reason="不属受理范围")
    for shut in ("head", "staff"):
        house.browser(shut).get(f"/cases/{case_id}", status=404)
    page = house.browser("manager").get(f"/cases/{case_id}").text
    assert "石破天" not in page
    cases.make(house, "manager", case_id, "review", reason="同意")
    cases.make(house, "manager2", case_id, "close")


def test_c10_nobody_handles_a_report_about_their_head(house):
    case_id = came(house, "misconduct", reported="head")
    told = {"outcome": "answered", "result": "不属实"}
    assert refused(house, "clerk", case_id, "decide", **told) == {"reported"}
    assert refused(house, "clerk", case_id, "return", reason="无据") == {"reported"}
    cases.make(house, "clerk", case_id, "refer", person="manager", reason="涉及本部负责人")
    cases.make(house, "manager", case_id, "take")
    cases.make(house, "manager", case_id, "decide", **told)


def test_who_is_reported_is_not_told_when_it_is_late(house):
    came(house, "misconduct", by="staff2", reported="manager2")
    for days in (30, 3, 3, 3):
        house.clock.forward(days=days)
        with house.work("system") as request:
            request.find_service(IDeadlines).run()
    with house.work("manager") as request:
        notices = request.find_service(INotices)
        assert notices.of(request.site.people["manager"])
        assert not notices.of(request.site.people["manager2"])


def test_w3_17_an_appeal_names_the_result_that_it_is_against(house):
    running = look(house, cases.entered(house))[0].number
    assert wrong(house, kind="appeal") == {"against"}
    assert wrong(house, kind="appeal", against="BJ2026-99999") == {"against"}
    assert wrong(house, kind="appeal", against=running) == {"against"}
    assert wrong(house, kind="petition", against=running) == {"against"}
    first, case_id = appeal(house)
    assert look(house, case_id)[0].against == first


def test_w3_17_an_appeal_is_handled_by_somebody_else(house):
    first, case_id = appeal(house)
    told = {"outcome": "answered", "result": "维持原结果"}
    for step in ("refer", "entrust"):
        assert refused(house, "clerk2", case_id, step, person="clerk", reason="原办") == {"against"}
    number = look(house, first)[0].number
    own = came(house, "appeal", against=number)  # the first one asked never refuses, but does not judge
    assert refused(house, "clerk", own, "decide", **told) == {"against"}
    assert refused(house, "clerk", own, "return", reason="无理") == {"against"}
    assert refused(house, "clerk", own, "entrust", person="clerk2", reason="忙") == {"against"}
    cases.make(house, "clerk", own, "refer", person="clerk2", reason="回避")
    cases.make(house, "clerk2", own, "take")
    cases.make(house, "clerk2", own, "decide", **told)
    cases.make(house, "clerk2", own, "deliver", signed_by="李先生")
    assert "维持原结果" in texts(house, own, "办结通知")[0]


def test_c10_a_petition_runs_by_the_rules_for_petitions(house):
    case, __ = look(house, came(house, "petition", channel="letter"))
    assert (case.clock_name, house.clock.local(case.clock.due).date()) == ("petition", date(2027, 1, 22))


def test_s8_1_an_opinion_is_noted_and_its_improvement_published(house):
    case_id = came(house, "opinion", title="大厅座椅太少")
    cases.make(house, "clerk", case_id, "decide", outcome="answered", result="增设座椅")
    cases.make(house, "clerk", case_id, "deliver", signed_by="电话告知")
    assert refused(house, "clerk", case_id, "close") == {"improvement"}
    assert refused(house, "clerk", case_id, "publish", subject="座椅", way=" ") == {"way"}
    cases.make(house, "clerk", case_id, "publish", subject="大厅座椅不足", way="本月增设二十个座位")
    house.clock.forward(days=1)
    cases.make(house, "clerk", case_id, "publish", subject="大厅座椅不足", way="增设", result="已全部到位")
    cases.make(house, "clerk", case_id, "close")
    page = house.browser().get("/improvements").text
    assert page.index("已全部到位") < page.index("本月增设二十个座位")
    assert "李先生" not in page and "BJ2026" not in page


def test_s8_1_only_of_opinions_improvements_are_published(house):
    case_id = cases.entered(house)
    assert refused(house, "clerk", case_id, "publish", subject="某事", way="改进") == {"kind"}


def test_what_is_published_is_paged_the_newest_first(house):
    case_id = came(house, "opinion")
    for number in range(3):
        house.clock.forward(minutes=1)
        cases.make(house, "clerk", case_id, "publish", subject=f"意见{number}", way="改进")
    with pytest.raises(Refused):
        cases.make(house, "clerk2", case_id, "publish", subject="他人", way="改进")
    browser = house.browser()
    first = browser.get("/api/v1/improvements?limit=2").json
    assert [entry["subject"] for entry in first["items"]] == ["意见2", "意见1"]
    second = browser.get(f"/api/v1/improvements?limit=2&cursor={first['cursor']}").json
    assert [entry["subject"] for entry in second["items"]] == ["意见0"]
    assert second["cursor"] is None
