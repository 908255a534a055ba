"""Special tasks, joint handling and the smaller public pages in a real browser: accessible, within 360 px."""

import pytest

from onestop_records.interfaces import ICaseParts
from tests import cases
from tests import specialtasks as special
from tests.browser.test_pages import wrong_with

TASK = "/specialtasks/{task}"
PAGES = {
    None: ("/case-progress", "/improvements", "/complain", "/complaint-progress"),
    "manager": ("/specialtasks", TASK, f"{TASK}/divide-more", f"{TASK}/drop", "/figures"),
    "head": (TASK, f"{TASK}/1/assign", f"{TASK}/1/chase"),
    "clerk": (TASK, f"{TASK}/1/progress", f"{TASK}/1/finish", "/cases/{case}", "/answers"),
    "archivist": ("/specialtasks", "/specialtasks/register", "/specialtasks/terms"),
}


@pytest.fixture
def house(world):
    """A task with an item that is late and was chased; a case that is handled jointly."""
    cases.add_matter(world)
    task = special.running(world)
    world.clock.forward(days=14)
    special.item(world, "head", task, "chase", reason="企业停产检修，改约下周")
    case = cases.accepted(world, kind="joint")
    for name, values in (("joint-add", {"person": "staff2", "task": "审核图纸"}), ("joint-copy", {})):
        with world.work("clerk") as request:
            request.find_service(ICaseParts).make(request.site.cases[case], name, values)
    return {"task": task, "case": case}


@pytest.mark.parametrize("person", PAGES)
def test_pages_are_accessible_and_fit_a_telephone(open_page, house, person):
    assert wrong_with(open_page(person, width=360, path="/complain"), PAGES[person], house) == {}


def test_dark_pages_have_contrast_too(open_page, house):
    page = open_page("manager", color_scheme="dark")
    assert wrong_with(page, ("/specialtasks", TASK), house) == {}


COVERED = """() => [...document.querySelectorAll(".form input[type=checkbox]")].filter(box => {
  window.scrollTo(0, box.getBoundingClientRect().bottom + scrollY - innerHeight + 4);
  const place = box.getBoundingClientRect();
  return document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2) !== box;
}).length"""


def test_nothing_lies_over_the_fields_of_the_complaint_form(open_page, house):
    page = open_page(None, width=360, path="/complain")
    assert page.locator(".form input[type=checkbox]").count() == 5
    page.fill("textarea >> nth=0", "态度生硬")
    assert page.evaluate(COVERED) == 0
