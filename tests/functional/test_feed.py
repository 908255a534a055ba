"""The calendar of one's deadlines: by a secret address, revocable, without titles that must stay here."""

import pytest
from icalendar import Calendar

from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, IClock
from onestop_records.models.classification import Classification
from onestop_records.models.waiting import Waiting
from tests.batches import approved, put_in
from tests.unit.services.test_hold import a_record
from tests.world import csrf_token


def address(browser):
    """A new address, as a path."""
    page = browser.post("/calendar-address", {"csrf_token": csrf_token(browser), "renew": "yes"})
    return page.html.select_one("pre code").text.strip().removeprefix("http://localhost")


def events(world, path):
    answer = world.browser().get(path)
    assert answer.content_type == "text/calendar"
    return list(Calendar.from_ical(answer.body).walk("VEVENT"))


@pytest.fixture
def batch(world):
    """``head`` is asked to witness until 30 November."""
    return approved(world, put_in(world))


def test_deadlines_are_read_without_a_session_by_whoever_has_the_address(world, batch):
    path = address(world.browser("head"))
    (event,) = events(world, path)
    assert event["dtstart"].dt.isoformat() == "2026-11-30T04:00:00+00:00"
    assert "核对清册" in event["summary"]
    assert "到期文书" not in event["summary"]  # of what is in a batch nothing is said
    again = events(world, path)[0]
    assert again["uid"] == event["uid"]


def test_another_address_ends_the_first_and_it_can_be_ended(world, batch):
    browser = world.browser("head")
    first = address(browser)
    second = address(browser)
    assert world.browser().get(first, status=404)
    assert events(world, second)
    browser.post("/calendar-address", {"csrf_token": csrf_token(browser), "end": "yes"})
    world.browser().get(second, status=404)
    with world.work("auditor") as request:
        acts = [entry.act for entry in request.find_service(IAudit).entries("head")]
    assert acts[-3:] == ["calendar-opened", "calendar-opened", "calendar-ended"]


def test_a_closed_account_has_no_calendar(world, batch):
    path = address(world.browser("head"))
    with world.work("admin") as request:
        request.site.people["head"].closed = True
    world.browser().get(path, status=404)


@pytest.mark.parametrize(
    "path", ["/feed/head.ics", "/feed/head.wrong.ics", "/feed/x.y.ics", "/feed/", "/feed/a/b"]
)
def test_what_is_nobodys_address_is_not_found(world, path):
    world.browser().get(path, status=404)
    world.browser("head").get(path, status=404)  # a session counts for nothing here


def test_the_address_opens_nothing_else(world, batch):
    path = address(world.browser("head"))
    secret = path.removeprefix("/feed/").removesuffix(".ics")
    world.browser().get("/api/v1/work", headers={"Authorization": f"Bearer {secret}"}, status=401)
    world.browser().post(path, status=404)


def test_the_store_does_not_keep_the_address(world, batch):
    path = address(world.browser("head"))
    with world.work() as request:
        assert request.site.people["head"].feed not in path


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, True),
        ({"classification": Classification.CONFIDENTIAL}, False),
        ({"data_category": "sensitive", "readers": ("head",)}, False),
        (None, False),
    ],
)
def test_titles_leave_the_house_only_of_what_is_neither_classified_nor_sensitive(world, values, told):
    with world.work("head") as request:
        if values is not None:
            record = a_record(request, "one", unit="QYB")
            for name, value in values.items():
                setattr(record, name, value)
        due = request.find_service(IClock).now()
        one = Waiting(
            "case", _("Desk"), "题名", "/cases/1", "head", due, record="one" if values is not None else ""
        )
        world.registry.kinds_of_work.append(lambda request: lambda person: [one])
    try:
        (event,) = events(world, address(world.browser("head")))
    finally:
        world.registry.kinds_of_work.pop()
    assert ("题名" in event["summary"]) == told
