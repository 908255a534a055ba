"""An appointment in the browser: booked on a telephone without signing in, then marked came at the window."""

import pytest

from tests import bookings
from tests.browser.test_disposal import press, problems


@pytest.fixture
def house(world):
    bookings.furnished(world)
    return world


def follow(page, selector):
    with page.expect_navigation():
        page.locator(selector).first.click()


def test_booked_on_a_telephone_and_come_to_the_window(house, open_page):
    client = open_page(width=360, path="/book")
    assert problems(client) == ([], False)
    follow(client, "#matters a[href*='JL-01']")
    assert problems(client) == ([], False)
    follow(client, "#days a[href*='2026-11-24']")
    assert problems(client) == ([], False)
    box = client.locator("#times a").first.bounding_box()
    assert box["height"] >= 44 and box["width"] >= 44  # as large as a thumb
    follow(client, "#times a[href*='09%3A00']")
    assert "营业执照" in client.inner_text("#bring")
    assert client.get_attribute("#form-phone", "inputmode") == "tel"
    client.fill("#form-name", "李女士")
    client.fill("#form-phone", "138 0000 1234")
    assert problems(client) == ([], False)
    press(client, "提交预约")
    assert problems(client) == ([], False)
    number, code = client.inner_text("#number"), client.inner_text("#code")

    client.goto("/booked")
    client.fill("#number", number)
    client.fill("#proof", code)
    press(client, "查询")
    assert "还有 21 小时" in client.inner_text("#booking")
    assert problems(client) == ([], False)

    house.clock.forward(hours=21)
    clerk = open_page("clerk", path="/bookings")
    assert problems(clerk) == ([], False)
    follow(clerk, f".listing a:near(:text('{number}'))")
    assert problems(clerk) == ([], False)
    press(clerk, "已到场，登记办件")
    assert clerk.input_value("#form-name") == "李女士"
    press(clerk, "登记")
    assert "BJ2026-00001" in clerk.content() and "预约到场" in clerk.content()


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_the_house_are_accessible_and_fit(house, open_page, width):
    booking_id = bookings.booked(house, person="clerk2")
    pages = ("/bookings", "/bookings/make", "/bookings/offers", f"/bookings/{booking_id}", "/bookings/offer")
    page = open_page("head", width=width, path="/")
    for path in pages:
        page.goto(path)
        assert problems(page) == ([], False), path
    admin = open_page("admin", width=width, path="/bookings/rules")
    assert problems(admin) == ([], False)
