"""Whoever is complained of learns nothing, by any page or call: not that there is a complaint at all.

Everything that can be read is asked by each of them before there is a complaint and again when there are
three, open, closed and filed, and a report of misconduct: the answers are the same to the letter. The house
is a whole one (``whole.py``), so that every page answers as in life. What names a complaint or its file
answers like what does not exist. A new view without a line in the table of permissions fails there; one whose
address needs something that is not in ``PLACES`` fails here.
"""

import json
import re
from datetime import date, timedelta
from difflib import unified_diff
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from webtest import TestApp

from onestop_records.interfaces import (
    ICapture,
    ICaseFiles,
    ICases,
    IComplaints,
    IFiling,
    INotices,
    IPosts,
    IResponsibilities,
    IWork,
)
from onestop_records.models.identity import new_id
from onestop_records.models.label import label_code
from onestop_records.models.loan import Loan
from onestop_records.models.permit import USES, Permit
from onestop_records.models.person import Appointment
from onestop_records.security import feed as feeds
from onestop_records.security import tokens
from tests import complaints as c
from tests.functional.permission_table import EXAMPLES, OPEN, RECORDS, SITE
from tests.functional.permission_table import PLACES as USUAL
from tests.functional.whole import CODE, furnish
from tests.received import received
from tests.world import World, csrf_token

HIDDEN = "藏锋"  # stands in every text of the complaints, and in the name of who complains
# All of them are complained of; what each holds besides, in which a complaint could come near.
SHUT = {
    "clerk": "registered it, window clerk, uses the API, receives what the handler hands over",
    "staff2": "deputy of the handler, who is away",
    "staff": "delegate of the unit head, who is away; borrows paper, holds a permit",
    "auditor": "auditor and window clerk at once, as a small unit allows",
    "archivist": "keeps the category of the files",
    "head": "head of the unit complained of",
    "manager": "leader who is told of all others",
    "admin": "makes the settings of complaints",
}
HANDLER, ARCHIVIST = "manager2", "archivist2"
NOWHERE = "0" * 26
PLACES = {**USUAL, "{code}": "D30", "*subpath": "frame.js", "{file}": "f1"}
QUERIES = ("", f"q={HIDDEN}", "q=投诉", "year=2026", "type=complaint_file", "list=results&form=csv")
ASKING = ("search", "suggest", "list", "fonds/Z109", "places", "due", "figures", "history", "enterprise")
NEAR = [  # what stands beside a complaint: whoever handles it, whom it may concern, what is counted of it
    f"GET /inventory?person={HANDLER}",
    f"GET /api/v1/inventory?person={HANDLER}",
    f"GET /inventory?person={ARCHIVIST}",
    f"GET /people/{HANDLER}",
    f"GET /search?custodian={HANDLER}",
    f"GET /api/v1/search?custodian={HANDLER}&facets=category,custodian,case_kind,enterprise",
    "GET /api/v1/search?case_kind=complaint",
    "GET /api/v1/search?case_kind=misconduct",
    f"GET /cases/history?enterprise={CODE}",
    f"GET /api/v1/case-history?enterprise={CODE}",
    f"GET /search?enterprise={CODE}",
    "GET /handovers/ho1/register?form=xlsx",
    "GET /figures?form=xlsx",
    "GET /audit?kind=complaint",
    "GET /api/v1/audit?kind=complaint",
]
HISTORY = re.compile(r'\s*<section class="sheet" id="history".*?</section>\s*')
UNTOLD = {"GET /api/v1/health", "GET /health"}  # says how much waits for the worker, never of what
TABLE = (*OPEN, *SITE, *RECORDS)
READ = sorted({line for line in TABLE if line.startswith("GET ") and line not in UNTOLD} | set(NEAR))


