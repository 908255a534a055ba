"""Long histories: every page, totals, and nobody who may not know, on any page."""

import re

import pytest

from onestop_records.events import RecordCaptured
from onestop_records.interfaces import INotifier
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.record import Record
from views.casehistory import PAGE

CODE = "91330200MA2GT1234J"
ADDRESS = f"/cases/history?enterprise={CODE}"
KNOWN, SHUT, CASES = 2 * PAGE + 5, 7, 4  # of the known ones the first are files of cases


def keep(request, number, **values):
    record = Record(f"h{number:03}", "document")
    record.title, record.date = (
        f"往来第{number:03}件",
        PartialDate(f"2025-{1 + number % 12:02}-{1 + number % 28:02}"),
    )
    record.year, record.category, record.unit, record.retention = 2025, "WS", "QYB", "D10"
    record.keeping, record.state = "keeping-clerk", "submitted"
    record.change({"enterprise": CODE})
    for name, value in values.items():
        setattr(record, name, value)
    request.site.records.add(record)
    request.find_service(INotifier)(RecordCaptured(request.actor, record.id, access=True))


@pytest.fixture
def long(world):
    with world.work() as request:
        for number in range(KNOWN):
            keep(request, number, casework=f"cases/c{number}" if number < CASES else "")
        for number in range(SHUT):  # between the others
            keep(
                request,
                KNOWN + number,
                title="针对郑小雨的投诉",
                denied=("clerk",),
                casework=f"complaints/t{number}",
            )
    world.index()
    return world


def pages(browser, total):
    """The titles on every page, as far as *next* leads."""
    page = browser.get(ADDRESS)
    while True:
        assert str(total) in page.html.select_one("main strong").text
        yield page.html.select(".hit-title a")
        onward = page.html.select_one("a[rel=next]")
        if onward is None:
            return
        page = browser.get(onward["href"])


@pytest.mark.parametrize(("person", "total"), [("manager", KNOWN + SHUT), ("clerk", KNOWN)])
def test_each_page_holds_the_next_ones_and_the_total_counts_what_one_may_know_of(long, person, total):
    found = list(pages(long.browser(person), total))
    assert [len(each) for each in found] == [PAGE] * (total // PAGE) + [total % PAGE]
    addresses = [link["href"] for each in found for link in each]
    assert len(addresses) == total
    ids = set(re.findall(r"/records/(h\d+)", " ".join(addresses)))
    assert len(ids) + CASES == total
    assert {f"/cases/c{number}" for number in range(CASES)} <= set(addresses)


def test_an_item_of_a_complaint_leads_to_its_own_page(long):
    addresses = {link["href"] for each in pages(long.browser("manager"), KNOWN + SHUT) for link in each}
    assert {f"/records/h{KNOWN + number:03}" for number in range(SHUT)} <= addresses


def test_who_is_complained_of_meets_it_on_no_page(long):
    browser = long.browser("clerk")
    shown = "".join(browser.get(f"{ADDRESS}&page={number}").text for number in range(1, 6))
    assert "针对郑小雨的投诉" not in shown and "complaints/" not in shown.partition("<main")[2]
