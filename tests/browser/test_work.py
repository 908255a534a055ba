"""My work, notices, figures and evaluations in a real browser: accessible, at 360 px, light and dark."""

import pytest

from onestop_records.i18n import _
from onestop_records.interfaces import INotices
from onestop_records.models.evaluation import QUESTIONS, SOLVED
from tests.batches import approved, put_in
from tests.browser.test_pages import wrong_with
from tests.evaluations import delivered, invited, told
from tests.unit.services.test_figures import put

PAGES = {
    "head": ("/", "/work", "/notices", "{case}", "/satisfaction"),
    "manager": ("/figures", "/figures?kind=complaints", "/work"),
    "clerk": ("{open}", "/account"),
}


@pytest.fixture
def addresses(world):
    """Something of everything that these pages show."""
    approved(world, put_in(world))
    low, good, open_case = (delivered(world) for _number in range(3))
    told(world, low, grade="dissatisfied")
    told(world, good, grade="satisfied")
    told(world, delivered(world, title="第二件"), grade="fair")
    put(world, 1, received="2026-10-08", closed="2026-10-20", satisfaction="satisfied", matter="检定")
    put(world, 2, received="2026-11-08", closed="2026-11-20", in_time="no", satisfaction="dissatisfied")
    put(world, 3, received="2026-11-10", case_state="in-progress", in_time="no")
    with world.work("manager") as request:
        request.find_service(INotices).send(["head"], _("Place a hold"), _("Holds"), "/work")
    world.index()
    case, asking = (f"/cases/{each}/evaluation" for each in (low, open_case))
    return {"case": case, "open": asking, "client": f"/evaluate/{invited(world, open_case)}"}


@pytest.mark.parametrize("person", PAGES)
def test_pages_are_accessible_and_fit_a_telephone(open_page, addresses, person):
    assert wrong_with(open_page(person, width=360), PAGES[person], addresses) == {}


def test_dark_charts_have_contrast_too(open_page, addresses):
    page = open_page("manager", color_scheme="dark")
    assert wrong_with(page, ("/figures", "/work"), addresses) == {}


def test_the_clients_pages_are_accessible_on_a_telephone(open_page, addresses):
    page = open_page(path="/satisfaction", width=360)
    assert wrong_with(page, (addresses["client"], "/satisfaction"), {}) == {}


def test_a_client_answers_on_a_telephone_without_scripts(open_page, addresses, world):
    page = open_page(path=addresses["client"], width=360, script=False)
    for question in QUESTIONS:
        answer = "yes" if question == SOLVED else "very-satisfied"
        page.check(f"#form-{question} input[value={answer}]")
    page.fill("textarea[name=opinion]", "很好")
    page.click("form.form button.primary")
    page.wait_for_selector("[role=status]")
    with world.work() as request:
        assert len(request.site.evaluations) == 4