@pytest.fixture(scope="module")
def archive(registry, base, tmp_path_factory):
    """The house, what everybody shut out read before there was a complaint, and then three complaints."""
    world = World(registry, base, tmp_path_factory.mktemp("complaints") / "instance")
    with world.work("staff") as request:
        values = {"type": "document", "title": "一般函件", "date": "2026-03-01", "category": "WS"}
        record = request.find_service(ICapture).capture(values, []).id
    whole = furnish(world)
    c.furnish(world, head="", supervisor="", handlers=(HANDLER,), leaders=())
    with world.work("admin") as request:
        site = request.site
        since = date(2020, 1, 1)
        site.people["auditor"].roles = frozenset({"auditor", "staff", "clerk"})
        site.people["admin"].roles = frozenset({"admin", "staff"})
        site.people["auditor"].appointments = (Appointment("QYB", "window", since),)
        site.people[HANDLER].appointments = (Appointment("LDXZ", "post", since, None, "staff2"),)
        site.people["head"].appointments = (Appointment("QYB", "post", since, None, "staff"),)
    with world.work(HANDLER) as request:
        today, posts = world.clock.today(), request.find_service(IPosts)
        for absent in (HANDLER, "head"):
            posts.away(request.site.people[absent], today, None, "出差")
    headers, addresses = {}, {}
    with world.work("system") as request:
        for actor in SHUT:
            person = request.site.people[actor]
            addresses[actor] = feeds.renew(person)
            issued = tokens.issue(request.site, person, "t", "write", world.clock.now(), 30)
            headers[actor] = {"Authorization": f"Bearer {issued[1]}"}
    world.index()
    browsers = {actor: world.browser(actor) for actor in SHUT}
    asking = Asking(world, browsers, headers, whole, record)
    asking.feeds = addresses
    for actor in SHUT:  # whose tokens have been used from now on, as their own pages say
        asking.ask(actor, "GET", "/api/v1/search")
    before = {actor: asking.everything(actor) for actor in SHUT}
    asking.secrets = complain(world)
    world.index()
    yield asking, before
    world.close()


class Asking:
    """Those who are shut out, at their browsers and with their tokens."""

    def __init__(self, world, browsers, headers, whole, record):
        self.world, self.browsers, self.headers = world, browsers, headers
        self.whole, self.record = whole, record
        self.secrets, self.feeds = {}, {}
        self.read = {}

    def after(self, actor):
        """What can be read now, asked once."""
        if actor not in self.read:
            self.read[actor] = self.everything(actor)
        return self.read[actor]

    def get(self, actor, line, query="", record=NOWHERE):
        path = line.removeprefix("GET ")
        for place, value in EXAMPLES.items():
            path = path.replace(place, value)
        for place, value in PLACES.items():
            path = path.replace(place, value)
        for sample, made in self.whole.items():
            path = path.replace(sample, made)
        path = path.replace("{id}", record)
        assert "{" not in path and "*" not in path, f"say in PLACES what stands for it: {line}"
        address = f"{path}{'&' if '?' in path else '?'}{query}" if query else path
        return self.ask(actor, "GET", address)

    def ask(self, actor, method, address, params=b""):
        options = {"status": "*", "expect_errors": True}
        app = self.browsers[actor]
        if address.startswith("/api/"):
            app, options["headers"] = TestApp(self.world.registry.wsgi), self.headers[actor]
            options["content_type"] = "application/json"
        address = quote(address, safe="/?&=%")
        if method == "GET":
            options.pop("content_type", None)
            return app.get(address, **options)
        return app._gen_request(method, address, params=params, **options)

    def everything(self, actor):
        """What can be read, by address; sizes of the trail and marks of forms left out."""
        found = {}
        for line in READ:
            for query in QUERIES if any(word in line for word in ASKING) else QUERIES[:1]:
                answer = self.get(actor, line, query, self.record)
                found[line, query] = (answer.status_int, plain(answer))
        feed = TestApp(self.world.registry.wsgi).get(self.feeds[actor])
        found["GET /feed/", ""] = (feed.status_int, plain(feed))
        return found


