"""On every page and call: nothing of a hidden record is told, and no text of people becomes markup."""

from urllib.parse import quote

import pytest
from webtest import TestApp

from onestop_records.interfaces import ICapture, IFiling, IPeople, IUnits
from onestop_records.models.classification import Classification
from onestop_records.security import tokens
from tests.functional.permission_table import RECORDS, SITE
from tests.received import received
from tests.world import World, csrf_token

HIDDEN = "藏锋"  # stands in every text of a record that few may know of
MARKUP = "<script>evil</script>\"'><img src=x onerror=evil>"
SAME = b"these bytes are in both records"
READ = [line.removeprefix("GET ") for line in (*SITE, *RECORDS) if line.startswith("GET ")]
QUERIES = (
    "",
    "q=藏",
    "q=evil&view=grid",
    "list=results&form=csv",
    "list=catalogue&form=print",
    "year=2026",
)


@pytest.fixture(scope="module")
def archive(registry, base, tmp_path_factory):
    """A secret record, filed, with the bytes of an open one; and an open one whose texts are markup."""
    world = World(registry, base, tmp_path_factory.mktemp("leaks") / "instance")
    common = {"type": "document", "date": "2026-03-01", "category": "WS", "retention": "D10"}
    with world.work("admin") as request:
        request.find_service(IPeople).change(request.site.people["archivist2"], {"name": MARKUP})
        request.find_service(IUnits).change(request.site.units["XXB"], {"title": MARKUP})
    with world.work("archivist") as request:
        words = {
            "title": HIDDEN,
            "creator": HIDDEN,
            "keywords": [HIDDEN],
            "document_number": HIDDEN,
            "unit": "QYB",
        }
        capture = request.find_service(ICapture).capture
        files = [received(request, HIDDEN.encode(), f"{HIDDEN}.txt"), received(request, SAME)]
        hidden = capture({**common, **words}, files)
        request.find_service(IFiling).file(hidden)
    with world.work("archivist2") as request:
        words = {"title": MARKUP, "creator": MARKUP, "keywords": [MARKUP], "remarks": MARKUP, "unit": "XXB"}
        words["participants"] = ["staff", "archivist2"]
        words["related"] = [hidden.reference_code]
        open_one = request.find_service(ICapture).capture(
            {**common, **words}, [received(request, SAME, "<img src=x onerror=evil>.txt")]
        )
        request.site.records[hidden.id].classification = Classification.SECRET
        request.find_service(IFiling).submit(open_one)
        request.find_service(IFiling).accept(open_one)
        ids = {"open": open_one.id, "hidden": hidden.id, "file": open_one.files[0].id}
    world.index()
    with world.work() as request:
        headers = {}
        for actor in ("staff", "archivist", "head", "manager", "auditor", "security", "admin"):
            text = tokens.issue(request.site, request.site.people[actor], "t", "read", world.clock.now(), 1)[
                1
            ]
            headers[actor] = {"Authorization": f"Bearer {text}"}
    yield world, ids, headers
    world.close()


def answers(archive, actor, paths=READ):
    world, ids, headers = archive
    browser = world.browser(actor)
    for path in paths:
        api = path.startswith("/api/")
        path = (
            path.replace("{id}", ids["open"]).replace("{file}", ids["file"]).replace("/f1", f"/{ids['file']}")
        )
        for query in QUERIES:
            address = f"{path}{'&' if '?' in path else '?'}{query}" if query else path
            asked, more = (
                (TestApp(world.registry.wsgi), {"headers": headers[actor]}) if api else (browser, {})
            )
            answer = asked.get(quote(address, safe="/?&="), expect_errors=True, status="*", **more)
            yield address, answer.content_type, answer.body.decode("utf-8", "replace")


@pytest.mark.parametrize("actor", ["staff", "archivist", "head", "security", "admin"])
def test_nothing_of_a_hidden_record_is_on_any_page(archive, actor):
    hidden = archive[1]["hidden"]
    assert [a for a, _, text in answers(archive, actor) if HIDDEN in text or hidden in text] == []


def test_who_may_know_of_it_finds_it(archive):
    assert any(HIDDEN in text for _, _, text in answers(archive, "manager", ["/search"]))


def test_neither_the_related_code_nor_the_same_bytes_lead_to_a_hidden_record(archive):
    world, ids, headers = archive
    page = world.browser("archivist").get(f"/records/{ids['open']}")
    assert ids["hidden"] not in page.text
    api = TestApp(world.registry.wsgi).get(f"/api/v1/records/{ids['open']}", headers=headers["archivist"])
    assert api.json["warnings"] == []


@pytest.mark.parametrize("actor", ["staff", "archivist", "manager", "auditor", "security", "admin"])
def test_no_text_of_people_becomes_markup(archive, actor):
    for address, kind, text in answers(archive, actor):
        if kind == "text/html":
            assert "<script>evil" not in text, address
            assert "<img src=x" not in text, address


def test_a_path_that_names_another_site_is_refused(archive):
    archive[0].browser("staff").get("//evil.example/..//capture", status=400)


def test_an_upload_becomes_part_of_one_thing_only(world):
    browser = world.browser("staff")
    headers = {"X-CSRF-Token": csrf_token(browser), "X-File-Name": "a.txt"}
    upload = browser.post("/upload", b"bytes", headers=headers).json["id"]
    form = browser.get("/capture").forms["form"]
    fields = [*form.submit_fields(), ("upload", upload), ("upload", upload)]
    fields = [(name, {"title": "题名"}.get(name, value)) for name, value in fields if name != "files"]
    browser.post("/capture", fields)
    with world.work() as request:
        assert [len(record.files) for record in request.site.records.values()] == [1]


@pytest.mark.parametrize("first", "=+-@＝＋－＠")
def test_no_cell_of_a_csv_begins_like_a_formula(world, first):
    with world.work("staff") as request:
        values = {"type": "document", "title": f"{first}1+1", "date": "2026", "category": "WS"}
        request.find_service(ICapture).capture(values, [])
    world.index()
    assert f",'{first}1+1," in world.browser("staff").get("/list?list=results&form=csv").text
