"""Appointments as the unit's people see to them, page by page (H8.1; S5.6.2, C10)."""

from datetime import date

import pytest

from onestop_records.interfaces import IBookings, ICalendar
from tests import bookings
from tests.bookings import TUESDAY
from tests.world import csrf_token


@pytest.fixture
def house(world):
    bookings.furnished(world)
    return world


def form_of(page, name):
    return next(f for f in page.forms.values() if name in (f.action or "") or name in f.fields)


def test_h8_1_came_leads_to_the_case_entry_which_knows_the_client(house):
    booking_id = bookings.online(house)[0]
    house.clock.forward(hours=21)
    browser = house.browser("clerk")
    page = browser.get(f"/bookings/{booking_id}")
    entry = form_of(page, "/come").submit("enter").follow()
    form = form_of(entry, "contact")
    assert (form["name"].value, form["phone"].value) == ("李女士", "138 0000 1234")
    assert form["matter"].value == "JL-01" and form["content"].value == "咨询天平检定"
    case = form.submit().follow()
    assert "BJ2026-00001" in case
    with house.work("clerk") as request:
        found = request.site.bookings[booking_id]
        linked = request.site.cases[found.case]
        assert linked.moves[-1].name == "appointment" and found.number in linked.moves[-1].reason
    assert "BJ2026-00001" in browser.get(f"/bookings/{booking_id}")


def test_nobody_enters_a_case_for_somebody_elses_appointment(house):
    booking_id = bookings.online(house)[0]
    house.clock.forward(hours=21)
    bookings.make(house, "clerk", booking_id, "come")
    with house.work("admin") as request:
        person = request.site.people["staff2"]
        person.roles = person.roles | {"clerk"}
    page = house.browser("staff2").get(f"/cases/enter?booking={booking_id}")
    assert "李女士" not in page and "1234" not in page


def test_the_week_shows_ones_own_units_by_time(house):
    bookings.booked(house, at=f"{TUESDAY}T10:00", name="后来者")
    bookings.booked(house, at=f"{TUESDAY}T09:00", name="先到者")
    page = house.browser("clerk").get("/bookings")
    assert page.text.index("先到者") < page.text.index("后来者")
    assert "先到者" not in house.browser("staff2").get("/bookings?unit=QYB")
    assert "先到者" in house.browser("manager").get("/bookings?unit=QYB")


@pytest.mark.parametrize("query", ["day=x", "day=0001-01-01", "day=9999-12-31", "unit=ZZZ"])
def test_odd_questions_are_answered(house, query):
    assert house.browser("clerk").get(f"/bookings?{query}").status_int == 200


def test_a_visit_and_a_holiday_are_booked_for_a_client(house):
    browser = house.browser("clerk")
    form = form_of(browser.get("/bookings/make"), "phone")
    values = {"kind": "home", "at": f"{TUESDAY}T10:15", "name": "王大爷", "phone": "13800001111"}
    for name, value in {**values, "matter": "JL-01", "unit": "QYB"}.items():
        form[name] = value
    assert "上门地址" in form.submit(status=422)
    form["address"] = "海曙区望春路 3 号"
    page = form.submit().follow()
    assert "海曙区望春路 3 号" in page and "查询码" in page
    form["kind"], form["at"] = "holiday", "2026-11-28T10:00"
    assert "不能等到工作日" in form.submit(status=422)
    form["reason"] = "企业周末签约"
    assert "企业周末签约" in form.submit().follow()


def test_moved_to_a_free_time_from_the_list(house):
    booking_id = bookings.booked(house)
    form = form_of(house.browser("clerk").get(f"/bookings/{booking_id}"), "/move")
    form["at"] = f"{TUESDAY}T14:00"
    assert "14:00" in form.submit().follow()


def test_what_is_refused_says_why(house):
    booking_id = bookings.booked(house)
    browser = house.browser("clerk")
    data = {"csrf_token": csrf_token(browser)}
    refused = browser.post(f"/bookings/{booking_id}/come", data, status=422)
    assert "未到预约日期" in refused
    assert "预约时间结束后" in browser.post(f"/bookings/{booking_id}/miss", data, status=422)
    odd = {**data, "at": "gestern"}
    assert "2026-11-24T09:00" in browser.post(f"/bookings/{booking_id}/move", odd, status=422)