def plain(answer):
    """The words of an answer; of a spreadsheet those of its sheets, for its archive holds the time."""
    if answer.body.startswith(b"PK"):
        with ZipFile(BytesIO(answer.body)) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/"))
    text = answer.body.decode("utf-8", "replace")
    text = re.sub(r'(name="once"[^>]*?value=")[^"]*', r"\1", text)
    text = re.sub(r'("revision": ?|name="revision"[^>]*value=")\d+', r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r'(value=")[^"]*("[^>]*?name="once")', r"\1\2", text))


def complain(world):
    """One that is open, one that is closed, one that is filed; everything that would give them away."""
    names = tuple(SHUT)
    values = {
        "channel": "telephone",
        "unit": "QYB",
        "person": "、".join(names),
        "facts": f"{HIDDEN}：办事推诿",
        "evidence": HIDDEN,
        "name": f"{HIDDEN}先生",
        "enterprise": f"{HIDDEN}文具厂",
        "grave": True,
    }
    ids = []
    for number in range(3):
        with world.work("clerk") as request:
            complaint, __ = request.find_service(IComplaints).register(values)
            ids.append(complaint.id)
            assert set(names) <= set(complaint.complained)
            assert complaint.handler == HANDLER
        with world.work(HANDLER) as request:
            service, complaint = request.find_service(IComplaints), request.site.complaints[ids[-1]]
            files = [received(request, f"{HIDDEN}{number}".encode(), f"{HIDDEN}.txt")]
            service.make(complaint, "material", {"title": HIDDEN}, files)
            service.make(complaint, "inform", {"reason": "一起重大投诉"})
            service.make(complaint, "attest", {"signed_as": HIDDEN})
    for complaint in ids[1:]:
        c.lead(world, complaint, "closed", HANDLER, outcome="not-upheld", form="written")
    with world.work(ARCHIVIST) as request:
        filed = request.site.complaints[ids[2]]
        request.find_service(IFiling).file(request.site.records[filed.file])
        assert request.site.complaints[ids[2]].state == "archived"
    reports = [report(world, closed) for closed in (False, True)]
    with world.work("system") as request:
        found = {"texts": {HIDDEN}, "records": set(), "complaints": set(ids), "cases": set(reports)}
        for case in map(request.site.cases.__getitem__, reports):
            volume = request.site.records[case.file]
            found["texts"] |= {case.id, case.number, volume.id, *volume.items}
            found["records"] |= {volume.id, *volume.items}
        for complaint in map(request.site.complaints.__getitem__, ids):
            volume = request.site.records[complaint.file]
            found["texts"] |= {complaint.number, complaint.id, complaint.keeping, volume.id, *volume.items}
            found["texts"] |= {volume.reference_code} - {None}
            found["records"] |= {volume.id, *volume.items}
            files = [f.id for item in volume.items for f in request.site.records[item].files]
            found["files"] = files
            found["texts"] |= set(files)
    return found


def report(world, closed):
    """The misconduct of all of them is reported to ``HANDLER`` (C10 举报)."""
    values = {"kind": "misconduct", "channel": "telephone", "name": "张女士", "title": f"{HIDDEN}收礼"}
    said = {"content": HIDDEN, "phone": "13905749999", "reported": "clerk"}
    with world.work(HANDLER) as request:
        case = request.find_service(ICases).register({**values, **said})
        case.reported = tuple(SHUT)
        volume = request.site.records[case.file]
        volume.denied = case.reported
        request.find_service(ICaseFiles).describe(case, {"abstract": HIDDEN, "readers": (HANDLER,)})
    if closed:
        with world.work(HANDLER) as request:
            service, case = request.find_service(ICases), request.site.cases[case.id]
            service.make(case, "decide", {"outcome": "answered", "result": HIDDEN})
            service.make(case, "deliver", {"signed_by": "张女士"})
            service.make(case, "close")
    return case.id


