"""A hold stops every way in that could take content away (lifecycle, *Hold*): all of ``hold_table``."""

import ast
import hashlib
from pathlib import Path

import pytest
from webtest import TestApp

from onestop_records.cli import main
from onestop_records.errors import Refused
from onestop_records.interfaces import IHolds, IPeople, ITransfers
from onestop_records.worker.execution import pass_transfers
from onestop_records.worker.tasks import TASKS
from onestop_records.workflow import disposal, transfer
from onestop_records.workflow.process import WORKER
from tests import batches as b
from tests.functional import hold_table as table
from tests.functional.test_permission_matrix import views
from tests.world import csrf_token

ROOT = Path(__file__).parents[2] / "onestop_records"
EVERYTHING = frozenset({"staff", "clerk", "archivist", "head", "manager"})


def hold(world, ids):
    values = {"title": "诉讼", "reason": "未决", "mandate": "裁定", "kind": "records", "records": ids}
    with world.work("manager") as request:
        request.find_service(IHolds).place(values)


def content(world, record_id):
    """Every version of every file with the digest of the bytes that are there now."""
    found = {}
    with world.work("system") as request:
        record = request.site.records[record_id]
        assert record.id == record_id and not record.gone
        for file in record.files:
            for version in file.versions:
                with version.blob.open("r") as source:
                    digest = hashlib.sha256(source.read()).hexdigest()
                assert digest == version.sha256
                found[file.id, version.number] = digest
    return found


def kept(before, after):
    return before.items() <= after.items()


def folder(line):
    """The first part of the address of a page or call."""
    return line.partition(" ")[2].removeprefix("/api/v1").lstrip("/").partition("/")[0]


def test_every_way_in_has_its_line(registry):
    found = {line for line, _ in views(registry) if not line.startswith("GET")}
    listed = {*table.ON_RECORD, *table.ON_BATCH, *table.OPENING}
    listed |= {line for lines in table.ELSEWHERE.values() for line in lines} | set(table.FURTHER)
    folders = set(" ".join(table.FOLDERS.values()).split())
    listed |= {line for line in found if folder(line) in folders}
    assert found - {"a method that is not offered"} == listed, "see tests/functional/hold_table.py"


@pytest.mark.parametrize(("process", "steps"), [(disposal, table.OF_DISPOSAL), (transfer, table.OF_TRANSFER)])
def test_every_step_of_a_person_has_its_line(process, steps):
    assert {step.name for step in process.PROCESS.steps if step.who != (WORKER,)} == set(steps)


def test_every_task_of_the_worker_is_listed():
    assert {task.name for task in TASKS} == set(table.TASKS)


def test_every_command_is_listed():
    assert set(main.list_commands(None)) == {*table.COMMANDS, *table.IDLE}


def functions(wanted):
    """``file:function`` of every function in which a node is wanted."""
    for path in ROOT.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef) and any(wanted(node) for node in ast.walk(function)):
                yield f"{path.relative_to(ROOT)}:{function.name}"


def test_nothing_else_writes_or_erases_content():
    def writes(node):
        targets = node.targets if isinstance(node, ast.Assign) else []
        return any(isinstance(t, ast.Attribute) and t.attr == "files" for t in targets) and not any(
            isinstance(t.value, ast.Name) and t.value.id == "self" for t in targets
        )

    def erases(node):
        return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "erase"

    assert set(functions(writes)) == set(table.WRITERS)
    assert set(functions(erases)) == set(table.ERASERS)


class Archive:
    """A record in one state with another draft beside it, and one person who may do everything to it."""

    def __init__(self, world, state):
        self.world = world
        with world.work("admin") as request:
            request.site.people["archivist"].roles = EVERYTHING
        filed = (
            {"retention_due": None} if state == "filed" else {"retention_due": None, "reference_code": None}
        )
        own = {"state": state, "keeping": "keeping-archivist", "captured_by": "archivist", **filed}
        self.id, self.other = b.put_in(world, 2, **own)
        with world.work("system") as request:
            request.site.fonds["Z109"]["WS"].direct_filing = True
            self.file = request.site.records[self.id].files[0].id
            person = request.site.people["archivist"]
            self.token = request.find_service(IPeople).issue_token(person, "t")[0]
        self.app = TestApp(world.registry.wsgi)

    def send(self, line, way):
        """Send it; return the status."""
        method, path = line.split(" ")
        path = path.replace("{id}", self.id).replace("{file}", self.file)
        places = {table.FILE: self.file, table.OTHER: self.other}
        fields = {name: _filled(value, places) for name, value in way.fields.items()}
        if not path.startswith("/api/"):
            with self.world.work("archivist") as request:
                revision = request.site.records[self.id].revision
            if "revision" in fields:
                fields["revision"] = str(revision)
            browser = self.world.browser("archivist")
            fields["csrf_token"] = csrf_token(browser)
            files = [("files", "b.txt", b"more")] if way.upload else None
            return browser.post(path, fields, upload_files=files, status="*").status_int
        headers = {"Authorization": f"Bearer {self.token}", **way.headers}
        if way.upload:
            kind, body = self.app.encode_multipart(list(fields.items()), [("file", "b.txt", b"more")])
            headers["Content-Type"] = kind
            return self.app.request(path, method=method, headers=headers, body=body, status="*").status_int
        send = getattr(self.app, f"{method.lower()}_json")
        return send(path, fields, headers=headers, status="*").status_int


