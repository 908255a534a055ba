"""Making an appointment without signing in, asking for it, cancelling it (H8.1)."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from onestop_records.interfaces import IAudit, IBookingRules, IBookings
from tests import bookings, cases
from tests.bookings import TUESDAY

LAST = f"/book?matter=JL-01&unit=QYB&day={TUESDAY}&at=09:00"


@pytest.fixture
def house(world):
    bookings.furnished(world)
    return world


def send(world, path=LAST, address="10.0.0.1", **fields):
    browser = world.browser()
    form = next(f for f in browser.get(path).forms.values() if "phone" in f.fields)
    for name, value in {"name": "李女士", "phone": "138 0000 1234", **fields}.items():
        form[name] = value
    return form.submit(expect_errors=True, extra_environ={"REMOTE_ADDR": address})


def booked(world, **fields):
    """The number and the code that the page shows."""
    page = send(world, **fields)
    assert page.status_int == 200, page.text
    return page.html.select_one("#number").text, page.html.select_one("#code").text


def ask(world, number, proof, address="10.0.0.1", cancel=False):
    browser = world.browser()
    form = next(f for f in browser.get("/booked").forms.values() if "proof" in f.fields)
    form["number"], form["proof"] = number, proof
    found = form.submit(expect_errors=True, extra_environ={"REMOTE_ADDR": address})
    if not cancel:
        return found
    form = next(f for f in found.forms.values() if "cancel" in f.fields)
    return form.submit("cancel", expect_errors=True, extra_environ={"REMOTE_ADDR": address})


def only(world):
    with world.work("clerk") as request:
        found = request.site.bookings.between("QYB", *_span(world))
        return [(one.state, one.by_client, one.name) for one in found]


def _span(world):
    return world.clock.today() - timedelta(days=40), world.clock.today() + timedelta(days=40)


def test_h8_1_1_one_choice_after_the_other_leads_to_a_number_and_a_code(house):
    browser = house.browser()
    page = browser.get("/book")
    page = page.click("计量器具检定")
    assert "2026-11-28" not in page and "11-24" in page
    page = page.click(href=f"day={TUESDAY}")
    page = page.click(href="at=09%3A00")
    assert "申请表" in page and "营业执照" in page  # what to bring is told beforehand
    assert parse_qs(urlsplit(page.request.url).query)["at"] == ["09:00"]
    number, code = booked(house)
    assert number.startswith("YY1124-") and len(code) == 6
    assert only(house) == [("booked", False, "李女士")]


def test_what_makes_no_sense_counts_as_not_chosen(house):
    browser = house.browser()
    for query in ("matter=ZZ", "unit=ZZ", "matter=JL-01&day=x", "matter=JL-01&day=2026-11-28"):
        assert browser.get(f"/book?{query}").status_int == 200
    taken = browser.get(f"/book?matter=JL-01&day={TUESDAY}&at=03:00")
    assert "已约满" in taken and not any("phone" in f.fields for f in taken.forms.values())


def test_the_last_place_goes_to_one(house):
    booked(house), booked(house, phone="13900001111")
    browser = house.browser()
    assert "约满" in browser.get(f"/book?matter=JL-01&day={TUESDAY}")
    assert not any("phone" in f.fields for f in browser.get(LAST).forms.values())


def test_who_was_slower_is_told_and_offered_other_times(house):
    browser = house.browser()
    form = next(f for f in browser.get(LAST).forms.values() if "phone" in f.fields)
    bookings.booked(house), bookings.booked(house)
    form["name"], form["phone"] = "王先生", "13900002222"
    refused = form.submit(status=422)
    assert "已约满" in refused and f"day={TUESDAY}" in refused
    assert len(only(house)) == 2


def test_sent_twice_it_is_booked_once(house):
    browser = house.browser()
    form = next(f for f in browser.get(LAST).forms.values() if "phone" in f.fields)
    form["name"], form["phone"] = "李女士", "13800001234"
    assert "YY1124-" in form.submit()
    assert "重复提交" in form.submit()
    assert len(only(house)) == 1


@pytest.mark.parametrize("field", ["name", "phone"])
def test_name_and_telephone_are_wanted(house, field):
    assert send(house, **{field: ""}).status_int == 422
    assert only(house) == []


@pytest.mark.parametrize("proof", ["code", "1234", "00001234"])
def test_number_and_code_or_the_end_of_the_telephone_show_it(house, proof):
    number, code = booked(house)
    page = ask(house, f" {number.lower()} ", code.lower() if proof == "code" else proof)
    assert page.status_int == 200 and page.headers["Cache-Control"] == "no-store"
    assert "已预约" in page and "还有 21 小时" in page and "营业执照" in page
    for secret in ("李女士", "13800001234", "138 0000 1234", "检定两台"):
        assert secret not in page.html.select_one("main").text, secret


def test_a_wrong_number_and_a_wrong_code_are_told_the_same(house):
    number, code = booked(house)
    told = set()
    for asked in ((number, "9999"), ("YY1124-ZZZZZ", code), (number, "234"), (number, "李女士李")):
        page = ask(house, *asked)
        assert page.status_int == 422
        told.add(page.html.select_one("#problem").text)
    assert len(told) == 1


def test_h8_1_3_the_client_cancels_and_the_place_is_free_again(house):
    number, code = booked(house)
    booked(house, phone="13900001111")
    page = ask(house, number, code, cancel=True)
    assert "已取消" in page
    assert ("cancelled", True, "李女士") in only(house)
    booked(house, phone="13900003333")
    assert ask(house, number, code).status_int == 200  # and it can be seen that it is off


def test_h8_1_3_not_later_than_so_many_hours_before(house):
    number, code = booked(house)
    early = ask(house, number, code)
    form = next(f for f in early.forms.values() if "cancel" in f.fields)
    house.clock.forward(hours=19, minutes=1)  # 1:59 before
    refused = form.submit("cancel", expect_errors=True)
    assert refused.status_int == 422 and "已过网上取消时限" in refused
    assert only(house) == [("booked", False, "李女士")]
    late = ask(house, number, code)
    assert not any("cancel" in f.fields for f in late.forms.values())


def test_h8_1_3_so_many_open_ones_under_one_telephone(house):
    booked(house), booked(house, path=LAST.replace("09:00", "10:00"))
    third = send(house, path=LAST.replace("09:00", "11:00"), phone="+86 13800001234")
    assert third.status_int == 422 and "同时最多保留 2 个预约" in third
    assert send(house, path=LAST.replace("09:00", "11:00"), phone="13900001111").status_int == 200


def test_h8_1_3_who_cancels_too_often_books_by_telephone(house):
    for __ in range(3):
        number, code = booked(house)
        ask(house, number, code, cancel=True)
    refused = send(house)
    assert refused.status_int == 422 and "请致电窗口预约" in refused
    bookings.booked(house, phone="13800001234")  # which is open to everybody
    house.clock.forward(days=31)
    assert send(house, path=LAST.replace(TUESDAY, "2026-12-25")).status_int == 200


def test_h8_1_3_who_misses_too_often_books_by_telephone(house):
    ids = [bookings.online(house)[0], bookings.online(house)[0]]
    house.clock.forward(hours=22)
    for booking_id in ids:
        bookings.make(house, "clerk", booking_id, "miss")
    later = LAST.replace(TUESDAY, "2026-11-25")
    assert send(house, path=later).status_int == 422
    with house.work("admin") as request:
        request.find_service(IBookingRules).change({"missed": 3, "rules": {"missed": "内部规定"}})
    assert send(house, path=later).status_int == 200


def test_what_the_house_calls_off_does_not_count(house):
    for __ in range(3):
        booking_id = bookings.online(house)[0]
        bookings.make(house, "clerk", booking_id, "cancel", reason="窗口检修")
    assert send(house).status_int == 200


def test_booking_is_throttled_for_each_address(house):
    for number in range(10):
        assert send(house, phone=f"5{number}").status_int == 422  # refused ones count too
    late = send(house)
    assert late.status_int == 429 and int(late.headers["Retry-After"]) > 0
    assert send(house, address="10.0.0.2").status_int == 200
    house.clock.forward(minutes=61)
    assert send(house).status_int == 200


def test_asking_is_throttled_for_each_address_and_each_number(house):
    number, code = booked(house)
    for place in range(10):
        ask(house, f"YY1124-2222{place}", "0000")
    assert ask(house, number, code).status_int == 429
    assert ask(house, number, code, "10.0.0.2").status_int == 200
    for place in range(10):
        assert ask(house, number, "0000", f"10.0.1.{place}").status_int == 422
    assert ask(house, number, code, "10.0.2.1").status_int == 429


def test_a_client_in_the_house_is_nobody_here(house):
    browser = house.browser("clerk")
    form = next(f for f in browser.get(LAST).forms.values() if "phone" in f.fields)
    form["name"], form["phone"] = "李女士", "13800001234"
    form.submit()
    with house.work("auditor") as request:
        found = next(request.site.bookings.between("QYB", *_span(house)))
        entries = list(request.find_service(IAudit).entries(found.id))
        assert [(e.person, e.address) for e in entries] == [("", "")]


def test_the_page_of_a_matter_leads_there(house):
    assert "/book?matter=JL-01" in house.browser().get("/matters/JL-01")
    assert house.browser().get("/book?matter=JL-01").status_int == 200


def test_where_nothing_is_offered_nothing_is_promised(world):
    cases.add_matter(world)
    assert "/book?matter" not in world.browser().get("/matters/JL-01")
    assert "目前没有可预约的事项" in world.browser().get("/book")


def test_nobody_finds_an_appointment_whose_names_are_erased(house):
    number, code = booked(house)
    house.clock.forward(hours=22)
    with house.work("clerk") as request:
        found = request.site.bookings.by_number(number)
        request.find_service(IBookings).make(found, "come")
    house.clock.forward(days=32)
    house.index()
    assert ask(house, number, code).status_int == 422
    assert ask(house, number, "1234").status_int == 422