def test_a_closure_makes_the_window_move_it(house):
    booking_id = bookings.booked(house)
    with house.work("admin") as request:
        request.find_service(ICalendar).close({"since": date(2026, 11, 24), "title": "停电"})
    page = house.browser("clerk").get(f"/bookings/{booking_id}")
    assert "该时段现已不开放" in page
    assert "不开放" in house.browser("clerk").get("/work")


def test_heads_and_managers_say_what_can_be_booked(house):
    browser = house.browser("head")
    form = form_of(browser.get("/bookings/offer"), "places")
    form["since"], form["places"], form["matter"] = "2026-11-30", "5", "JL-01"
    page = form.submit().follow()
    assert "2026-11-30" in page
    taken_back = form_of(page, "/drop-offer").submit().follow()
    assert "2026-11-30" not in taken_back
    assert "设置预约安排" not in house.browser("clerk").get("/bookings/offers")


def test_the_administrator_keeps_the_rules_each_with_its_source(house):
    browser = house.browser("admin")
    form = form_of(browser.get("/bookings/rules"), "cancel_hours")
    form["cancel_hours"], form["cancel_hours_rule"] = "4", "预约管理办法第三条"
    form.submit().follow()
    page = house.browser("clerk").get("/bookings/offers")
    assert "预约管理办法第三条" in page
    form = form_of(browser.get("/bookings/rules"), "cancel_hours")
    form["erase_days"] = "5"
    assert "不得少于累计天数" in form.submit(status=422)
    with house.work("auditor") as request:
        from onestop_records.interfaces import IAudit

        entries = list(request.find_service(IAudit).entries("booking-rules"))
        assert entries[-1].after["cancel_hours"] == 4 and "第三条" in entries[-1].after["rules"]


def test_my_work_and_the_calendar_tell_of_it(house):
    today = bookings.booked(house, at="2026-11-23T14:00")
    bookings.booked(house, at=f"{TUESDAY}T09:00", name="明天的人")
    browser = house.browser("clerk")
    page = browser.get("/work")
    assert f"/bookings/{today}" in page and "明天的人" not in page
    assert f"/bookings/{today}" not in house.browser("staff2").get("/work")
    renewed = browser.post("/calendar-address", {"csrf_token": csrf_token(browser)})
    address = renewed.html.select_one("code").text
    feed = house.browser().get(address[address.index("/feed/") :]).text
    assert "20261124T010000Z" in feed and "20261123T060000Z" in feed
    assert "明天的人" not in feed  # a calendar is read outside of the house
    house.clock.forward(hours=3)
    browser = house.browser("clerk")
    assert "请确认客户是否到场" in browser.get("/work")
    bookings.make(house, "clerk", today, "miss")
    assert f"/bookings/{today}" not in browser.get("/work")


def test_it_waits_for_whom_it_was_given_to(house):
    bookings.booked(house, at="2026-11-23T14:00", person="staff")
    assert "今日预约" in house.browser("staff").get("/work")
    assert "今日预约" not in house.browser("clerk").get("/work")


def test_a_handover_passes_it_on(house):
    from onestop_records.interfaces import IResponsibilities

    booking_id = bookings.booked(house, person="clerk2")
    with house.work("manager") as request:
        people = request.site.people
        kinds = {kind.kind: kind for kind in request.find_service(IResponsibilities).kinds()}
        assert [duty.id for duty in kinds["booking"].of(people["clerk2"])] == [booking_id]
        kinds["booking"].pass_on(booking_id, people["clerk2"], people["clerk"])
        assert request.site.bookings[booking_id].person == "clerk"
        kinds["booking"].pass_on(booking_id, people["clerk"], people["staff2"])
        assert request.site.bookings[booking_id].person == ""  # back to the window it was booked at
        assert request.find_service(IBookings).between(["QYB"], date(2026, 11, 24), date(2026, 11, 24))