def _filled(value, places):
    if isinstance(value, str):
        for place, filling in places.items():
            value = value.replace(place, filling)
    return value


@pytest.mark.parametrize("held", [True, False], ids=["held", "free"])
@pytest.mark.parametrize("line", table.ON_RECORD)
def test_no_act_on_a_record_takes_anything_away(world, line, held):
    """Without the hold the act is done, and loses what the table says: the attempt is a real one."""
    way = table.ON_RECORD[line]
    archive = Archive(world, way.state)
    if held:
        hold(world, [archive.id])
    before = content(world, archive.id)
    status = archive.send(line, way)
    lost = not kept(before, content(world, archive.id))
    assert lost == (way.loses and not held)
    refused = way.idle or way.loses and held
    assert (status == 422) == refused and (refused or status < 400), status


@pytest.mark.parametrize(
    "path", ["/disposals/add", "/api/v1/disposals", "/transfers/add", "/api/v1/transfers"]
)
def test_what_is_held_comes_into_no_batch(world, path):
    archive = Archive(world, "filed")
    (due,) = b.put_in(world, 1)
    hold(world, [due, archive.id])
    world.index()
    values = {"title": "批次", "unit": "QYB", "receiver": "市档案馆", "records": due}
    wanted = ("title", "unit") if path == "/disposals/add" else ("title", "receiver", "records")
    if path.startswith("/api/"):
        values["records"] = [due]
        wanted = ("title", "unit", "records") if "disposals" in path else wanted
        headers = {"Authorization": f"Bearer {archive.token}"}
        archive.app.post_json(path, {name: values[name] for name in wanted}, headers=headers, status=422)
    else:
        browser = world.browser("archivist")
        fields = {"csrf_token": csrf_token(browser), **{name: values[name] for name in wanted}}
        browser.post(path, fields, status=422)
    with world.work() as request:
        assert not request.site.disposals.disposing


class Callers:
    """People who act through pages or through the API."""

    def __init__(self, world, way):
        self.world, self.way, self.app = world, way, TestApp(world.registry.wsgi)

    def step(self, kind, batch, name, person, fields):
        """Make a step; it must not be refused."""
        if name == "attach":
            return self._attach(batch, person)
        if self.way == "page":
            browser = self.world.browser(person)
            sent = [("csrf_token", csrf_token(browser))]
            sent += [("all", "1")] if name in ("opine", "mark-paper") else []
            sent += [("count", self._count(batch))] if name == "execute" else []
            for field, value in fields.items():
                for one in value if isinstance(value, list) else [value]:
                    sent.append((field, str(one).lower() if isinstance(one, bool) else one))
            return browser.post(f"/{kind}/{batch}/{name}", sent, status="*")
        return self.post(f"/{kind}/{batch}/transitions/{name}", person, fields)

    def post(self, path, person, fields):
        """Send it through the API."""
        return self.app.post_json(f"/api/v1{path}", fields, headers=self._token(person), status="*")

    def _attach(self, batch, person):
        if self.way == "page":
            browser = self.world.browser(person)
            fields, files = {"csrf_token": csrf_token(browser)}, [("files", "scan.pdf", b"%PDF-1.4 signed")]
            return browser.post(f"/disposals/{batch}/attach", fields, upload_files=files, status="*")
        kind, body = self.app.encode_multipart([], [("file", "scan.pdf", b"%PDF-1.4 signed")])
        headers = {**self._token(person), "Content-Type": kind}
        path = f"/api/v1/disposals/{batch}/scans"
        return self.app.request(path, method="POST", headers=headers, body=body, status="*")

    def _token(self, person):
        with self.world.work(person) as request:
            token = request.find_service(IPeople).issue_token(request.site.people[person], "t")[0]
        return {"Authorization": f"Bearer {token}"}

    def _count(self, batch):
        with self.world.work() as request:
            return str(len(request.site.disposals[batch].destroyable))


