"""Every act leaves exactly one entry that names it, its subject and who did it; nothing else leaves any."""

import pytest

from onestop_records.interfaces import IAudit, IPeople
from tests.world import csrf_token

PASSWORD = "墨水与回形针一九八七"


class Trail:
    """Acts through pages, and what each added to the trail."""

    def __init__(self, world):
        self.world = world
        self.browsers = {}
        self.seen = 0

    def entries(self):
        with self.world.work("auditor") as request:
            found, cursor = request.find_service(IAudit).listing(limit=1000)
        added, self.seen = list(found)[: len(found) - self.seen], len(found)
        return added

    def post(self, actor, path, status="*", **fields):
        """Post a form with fields changed; return the answer and pairs (act, person) of what was added."""
        browser = self.browsers.get(actor) or self.browsers.setdefault(actor, self.world.browser(actor))
        token = csrf_token(browser)
        self.entries()
        answer = browser.post(path, {"csrf_token": token, **fields}, status=status)
        return answer, [(entry.act, entry.person) for entry in self.entries()]


@pytest.fixture
def trail(world):
    with world.work("admin") as request:
        request.find_service(IPeople).set_password(request.site.people["staff"], PASSWORD)
    return Trail(world)


DESCRIPTION = {
    "title": "关于抽检的通知",
    "date": "2026-03-01",
    "creator": "企业服务部",
    "category": "WS",
    "retention": "D10",
    "classification": "internal",
    "unit": "QYB",
    "year": "2026",
}


def test_the_life_of_a_record_leaves_one_entry_for_each_act(trail):
    answer, added = trail.post("staff", "/capture", **DESCRIPTION)
    assert (answer.status_int, added) == (303, [("record-captured", "staff")])
    path = answer.location.removeprefix("http://localhost")
    changed = {**DESCRIPTION, "title": "改", "revision": "1"}
    with trail.world.work() as request:
        changed["revision"] = str(next(iter(request.site.records.values())).revision)
    steps = [
        ("staff", "edit", changed, "record-described"),
        ("staff", "submit", {}, "record-submitted"),
        ("staff", "withdraw", {}, "record-withdrawn"),
        ("staff", "submit", {}, "record-submitted"),
        ("archivist", "return", {"reason": "缺附件"}, "record-returned"),
        ("staff", "submit", {}, "record-submitted"),
        ("archivist", "accept", {}, "record-accepted"),
        ("archivist", "check", {}, "record-checked"),
    ]
    for actor, act, fields, told in steps:
        answer, added = trail.post(actor, f"{path}/{act}", **fields)
        assert (answer.status_int, added) == (303, [(told, actor)]), (act, answer.text)
    answer, added = trail.post("archivist", f"{path}/file", duplicates_accepted="true", override="纸质")
    assert answer.status_int == 303, answer.html.select(".violations")
    assert sorted(added) == [("record-checked", "archivist"), ("record-filed", "archivist")]


@pytest.mark.parametrize(
    ("actor", "path", "fields", "told"),
    [
        ("admin", "/people/staff2/edit", {"name": "新名", "email": ""}, "person-changed"),
        (
            "admin",
            "/people/staff2/appoint",
            {"unit": "BGS", "post": "p", "since": "2026-01-01"},
            "person-changed",
        ),
        ("admin", "/people/staff2/close", {}, "account-closed"),
        ("admin", "/units/add", {"code": "NEW", "title": "新部门"}, "unit-changed"),
        ("staff", "/search-save", {"name": "x"}, None),
        ("staff", "/language", {"language": "en"}, "person-changed"),
        ("staff", "/sign-out", {}, "signed-out"),
        ("archivist", "/capture", {"title": ""}, None),
        ("staff", "/people/staff2/close", {}, "act-refused"),
        ("staff", "/revoke-token", {"token": "x"}, None),
    ],
)
def test_acts_on_people_and_settings(trail, actor, path, fields, told):
    answer, added = trail.post(actor, path, **fields)
    assert answer.status_int < 500
    trail.world.clock.forward(minutes=2)
    trail.world.index()  # refusals of a minute become one entry
    added = added or [(entry.act, entry.person) for entry in trail.entries()]
    assert added == ([(told, actor)] if told else []), answer.text


def test_signing_in_and_failing_to(trail):
    browser = trail.world.browser()
    trail.entries()
    for password, told in (("wrong", [("sign-in-failed", "")]), (PASSWORD, [("signed-in", "staff")])):
        form = browser.get("/sign-in").forms[0]
        form["username"], form["password"] = "staff", password
        form.submit(status="*")
        assert [(entry.act, entry.person) for entry in trail.entries()] == told
