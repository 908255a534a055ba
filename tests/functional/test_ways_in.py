"""No permit, no byte: every way to the content of a classified record, with and without a permit (C12).

``WAYS`` lists each by hand. A view, command or module that hands out content and is not listed fails a test.
"""

import hashlib
import io
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import click.testing
import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas
from webtest import TestApp
from ZODB.blob import Blob

from onestop_records.cli.export import command
from onestop_records.cli.instance import open_instance
from onestop_records.events import SYSTEM, Actor, RecordFiled
from onestop_records.interfaces import IClock, INotifier, IPermits
from onestop_records.models.classification import Classification
from onestop_records.models.component import Component, Version
from onestop_records.models.permit import Permit
from onestop_records.models.person import Clearance
from onestop_records.security import tokens
from tests.batches import put_in
from tests.functional.permission_table import RECORDS
from tests.functional.serving import furnished
from tests.functional.test_permission_matrix import ask, views
from tests.lending import permit_step, permitted
from tests.unit.services.test_hold import a_record
from tests.world import World

TITLE = "密封投标评审"
WORD = "杜鹃花开"  # stands in the files and nowhere in the description
LATIN = "rhododendron"
SEARCHED = f"q={quote(WORD)}"


@dataclass(frozen=True)
class Way:
    """``line`` of the permission table, ``address`` asked for, and the use it is."""

    line: str
    address: str
    use: str = "view"
    headers: tuple[tuple[str, str], ...] = ()


FILE, API = "GET /records/{id}/files/f1", "GET /api/v1/records/{id}/files/{file}"
WAYS = {
    "a file": Way(FILE, "/records/{r}/files/f1", "download"),
    "a file shown": Way(FILE, "/records/{r}/files/f1?inline=1"),
    "a range of it": Way(FILE, "/records/{r}/files/f1?inline=1", "view", (("Range", "bytes=0-11"),)),
    "a version of it": Way(FILE, "/records/{r}/files/f1?version=1", "download"),
    "a PDF": Way(FILE, "/records/{r}/files/f2", "download"),
    "a PDF shown": Way(FILE, "/records/{r}/files/f2?inline=1", "print"),
    "its preview": Way(FILE, "/records/{r}/files/f2/preview"),
    "its thumbnail": Way(FILE, "/records/{r}/files/f2/thumbnail"),
    "its pages": Way(FILE, "/records/{r}/files/f2/pages/1"),
    "its text": Way(FILE, "/records/{r}/files/f1/text"),
    "the page": Way("GET /records/{id}", "/records/{r}"),
    "a file, API": Way(API, "/api/v1/records/{r}/files/f1", "download"),
    "a range, API": Way(API, "/api/v1/records/{r}/files/f1", "download", (("Range", "bytes=0-11"),)),
    "a PDF, API": Way(API, "/api/v1/records/{r}/files/f2", "download"),
    "a preview, API": Way(f"{API}/preview", "/api/v1/records/{r}/files/f2/preview"),
    "a text, API": Way(f"{API}/text", "/api/v1/records/{r}/files/f1/text"),
    "a passage": Way("GET /search", f"/search?{SEARCHED}"),
    "a passage, API": Way("GET /api/v1/search", f"/api/v1/search?{SEARCHED}"),
}
# Say of a record what its description says and never what it holds, whoever asks.
TELLING = {
    "completion": f"/suggest?{SEARCHED}",
    "a list": f"/list?form=csv&{SEARCHED}",
    "a list, API": f"/api/v1/lists?form=csv&{SEARCHED}",
    "a record, API": "/api/v1/records/{r}",
    "its events, API": "/api/v1/records/{r}/events",
    "its checks, API": "/api/v1/records/{r}/checks",
}
# What reads stored bytes or text, and why nobody gets at content through it without a permit.
READERS = {
    "views/content.py": "WAYS",
    "views/content_shown.py": "asks for record:read",
    "views/describing.py": "asks for record:read",
    "views/api/representation.py": "asks for record:read",
    "views/api/record.py": "receives files",
    "views/received.py": "receives files",
    "views/matter.py": "samples of public matters, no records",
    "views/stocktaking.py": "a register, no record's content",
    "onestop_records/cli/export.py": "test_a_package_leaves_under_a_permit_to_carry_it_out",
}


def stored(content, name, media_type, world):
    """A file with one version."""
    blob = Blob()
    with blob.open("w") as target:
        target.write(content)
    digest = hashlib.sha256(content).hexdigest()
    return Version(1, name, media_type, len(content), digest, blob, "archivist", world.clock.now())


