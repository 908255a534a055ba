"""The retention schedule through the API."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.unit.services.test_retention import stock


@pytest.fixture
def stocked(world):
    stock(world)
    return world


def test_a_class_is_added_changed_by_default_and_deleted(api, world):
    archivist = api("archivist")
    values = {"code": "D15", "title": "15年", "years": 15, "trigger": "creation", "action": "destroy"}
    assert archivist.post("/retention-classes", values).json["years"] == 15
    assert archivist.post("/retention-classes", values, status=422).json["violations"][0]["field"] == "code"
    defaults = {"categories": ["WS"], "matters": ["产品检测"]}
    answer = archivist._call("PUT", "/retention-classes/D15/defaults", None, {}, values=defaults).json
    assert (answer["categories"], answer["matters"], answer["in_use"]) == (["WS"], ["产品检测"], True)
    assert archivist._call("DELETE", "/retention-classes/D15", 422, {})
    archivist._call("PUT", "/retention-classes/D15/defaults", None, {}, values={})
    archivist._call("DELETE", "/retention-classes/D15", 204, {})
    archivist.get("/retention-classes/D15", status=404)
    codes = [each["code"] for each in api("staff").get("/retention-classes").json["items"]]
    assert codes == ["D10", "D30", "Y"]


def test_an_edition_that_shortens_is_previewed_and_left_to_a_manager(api, stocked):
    archivist, manager = api("archivist"), api("manager")
    edition = {"years": 5, "title": "5年", "since": "2026-11-23", "reason": "修订"}
    answer = archivist.post("/retention-classes/D10/editions", edition).json
    preview = answer["proposal"]["preview"]
    assert (preview["changed"], preview["shorter"]) == (2, 2)
    assert preview["shifts"][0] == {"year": 2016, "records": 1, "before": "2027-01-01", "after": "2022-01-01"}
    assert answer["years"] == 10
    assert api("staff").get("/retention-classes/D10").json["proposal"] is None
    confirm = "/retention-classes/D10/transitions/confirm"
    assert archivist.post(confirm, {"reason": "修订"}, status=422)
    assert manager.post(confirm, {}, status=422)
    assert manager.post(confirm, {"reason": "依法修订"}).json["proposal"] is None
    assert manager.post(confirm, {"reason": "依法修订"}, status=409)
    stocked.index()
    assert archivist.get("/retention-classes/D10").json["years"] == 5
    assert archivist.get("/records/r2016").json["retention"]["due"] == "2022-01-01"


def test_an_edition_is_refused_and_permanent_is_no_years(api, stocked):
    archivist = api("archivist")
    path = "/retention-classes/D10"
    edition = {"years": 0, "since": "2027-01-01", "reason": "价值重大"}
    assert archivist.post(f"{path}/editions", edition).json["proposal"]["edition"]["years"] is None
    assert archivist.post(f"{path}/editions", edition, status=409)
    assert archivist.post(f"{path}/transitions/refuse", {"reason": ""}, status=422)
    assert archivist.post(f"{path}/transitions/refuse", {"reason": "不妥"}).json["proposal"] is None


@pytest.mark.parametrize(
    "change",
    [
        {"since": "soon"},
        {"since": "2020-01-01"},
        {"years": 500},
        {"trigger": "whenever"},
        {"action": "burn"},
        {"reason": ""},
        {"years": 10, "title": "10年"},
        {"code": "D11"},
    ],
)
def test_an_edition_that_makes_no_sense_is_refused(api, world, change):
    edition = {"years": 20, "title": "20年", "since": "2027-01-01", "reason": "修订", **change}
    assert api("archivist").post("/retention-classes/D10/editions", edition, status=422, check=False)


def test_due_lists_through_the_search(api, stocked):
    archivist = api("archivist")
    answer = archivist.get("/search?due=..2026-11-22&sort=due").json
    assert [item["id"] for item in answer["items"]] == ["r2010"]
    assert archivist.get("/search?due=2027-01-01..2027-03-31,2031-01-01..").json["total"] == 4
    assert archivist.get("/search?due=whenever", status=422).json["violations"][0]["field"] == "due"


def test_what_falls_due_is_counted_by_span_and_year_and_leaves_as_a_workbook(api, stocked):
    archivist = api("archivist")
    due = archivist.get("/due").json
    assert [span["name"] for span in due["spans"]] == ["overdue", "quarter", "year", "next"]
    assert [span["count"] for span in due["spans"]] == [1, 0, 0, 1]
    assert due["spans"][1]["due"] == "2026-10-01..2026-12-31"
    assert {"year": 2027, "due": "2027-01-01..2027-12-31", "count": 1} in due["years"]
    for span in ("..2026-11-22", "2027-01-01..2027-03-31", "2027-01-01..2027-12-31"):
        book = load_workbook(BytesIO(archivist.get(f"/lists?list=due&due={span}").body))
        assert len(list(book.active.values)) == 2
    api("staff").get("/due", status=403)
