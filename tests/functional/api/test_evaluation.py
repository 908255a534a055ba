"""Evaluations through the API."""

from tests.evaluations import answers, delivered


def test_an_evaluation_is_written_down_read_and_acted_on(api, world):
    case_id = delivered(world)
    clerk, head = api("clerk2"), api("head")
    path = f"/cases/{case_id}/evaluation"
    assert clerk.get(path, status=404)
    given = {"channel": "telephone", **answers("dissatisfied", solved="no")}
    one = clerk.post(path, given).json
    assert (one["channel"], one["answers"]["overall"], one["low"]) == ("telephone", "dissatisfied", True)
    assert one["improve_until"]
    assert clerk.get(path).json == one
    assert clerk.post(path, given, status=409)
    assert clerk.post(f"{path}/improve", {"measure": "补办"}, status=403)
    done = head.post(f"{path}/improve", {"measure": "补办"}, status=200).json
    assert (done["measure"], done["improved_by"]) == ("补办", "head")


def test_on_paper_with_the_upload_of_its_scan(api, world):
    path = f"/cases/{delivered(world)}/evaluation"
    clerk = api("clerk")
    given = {"channel": "paper", **answers()}
    assert clerk.post(path, given, status=422).json["violations"][0]["field"] == "files"
    upload = clerk.send("/uploads", b"scan", "form.txt").json["id"]
    assert clerk.post(path, {**given, "files": [upload]}).json["item"]


def test_an_invitation_is_an_address_of_this_site(api, world):
    case_id = delivered(world)
    made = api("clerk").post(f"/cases/{case_id}/evaluation/invitation", {}, check=False).json
    assert world.browser().get(made["address"]).status_int == 200


def test_results_by_month_unit_and_matter(api, world):
    clerk = api("clerk2")
    for _round in range(2):
        clerk.post(f"/cases/{delivered(world)}/evaluation", {"channel": "telephone", **answers()})
    world.index()
    (row,) = api("staff").get("/satisfaction").json["items"]
    assert (row["month"], row["unit"], row["total"]) == ("2026-11", "QYB", 2)
    assert row["counts"]["overall"] == {"satisfied": 2}
    assert api("staff").get("/satisfaction?since=2026-12&until=2026-12").json["items"] == []
