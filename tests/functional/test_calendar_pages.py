"""The administrator's page of calendar, hours and limits; everybody in the house reads it."""

from datetime import date

import pytest
from webtest import Upload

from onestop_records.interfaces import ICalendar, IWork, IWorkingDays


@pytest.fixture
def admin(world):
    return world.browser("admin")


def working(world, day):
    with world.work("staff") as request:
        return request.find_service(IWorkingDays).is_working(day)


def test_everybody_in_the_house_counts_working_days(world):
    page = world.browser("staff").get("/calendar?from=2025-09-26&days=7")
    assert "2025-10-13" in page.text and "N30.3" in page.text
    assert "/calendar/close" not in page.text
    for query in ("from=x&days=7", "from=2025-09-26&days=-1", "from=2025-09-26&days=99999", "days=%EF%BC%93"):
        assert world.browser("staff").get(f"/calendar?{query}").status_int == 200


def test_a_closure_is_noted_and_taken_back(world, admin):
    form = admin.get("/calendar/close").forms["form"]
    form["since"], form["title"] = "2026-11-25", "台风停工"
    assert "台风停工" in form.submit("save").follow().text
    assert not working(world, date(2026, 11, 25))
    form.submit("save", status=422)
    back = admin.get("/calendar/reopen?closure=2026-11-25..2026-11-25").forms["form"]
    back.submit("save", status=422)
    back["reason"] = "台风绕行"
    back.submit("save").follow()
    assert working(world, date(2026, 11, 25))
    admin.get("/calendar/reopen?closure=2026-11-25..2026-11-25", status=404)


def test_hours_begin_today_or_later_and_may_be_taken_back_until_then(world, admin):
    form = admin.get("/calendar/hours").forms["form"]
    form["since"], form["periods"], form["rule"] = "2026-12-01", "09:00-12:00，14:00至17:00", "冬季作息"
    assert "09:00–12:00" in form.submit("save").follow().text
    for wrong in ("09:00", "12:00-09:00", "09:00-12:00 11:00-17:00", "25:00-26:00"):
        form["periods"] = wrong
        form.submit("save", status=422)
    form["periods"], form["since"] = "09:00-12:00", "2026-11-01"
    form.submit("save", status=422)
    admin.get("/calendar/drop-hours?since=2026-12-01").forms["form"].submit("save").follow()
    assert "09:00–12:00" not in admin.get("/calendar").text


def test_a_limit_is_a_setting_that_names_its_rule(world, admin):
    form = admin.get("/calendar/limit?name=complaint-accept").forms["form"]
    assert (form["number"].value, form["unit"].value, form["rule"].value) == ("7", "working-days", "N30.3")
    form["number"], form["rule"] = "5", "理事会〔2026〕3号"
    assert "理事会〔2026〕3号" in form.submit("save").follow().text
    form["rule"] = ""
    form.submit("save", status=422)
    admin.get("/calendar/limit?name=none", status=404)


def test_c2_is_an_alternative_set_of_limits_for_complaints(world, admin):
    form = admin.get("/calendar/profile").forms["form"]
    form["profile"] = "C2"
    form.submit("save").follow()
    with world.work("admin") as request:
        answer, simple = (request.site.limits[n].limit for n in ("complaint-answer", "complaint-simple"))
    assert (answer.unit, answer.number, answer.rule) == ("days", 7, "C2")
    assert (simple.unit, simple.rule) == ("next-day", "C2")
    form["profile"] = "N"
    form.submit("save").follow()
    with world.work("admin") as request:
        answer = request.site.limits["complaint-answer"].limit
    assert (answer.unit, answer.number, answer.rule) == ("working-days", 15, "N30.4")


TABLE = "日期,类型\n" + "\n".join(
    f"2027-{day},休"
    for day in (
        "01-01",
        "05-01",
        "05-02",
        "10-01",
        "10-02",
        "10-03",
        "02-06",
        "02-07",
        "02-08",
        "02-09",
        "02-10",
    )
)


def test_a_year_is_brought_in_from_a_file(world, admin):
    form = admin.get("/calendar/official").forms["form"]
    form["source"] = "国办发明电"
    form.fields["files"][0].value = [Upload("2027.csv", TABLE.encode())]
    assert "国办发明电" in form.submit("save").follow().text
    with world.work("staff") as request:
        assert request.find_service(IWorkingDays).published(2027)
    form.fields["files"][0].value = [Upload("2027.csv", b"date,kind\n2028-01-01,off\n")]
    form.submit("save", status=422)


def test_only_the_administrator_edits(world):
    for name in ("staff", "manager", "archivist", "auditor", "security"):
        world.browser(name).get("/calendar/close", status=403)


def test_from_december_on_the_administrator_is_asked_for_the_next_year(world, admin):
    def asked(name):
        with world.work(name) as request:
            waiting = request.find_service(IWork).of(request.site.people[name])
            return [one.title for one in waiting if one.kind == "calendar"]

    assert asked("admin") == []
    world.clock.forward(days=14)
    assert asked("admin") == ["2027"] and asked("manager") == []
    with world.work("admin") as request:
        calendar = request.find_service(ICalendar)
        calendar.publish(2027, calendar.read("2027.csv", TABLE.encode())[2027], "国办")
    assert asked("admin") == []