def a_pdf():
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 300))
    canvas.drawString(40, 200, LATIN)
    canvas.save()
    return target.getvalue()


@pytest.fixture(scope="module")
def archive(registry, base, tmp_path_factory):
    """One secret record with a text and a PDF; staff is cleared to know of it, staff2 is not."""
    world = World(registry, base, tmp_path_factory.mktemp("ways") / "instance")
    (record_id,) = put_in(world, 1, "secret", title=TITLE, keeping="keeping-archivist2")
    with world.work("archivist") as request:
        record = request.site.records[record_id]
        text = stored(f"{LATIN} {WORD}".encode(), "a.txt", "text/plain", world)
        record.files = (
            Component("f1", (text,)),
            Component("f2", (stored(a_pdf(), "b.pdf", "application/pdf", world),)),
        )
        request.site.people["staff"].clearance = Clearance(Classification.SECRET, None, "security", "决定")
        request.find_service(INotifier)(RecordFiled(request.actor, record_id, access=True))
    world.index()
    with world.work("system") as request:
        headers = {}
        for name in ("staff", "staff2", "manager", "archivist"):
            person = request.site.people[name]
            token = tokens.issue(request.site, person, "ways", "write", world.clock.now(), 300)[1]
            headers[name] = {"Authorization": f"Bearer {token}"}
    yield world, headers, record_id
    world.close()


def asked(archive, person, way):
    world, headers, record_id = archive
    address = way if isinstance(way, str) else way.address
    more = {} if isinstance(way, str) else dict(way.headers)
    address = address.replace("{r}", record_id)
    if address.startswith("/api/"):
        return TestApp(world.registry.wsgi).get(address, headers={**headers[person], **more}, status="*")
    return world.browser(person).get(address, headers=more, status="*")


def tells(answer):
    """Something of the content is in the answer: the words, or bytes that are no page."""
    kind = answer.headers.get("Content-Type", "")
    bare = kind.startswith(("image/", "application/pdf", "application/zip", "application/octet-stream"))
    shown = answer.body.decode("utf-8", "replace")
    found = LATIN in shown or f"<mark>{WORD}</mark>" in shown
    return answer.status_int < 300 and (bare or found)


def given(world, record_id, scope=("view",), hours=4):
    """A permit for staff2, and for staff, until the clock has gone on."""
    return [permitted(world, person, [record_id], scope, hours) for person in ("staff", "staff2")]


@pytest.fixture
def permits(archive):
    """Give permits by scope; they are revoked after the test."""
    world, __, record_id = archive
    made = []

    def give(*scope, hours=4):
        made.extend(given(world, record_id, scope, hours))
        return made

    yield give
    for permit in made:
        with world.work("system") as request:
            granted = request.site.permits[permit].state == "granted"
        if granted:
            permit_step(world, "manager", permit, "revoke", "试毕")


@pytest.mark.parametrize("name", WAYS)
def test_no_permit_no_byte(archive, name):
    known, unknown = asked(archive, "staff", WAYS[name]), asked(archive, "staff2", WAYS[name])
    assert not tells(known)
    assert not tells(unknown)
    if "{r}" in WAYS[name].address and name != "the page":
        assert (known.status_int, unknown.status_int) == (403, 404)


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("person", ["staff", "staff2"])
def test_a_permit_opens_what_its_scope_says(archive, permits, name, person):
    way = WAYS[name]
    permits("view")
    assert tells(asked(archive, person, way)) is (way.use == "view")
    if way.use != "view":
        permits("view", way.use)
        assert tells(asked(archive, person, way))


@pytest.mark.parametrize("name", WAYS)
def test_the_end_of_a_permit_takes_effect_at_once(archive, permits, name):
    world = archive[0]
    way, all_uses = WAYS[name], ("view", "download", "print")
    permits(*all_uses, hours=1)
    assert tells(asked(archive, "staff2", way))
    world.clock.forward(hours=1)
    before = asked(archive, "staff2", way)
    assert not tells(before)
    assert TITLE not in before.text if before.headers["Content-Type"].startswith(("text", "app")) else True


@pytest.mark.parametrize("name", WAYS)
def test_who_deals_with_it_by_office_reads_it(archive, name):
    assert tells(asked(archive, "manager", WAYS[name]))


@pytest.mark.parametrize("name", TELLING)
@pytest.mark.parametrize("person", ["staff", "staff2"])
def test_descriptions_tell_nothing_of_the_content(archive, permits, name, person):
    assert not tells(asked(archive, person, TELLING[name]))
    permits("view", "download")
    answer = asked(archive, person, TELLING[name])
    assert answer.status_int == 200
    assert LATIN not in answer.text


