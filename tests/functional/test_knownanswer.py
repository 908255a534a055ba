"""The store of questions and answers (H8.2.6): from closed consultations, published by the head."""

import pytest

from onestop_records.errors import Conflict, Refused
from onestop_records.interfaces import ICases, IKnownAnswers
from tests import cases

GIVEN = {"question": "笔芯到哪里检测？", "answer": "由检测部受理。"}


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def closed(house, **values):
    with house.work("clerk") as request:
        return request.find_service(ICases).settle({**cases.SIMPLE, "matter": "JL-01", **values}).id


def keep(house, case_id, **values):
    with house.work("clerk") as request:
        service = request.find_service(IKnownAnswers)
        return service.keep(request.site.cases[case_id], {**GIVEN, **values}).id


def decide(house, person, name, one):
    with house.work(person) as request:
        getattr(request.find_service(IKnownAnswers), name)(request.site.answers[one])


def send(browser, address, **fields):
    form = browser.get(address).forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form.submit(expect_errors=True)


def test_h8_2_an_answer_goes_from_a_closed_consultation_to_the_page_of_its_matter(house):
    case_id = closed(house)
    assert send(house.browser("clerk"), f"/cases/{case_id}/keep-answer", **GIVEN).status_int == 303
    public = house.browser()
    assert GIVEN["question"] not in public.get("/matters/JL-01")
    head = house.browser("head")
    page = head.get("/answers")
    form = next(f for f in page.forms.values() if f.action.endswith("/publish"))
    form.submit(status=303)
    page = public.get("/matters/JL-01")
    assert GIVEN["question"] in page and GIVEN["answer"] in page
    assert [one["question"] for one in public.get("/api/v1/answers").json["items"]] == [GIVEN["question"]]
    form = next(f for f in head.get("/answers").forms.values() if f.action.endswith("/withdraw"))
    form.submit(status=303)
    assert GIVEN["question"] not in public.get("/matters/JL-01")


def test_h8_2_what_belongs_to_no_matter_stands_with_the_catalogue(house):
    one = keep(house, closed(house, matter=""))
    decide(house, "manager", "publish", one)
    assert GIVEN["question"] in house.browser().get("/matters")
    assert GIVEN["question"] not in house.browser().get("/matters/JL-01")


def test_h8_2_only_closed_consultations_are_kept(house):
    for case_id in (
        cases.entered(house, kind="consultation", title="问"),
        closed(house, kind="instant", matter=""),
        cases.entered(house),
    ):
        with pytest.raises(Refused):
            keep(house, case_id)


@pytest.mark.parametrize("text", ["", "李先生问过", "见 BJ2026-00001"])
def test_h8_2_who_asked_is_left_out(house, text):
    case_id = closed(house)
    for name in GIVEN:
        with pytest.raises(Refused):
            keep(house, case_id, **{name: text})


def test_h8_2_the_head_of_the_unit_or_a_manager_publishes(house):
    one = keep(house, closed(house))
    with house.work("admin") as request:
        request.site.people["staff2"].roles |= {"head"}
    for person in ("clerk", "staff2", "archivist"):
        with pytest.raises(Refused):
            decide(house, person, "publish", one)
    decide(house, "head", "publish", one)
    with pytest.raises(Conflict):
        decide(house, "manager", "publish", one)