@pytest.mark.parametrize("actor", SHUT)
def test_every_page_answers_as_in_life(archive, actor):
    """Pages that fail are equal before and after, and prove nothing."""
    asking, before = archive
    for answers in (before[actor], asking.after(actor)):
        assert [(key, status) for key, (status, __) in answers.items() if status >= 500] == []


@pytest.mark.parametrize("place", ["rooms", "boxes", "loans", "permits", "handovers", "holds", "cases"])
def test_pages_of_the_whole_house_do_answer(archive, place):
    asking, before = archive
    samples = {
        line
        for line in READ
        for sample in asking.whole
        if line.startswith(f"GET {sample}") and f"/{place}/" in line
    }
    opened = {line for line in samples if any(before[actor][line, ""][0] == 200 for actor in SHUT)}
    assert opened, samples


@pytest.mark.parametrize("actor", SHUT)
def test_nothing_that_can_be_read_differs_from_what_it_was_without_complaints(archive, actor):
    asking, before = archive
    after = asking.after(actor)
    assert "\n".join(differences(before[actor], after)) == ""


def differences(before, after):
    """What has changed, but for the trail and for histories, in which stands what they took out meanwhile.

    How many entries there are is no secret; the next test looks at what they say.
    """
    for key in after:
        old, new = (HISTORY.sub(" ", side[key][1]) for side in (before, after))
        if (before[key][0], old) != (after[key][0], new) and "audit" not in key[0]:
            lines = list(unified_diff(old.split(">"), new.split(">"), n=0, lineterm=""))
            yield f"{key}: {before[key][0]} {after[key][0]}\n" + "\n".join(lines[3:9])


@pytest.mark.parametrize("actor", SHUT)
def test_no_word_number_or_id_of_a_complaint_is_in_any_answer(archive, actor):
    asking, __ = archive
    found = []
    for (line, query), (__, text) in asking.after(actor).items():
        if "export" in line and "audit" in line:
            continue  # a chain of digests cannot leave out a trail: see the test of what it says
        text = text.replace(quote(HIDDEN), "").replace(HIDDEN, "") if HIDDEN in query else text
        found += [(line, query, secret) for secret in asking.secrets["texts"] if secret in text]
    assert found == []


@pytest.mark.parametrize("actor", SHUT)
def test_a_complaint_and_its_file_answer_like_nothing(archive, actor):
    asking, __ = archive
    wrong = []
    for line in (*SITE, *RECORDS):
        method, path = line.split(" ")
        path = path.replace("/complaints/c1", "/complaints/{id}").replace("/cases/bj1", "/cases/{id}")
        kind = next((each for each in ("complaints", "cases", "records") if f"/{each}/{{id}}" in path), "")
        if not kind:
            continue
        for place, value in PLACES.items():
            path = path.replace(place, value)
        nothing = told(asking.ask(actor, method, path.replace("{id}", NOWHERE), b"{"))
        for each in asking.secrets[kind]:
            answer = told(asking.ask(actor, method, path.replace("{id}", each), b"{"))
            if answer != nothing or answer[0] not in (401, 404):
                wrong.append((line, answer[0]))
    assert wrong == []


def told(answer):
    return answer.status_int, answer.body, [h for h in answer.headerlist if h[0] != "Date"]


def named(record_id):
    """Whatever a record can be scanned or looked up by."""
    return record_id, label_code("R", record_id), f"https://archive.example/records/{record_id}"