def test_words_of_the_content_find_nothing_for_who_only_knows_of_it(archive, permits):
    def found(query):
        return asked(archive, "staff", f"/api/v1/search?q={quote(query)}").json

    for query in (WORD, f"content:{WORD}", f"{TITLE} {WORD}", f"{WORD[:2]}*"):
        assert found(query)["total"] == 0, query
    assert found(TITLE)["total"] == 1
    assert found(f"{TITLE} NOT {WORD}")["total"] == 1  # as if the word were not there
    assert found(f"{TITLE} OR {WORD}")["items"][0]["snippet"].count(WORD) == 0
    permits("view")
    assert found(WORD)["total"] == 1


def test_every_view_that_hands_out_content_is_listed(archive, registry):
    world, headers, record_id = archive
    browsers = {"manager": world.browser("manager")}
    lines = {line for line, _ in views(registry) if line.startswith("GET ")}
    listed = {way.line for way in WAYS.values()}
    assert listed <= lines
    found = set()
    for line in sorted(lines - {"GET /calendar.ics"}):
        if tells(ask((world, browsers, headers), line, "manager", record_id)) and _of_records(
            line, record_id
        ):
            found.add(line)
    assert found - listed == set(), "list it in WAYS: it hands out the content of a classified record"


def _of_records(line, record_id):
    """Pictures and files that belong to no record are none of ours: styles, scripts, samples of matters."""
    return line in RECORDS or not line.startswith(("GET /static", "GET /list", "GET /api/v1/lists"))


def test_every_module_that_reads_stored_content_is_listed():
    root = Path(__file__).parents[2]
    sources = [*(root / "views").rglob("*.py"), *(root / "onestop_records" / "cli").rglob("*.py")]
    marks = ("IStorage", "IExtractor", "IPackages", ".renditions")
    found = {
        str(path.relative_to(root)) for path in sources if any(mark in path.read_text() for mark in marks)
    }
    assert found - set(READERS) == set(), "say in READERS why nobody gets at content through it"


def test_classified_files_bear_the_mark_of_their_reader(archive):
    world = archive[0]
    answer = asked(archive, "manager", WAYS["a PDF"])
    text = PdfReader(io.BytesIO(answer.body)).pages[0].extract_text()
    assert "manager" in text
    assert world.clock.local(world.clock.now()).strftime("%Y-%m-%d %H:%M") in text
    assert "Accept-Ranges" not in answer.headers
    assert "no-store" in answer.headers["Cache-Control"]
    page = asked(archive, "manager", WAYS["the page"])
    assert "watermark" in page.text


def test_each_use_is_in_the_register_and_copies_stand_with_the_permit(archive, permits):
    world, __, record_id = archive
    permits("view", "download")
    for name in ("its text", "a PDF", "a PDF"):
        asked(archive, "staff2", WAYS[name])
    with world.work("archivist") as request:
        uses = [use for use in request.site.uses.newest() if use.person == "staff2"]
        assert {"view", "download"} <= {use.use for use in uses}
        person, record = request.site.people["staff2"], request.site.records[record_id]
        (permit,) = request.find_service(IPermits).in_force(person, record)
        assert [copy.what for copy in permit.copies] == ["b.pdf"]
        assert {use.permit for use in uses if use.at == world.clock.now()} == {permit.id}


def test_a_package_leaves_under_a_permit_to_carry_it_out(tmp_path):
    folder = furnished(tmp_path / "instance")

    def run(by):
        arguments = [str(tmp_path / "p.zip"), "--instance", str(folder), "--by", by, "--record", "r1"]
        return click.testing.CliRunner().invoke(command, arguments)

    def permit(request, scope):
        now, person = request.find_service(IClock).now(), request.site.people.by_username("staff")
        found = Permit(f"p{len(scope)}", person.id, "核对", scope, now + timedelta(hours=1), now, ("r1",))
        found.state, found.since, found.grades = "granted", now, {"r1": 3}
        request.site.permits.add(found)

    def working(act):
        with open_instance(folder) as opened, opened.work(Actor(SYSTEM, way="command")) as request:
            act(request)
            request.tm.commit()

    def file(request):
        record = a_record(request, "r1", unit="BGS")
        record.classification, record.state = Classification.SECRET, "filed"

    working(file)
    assert "there is no record" in run("staff").output
    working(lambda request: permit(request, ("view",)))
    assert "permit to carry" in run("staff").output
    working(lambda request: permit(request, ("view", "carry")))
    assert run("staff").exit_code == 0