def destroy(world, callers, batch, before=None, then=lambda: None):
    """Lead a batch to its destruction, calling ``then`` before the step named; stop after one that ends."""
    for name, step in table.OF_DISPOSAL.items():
        if step.ends and name != before:
            continue
        if name == "execute":
            b.check(world, b.WITNESS_OF_UNIT, batch)
            world.clock.forward(days=7)
        if name == "sign":
            b.carry_out(world)
        if name == before:
            then()
        answer = callers.step("disposals", batch, name, step.person, step.fields)
        assert answer.status_int in (200, 201, 303), (name, answer.text)
        if name == "opine":
            b.opine(world, b.PROPOSER, batch)
        if step.ends:
            break
    b.carry_out(world)


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("name", [*table.OF_DISPOSAL, None])
def test_a_hold_placed_before_any_step_of_a_destruction_keeps_the_record(world, way, name):
    """Paper waits for its mark, so ``sign`` is the only step after which nothing is left to be held."""
    b.set_passwords(world)
    ids = b.put_in(world, 3, carrier="both")
    batch = b.opened(world, ids)
    before = content(world, ids[0])
    callers = Callers(world, way)
    if name == "sign":
        destroy(world, callers, batch)
        with world.work() as request:
            assert request.site.records[ids[0]].gone
            with pytest.raises(Refused):  # what is gone cannot be held
                request.find_service(IHolds).place(
                    {"title": "t", "reason": "r", "mandate": "m", "kind": "records", "records": ids[:1]}
                )
        return
    destroyed = name is None or not table.OF_DISPOSAL[name].ends
    destroy(world, callers, batch, name, lambda: hold(world, ids[:1]))
    with world.work() as request:
        assert request.site.records[ids[2]].gone == destroyed  # what is not held went its way
        assert request.site.records[ids[0]].gone == (name is None)
    if name is not None:
        assert kept(before, content(world, ids[0]))
        outcome = next(row.outcome for row in b.rows(world, batch) if row.record == ids[0])
        assert outcome == ("held" if destroyed else "refused" if name == "reject" else "")


def give_away(world, callers, batch, before=None, then=lambda: None):
    """The same of a transfer."""
    for name, step in table.OF_TRANSFER.items():
        if step.ends and name != before:
            continue
        if name == before:
            then()
        answer = callers.step("transfers", batch, name, step.person, step.fields)
        assert answer.status_int in (200, 201, 303), (name, answer.text)
        run_transfers(world)
        if step.ends:
            break


def run_transfers(world):
    for _ in range(100):
        with world.work("system") as request:
            if not pass_transfers(request, None):
                return


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("name", [*table.OF_TRANSFER, None])
def test_a_hold_placed_before_any_step_of_a_transfer_keeps_the_record(world, way, name):
    ids = b.put_in(world, 2)
    with world.work() as request:
        values = {"title": "移交", "receiver": "市档案馆", "records": ids}
        batch = request.find_service(ITransfers).open(values).id
    before = content(world, ids[0])
    give_away(world, Callers(world, way), batch, name, lambda: hold(world, ids[:1]))
    with world.work() as request:
        assert request.site.records[ids[0]].gone == (name is None)
        assert request.site.records[ids[1]].gone == (name is None or not table.OF_TRANSFER[name].ends)
    if name is not None:
        assert kept(before, content(world, ids[0]))


@pytest.mark.parametrize("held", [True, False], ids=["held", "free"])
def test_no_task_of_the_worker_takes_anything_away(world, held):
    """Whatever is ripe: rows to destroy and to give away, uploads and sessions that are over, years later."""
    ids = b.put_in(world, 2)
    due, given = ids
    with world.work() as request:
        values = {"title": "移交", "receiver": "市档案馆", "records": [given]}
        batch = request.find_service(ITransfers).open(values).id
    b.executing(world, [due])
    callers = Callers(world, "api")
    for name in ("propose", "approve", "receive"):
        run_transfers(world)
        step = table.OF_TRANSFER[name]
        assert callers.step("transfers", batch, name, step.person, step.fields).status_int == 200
    before = {each: content(world, each) for each in ids}
    if held:
        hold(world, ids)
    world.clock.forward(days=365 * 40)
    world.index()  # every task, until none has anything left to do
    with world.work() as request:
        assert [request.site.records[each].gone for each in ids] == [not held] * 2
    if held:
        assert all(kept(before[each], content(world, each)) for each in ids)


def test_what_another_record_shares_with_a_held_one_stays(world):
    """The same bytes, text and pictures in a record that is destroyed."""
    held, other = b.put_in(world, 1), b.put_in(world, 1)
    with world.work() as request:
        request.site.records[other[0]].files = (b.component(world, b"bytes of 1"),)
    hold(world, held)
    before = content(world, held[0])
    b.executing(world, other)
    b.carry_out(world)
    with world.work() as request:
        assert request.site.records[other[0]].gone
    assert kept(before, content(world, held[0]))