@pytest.mark.parametrize("actor", SHUT)
@pytest.mark.parametrize("way", range(3))
def test_a_label_of_its_file_is_a_label_of_nothing(archive, actor, way):
    asking = archive[0]
    handover = asking.whole["/handovers/ho1"]
    calls = (
        ("GET", "/api/v1/labels/{}", None),
        ("POST", "/api/v1/scans", {"mode": "place", "code": "{}"}),
        ("POST", "/api/v1/scans", {"mode": "handover", "of": handover.rpartition("/")[2], "code": "{}"}),
        ("POST", f"/api/v1{handover}/transitions/check-code", {"code": "{}"}),
        ("POST", "/api/v1/loans", {"records": ["{}"], "kind": "taken", "purpose": "核对"}),
        ("POST", "/api/v1/leaks", {"what": "遗失", "measures": "已报告", "records": ["{}"]}),
        ("GET", "/lookup?codes={}", None),
        ("GET", "/scan?code={}", None),
        ("GET", "/search?q={}", None),
        ("GET", "/suggest?q={}", None),
    )

    def answers(record_id):
        text = named(record_id)[way]
        for method, path, body in calls:
            params = json.dumps(body).replace("{}", text).encode() if body else b""
            answer = asking.ask(actor, method, path.replace("{}", text), params)
            assert answer.status_int < 500, path
            said = plain(answer).replace(text, "").replace(quote(text), "").replace(quote(text, safe=""), "")
            yield path, answer.status_int, spaced(said)

    def spaced(said):  # a code is echoed as people read it
        return re.sub(r"R[0-9A-Z]{3}(-[0-9A-Z]{4}){2}|R[0-9A-Z]{11}", "", said)

    nothing = list(answers(NOWHERE))
    assert [list(answers(record_id)) == nothing for record_id in asking.secrets["records"]] == [True] * len(
        asking.secrets["records"]
    )


def test_a_receiver_is_not_told_what_goes_to_others_or_to_nobody(archive):
    asking = archive[0]
    world, handover_id = asking.world, asking.whole["/handovers/ho1"].rpartition("/")[2]
    with world.work("system") as request:
        handover = request.site.handovers[handover_id]
        rows = {row.sequence: row for row in handover.rows()}
        shut = [row for row in rows.values() if row.record in asking.secrets["records"]]
        assert {row.kind for row in shut} == {"complaint", "case", "record"}
        assert rows[3].receiver == 0 and rows[3].kind == "record"
    address = f"/api/v1/handovers/{handover_id}"
    nothing = told(asking.ask("clerk", "POST", f"{address}/transitions/check-code", b'{"code": "nothing"}'))
    for row in (*shut, rows[3]):
        body = json.dumps({"code": row.id}).encode()
        assert told(asking.ask("clerk", "POST", f"{address}/transitions/check-code", body)) == nothing
        body, none = (json.dumps({"rows": [n], "finding": "present"}).encode() for n in (row.sequence, 999))
        refused, absent = (
            asking.ask("clerk", "POST", f"{address}/transitions/check", b) for b in (body, none)
        )
        said = [answer.json["violations"] for answer in (refused, absent)]
        assert said[0] == json.loads(json.dumps(said[1]).replace("999", str(row.sequence)))
    listed = asking.ask("clerk", "GET", f"{address}/rows").json["items"]
    assert [row["row"] for row in listed] == [1, 2, 3]
    assert asking.ask("clerk", "GET", address).json["size"] == 3
    assert "投诉" not in asking.ask("clerk", "GET", f"{address}/register").text
    leader = world.browser(ARCHIVIST).get(f"/handovers/{handover_id}/register").text
    assert "投诉" in leader  # who is not shut out reads the whole of it


@pytest.mark.parametrize("page", ["/audit?subject=", "/api/v1/audit?subject=", "/audit?q="])
def test_an_auditor_complained_of_finds_no_entry_of_them(archive, page):
    asking = archive[0]
    ids = {*asking.secrets["complaints"], *asking.secrets["records"]}
    nothing = plain(asking.ask("auditor", "GET", f"{page}{NOWHERE}")).replace(NOWHERE, "")
    for each in ids:
        assert plain(asking.ask("auditor", "GET", f"{page}{each}")).replace(each, "") == nothing


