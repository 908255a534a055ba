"""Whoever is complained of learns nothing, by any page or call: not that there is a complaint at all.

Everything that can be read is asked by each of them before there is a complaint and again when there are
three, open, closed and filed: the answers are the same to the letter. What names a complaint or its file
answers like what does not exist. A new view without a line in the table of permissions fails there; one whose
address needs something that is not in ``PLACES`` fails here.
"""

import re
from datetime import date
from difflib import unified_diff
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from webtest import TestApp

from onestop_records.interfaces import (
    ICapture,
    IComplaints,
    IFiling,
    INotices,
    IPosts,
    IResponsibilities,
    IWork,
)
from onestop_records.models.complaintfolder import ComplaintFolder
from onestop_records.models.person import Appointment
from onestop_records.security import tokens
from tests import complaints as c
from tests.functional.permission_table import EXAMPLES, OPEN, RECORDS, SITE
from tests.functional.permission_table import PLACES as USUAL
from tests.functional.samples import add_samples
from tests.received import received
from tests.world import World, csrf_token

HIDDEN = "藏锋"  # stands in every text of the complaints, and in the name of who complains
# All of them are complained of; what each holds besides, in which a complaint could come near.
SHUT = {
    "clerk": "registered it, window clerk, uses the API",
    "staff2": "deputy of the handler, who is away",
    "staff": "delegate of the unit head, who is away",
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
HISTORY = re.compile(r'\s*<section class="sheet" id="history".*?</section>\s*')
UNTOLD = {"GET /api/v1/health", "GET /health"}  # says how much waits for the worker, never of what
READ = sorted(line for line in (*OPEN, *SITE, *RECORDS) if line.startswith("GET ") and line not in UNTOLD)


@pytest.fixture(scope="module")
def archive(registry, base, tmp_path_factory):
    """The house, what everybody shut out read before there was a complaint, and then three complaints."""
    world = World(registry, base, tmp_path_factory.mktemp("complaints") / "instance")
    with world.work("staff") as request:
        values = {"type": "document", "title": "一般函件", "date": "2026-03-01", "category": "WS"}
        request.find_service(ICapture).capture(values, [])
        add_samples(request.site, world.clock.now())
        request.site.complaints = request.site._place(ComplaintFolder())
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
    headers = {}
    with world.work("system") as request:
        for actor in SHUT:
            person = request.site.people[actor]
            issued = tokens.issue(request.site, person, "t", "write", world.clock.now(), 30)
            headers[actor] = {"Authorization": f"Bearer {issued[1]}"}
    world.index()
    browsers = {actor: world.browser(actor) for actor in SHUT}
    asking = Asking(world, browsers, headers)
    for actor in SHUT:  # whose tokens have been used from now on, as their own pages say
        asking.ask(actor, "GET", "/api/v1/search")
    before = {actor: asking.everything(actor) for actor in SHUT}
    asking.secrets = complain(world)
    world.index()
    yield asking, before
    world.close()


class Asking:
    """Those who are shut out, at their browsers and with their tokens."""

    def __init__(self, world, browsers, headers):
        self.world, self.browsers, self.headers = world, browsers, headers
        self.secrets = {}
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
                answer = self.get(actor, line, query)
                found[line, query] = (answer.status_int, plain(answer))
        return found


def plain(answer):
    """The words of an answer; of a spreadsheet those of its sheets, for its archive holds the time."""
    if answer.body.startswith(b"PK"):
        with ZipFile(BytesIO(answer.body)) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/"))
    text = answer.body.decode("utf-8", "replace")
    text = re.sub(r'(name="once"[^>]*?value=")[^"]*', r"\1", text)
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
    with world.work("system") as request:
        found = {"texts": {HIDDEN}, "records": set(), "complaints": set(ids)}
        for complaint in map(request.site.complaints.__getitem__, ids):
            volume = request.site.records[complaint.file]
            found["texts"] |= {complaint.number, complaint.id, complaint.keeping, volume.id, *volume.items}
            found["texts"] |= {volume.reference_code} - {None}
            found["records"] |= {volume.id, *volume.items}
            files = [f.id for item in volume.items for f in request.site.records[item].files]
            found["files"] = files
            found["texts"] |= set(files)
    return found


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
        kind = "complaints" if "/complaints/" in path else "records"
        if (
            "{id}" not in path
            and "/complaints/c1" not in path
            or ("{id}" in path and f"/{kind}/" not in path)
        ):
            continue
        path = path.replace("/complaints/c1", "/complaints/{id}")
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
