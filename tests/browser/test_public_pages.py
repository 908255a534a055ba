"""Pages of matters, enterprises, calendar and limits in a real browser: accessible, within 360 px."""

import pytest

from onestop_records.interfaces import ICalendar, IEnterprises, IMatters
from tests.browser.test_pages import wrong_with
from tests.unit.services.test_enterprise import code, values
from tests.unit.services.test_matter import WHOLE

PAGES = {
    None: ("/matters", "/matters?q=无此事项", "/matters/JL-99", "/sign-in"),
    "admin": ("/calendar?from=2025-09-26&days=7", "/calendar/close", "/calendar/hours", "/calendar/official")
    + ("/calendar/limit?name=question", "/calendar/profile"),
    "head": (
        "/matters",
        "/matters/JL-99",
        "/matters/add",
        "/matters/JL-99/edit",
        "/matters/JL-99/add-sample",
    ),
    "archivist": ("/enterprises", f"/enterprises/{code(1)}", f"/enterprises/{code(1)}/edit")
    + (f"/enterprises/{code(1)}/merge?other={code(2)}", "/enterprises/add"),
}


@pytest.fixture
def house(world):
    """A public matter, two files of what may be one enterprise, a closure."""
    with world.work("manager") as request:
        matters, enterprises = request.find_service(IMatters), request.find_service(IEnterprises)
        matters.publish(matters.add(WHOLE))
        enterprises.find_or_make(values(1, contact="何倩", employees=1, self_testing=True))
        enterprises.find_or_make(values(2, name="宁波第1文具"))
        closed = {"since": world.clock.today(), "title": "台风停工，全天不对外办公"}
        request.find_service(ICalendar).close(closed)
    return {}


@pytest.mark.parametrize("person", PAGES)
def test_pages_are_accessible_and_fit_a_telephone(open_page, house, person):
    assert wrong_with(open_page(person, width=360), PAGES[person], house) == {}


def test_they_are_so_in_english_too(open_page, house):
    page = open_page(None, width=360, path="/matters/JL-99")
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Who is responsible").wait_for()
    assert wrong_with(page, PAGES[None], house) == {}