@pytest.mark.parametrize("actor", SHUT)
def test_nothing_waits_for_them_and_nothing_is_told_them(archive, actor):
    world = archive[0].world
    with world.work(actor) as request:
        person = request.site.people[actor]
        assert [one for one in request.find_service(IWork).of(person) if one.kind == "complaint"] == []
        notices = request.find_service(INotices).of(person)
        assert [one for one in notices if "complaint" in one.address] == []
        duties = request.find_service(IResponsibilities).of(person)
        assert [duty for duty in duties if duty.kind == "complaint"] == []
        assert request.find_service(IComplaints).mine() == []
        assert request.find_service(IComplaints).past() == []


def test_the_trail_taken_out_of_the_house_says_nothing_of_them(archive):
    export = archive[0].get("auditor", "GET /audit-export").body.decode("utf-8", "replace")
    numbers = {text for text in archive[0].secrets["texts"] if text.startswith("TS")}
    assert HIDDEN not in export
    assert [number for number in numbers if number in export] == []
    assert '"complained_person":"clerk' not in export


def test_who_handles_files_or_leads_does_find_them(archive):
    world, secrets = archive[0].world, archive[0].secrets
    handler, archivist = world.browser(HANDLER), world.browser(ARCHIVIST)
    for complaint in secrets["complaints"]:
        assert HIDDEN in handler.get(f"/complaints/{complaint}").text
    assert HIDDEN in handler.get(f"/search?q={quote(HIDDEN)}").text
    assert "complaint_file" in archivist.get("/search?type=complaint_file").text
    assert csrf_token(archivist)


def test_a_permit_and_a_loan_from_before_open_and_name_nothing(archive):
    """Given while nobody knew yet of whom a complaint would be; their pages say that there is something."""
    asking = archive[0]
    world, hidden, secrets = asking.world, asking.secrets["records"], asking.secrets["texts"]
    now, places = world.clock.now(), []
    with world.work("system") as request:
        for actor in SHUT:
            permit = Permit(new_id(), actor, "核对", USES, now + timedelta(hours=8), now, tuple(hidden))
            permit.state, permit.since, permit.grades = "granted", now, dict.fromkeys(hidden, 4)
            request.site.permits.add(permit)
            places.append((actor, f"/permits/{permit.id}"))
            for record_id in hidden:
                loan = Loan(new_id(), record_id, actor, "taken", "核对", now)
                loan.state, loan.lent_at, loan.due = "lent", now, now + timedelta(days=1)
                request.site.loans.add(loan)
                places.append((actor, f"/loans/{loan.id}"))
        places += [(actor, place) for actor in SHUT for place in ("/loans", "/permits", "/uses", "/work")]
        places += [(actor, place) for actor in SHUT for place in ("/notices", asking.feeds[actor])]
    said = []
    for actor, place in places:
        for page in (place, f"/api/v1{place}"):
            answer = asking.ask(actor, "GET", page)
            assert answer.status_int in (200, 403, 404), page
            said += [(actor, page, secret) for secret in secrets if secret in answer.text]
    assert said == []
    for actor in SHUT:
        test_a_complaint_and_its_file_answer_like_nothing(archive, actor)
        found = asking.ask(actor, "GET", f"/api/v1/search?q={HIDDEN}").json
        assert (found["total"], found["items"]) == (0, [])


def test_a_superior_who_stands_in_for_the_person_complained_of_is_not_shut_out(world):
    """A manager who acts for an absent clerk still handles the complaint against that clerk."""
    c.furnish(world, head="", supervisor="", handlers=("manager2",))
    with world.work("manager2") as request:
        since = date(2020, 1, 1)
        clerk = request.site.people["clerk"]
        clerk.appointments = (Appointment("QYB", "post", since, None, "manager2"),)
        request.find_service(IPosts).away(clerk, world.clock.today(), None, "病假")
    complaint = c.register(world, by="clerk2")
    assert world.browser("manager2").get(f"/complaints/{complaint}", status=200)
