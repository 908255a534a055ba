"""Every way in that changes anything, and what becomes of a held record on it, written out by hand.

A new page, call, step, task or command gets a line here: in ``ON_RECORD`` or ``ON_BATCH`` with what is sent,
or under the reason why it cannot reach the content of a record. One without a line fails the test.
"""

from dataclasses import dataclass, field
from typing import Any

FILE = "{file}"  # in fields: the id of the record's file
OTHER = "{other}"  # the id of another draft, which is not held


@dataclass(frozen=True)
class Way:
    """What is sent to a record in ``state``; ``loses`` says that without a hold a file is lost by it."""

    state: str
    fields: dict[str, Any] = field(default_factory=dict)
    upload: bool = False
    loses: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    idle: bool = False  # there is nothing to do here, and it is refused for that


EDITED = {"title": "改", "date": "2010-03-04", "creator": "协会", "category": "WS", "retention": "D10"}
EDITED |= {"unit": "QYB", "year": "2010", "classification": "public"}
GRADE = {"classification": "internal", "classification_basis": "协会商业秘密保护办法"}
WHY = {"reason": "缺附件"}
FILING = {"duplicates_accepted": "true", "override": "已核对"}
ON_RECORD = {
    "POST /records/{id}/edit": Way("captured", {**EDITED, "revision": "1"}),
    "POST /records/{id}/add-files": Way("captured", upload=True),
    "POST /records/{id}/add-version": Way("filed", {"file_id": FILE, "reason": "更正"}, upload=True),
    "POST /records/{id}/remove-file": Way("captured", {"file_id": FILE}, loses=True),
    "POST /records/{id}/take-in": Way("captured", {"item": OTHER}),
    "POST /records/{id}/move-item": Way("captured", {"move": f"up:{OTHER}"}),
    "POST /records/{id}/submit": Way("captured"),
    "POST /records/{id}/accept": Way("submitted"),
    "POST /records/{id}/file": Way("accepted", FILING),
    "POST /records/{id}/return": Way("accepted", WHY),
    "POST /records/{id}/withdraw": Way("submitted"),
    "POST /records/{id}/check": Way("filed"),
    "POST /records/{id}/settle-check": Way("filed", WHY, idle=True),
    "POST /records/{id}/classify": Way("filed", {**GRADE, "revision": "1"}),
    "PATCH /api/v1/records/{id}": Way("captured", {"title": "改"}, headers={"If-Match": "*"}),
    "POST /api/v1/records/{id}/files": Way("captured", upload=True),
    "PUT /api/v1/records/{id}/files/{file}": Way("filed", {"reason": "更正"}, upload=True),
    "DELETE /api/v1/records/{id}/files/{file}": Way("captured", loses=True),
    "POST /api/v1/records/{id}/checks": Way("filed"),
    "POST /api/v1/records/{id}/classification": Way("filed", GRADE),
    "POST /api/v1/records/{id}/transitions/submit": Way("captured"),
    "POST /api/v1/records/{id}/transitions/accept": Way("submitted"),
    "POST /api/v1/records/{id}/transitions/file": Way("accepted", {"duplicates_accepted": True}),
    "POST /api/v1/records/{id}/transitions/return": Way("accepted", WHY),
    "POST /api/v1/records/{id}/transitions/withdraw": Way("submitted"),
}


@dataclass(frozen=True)
class Step:
    """A step of a batch by ``person``; ``fields`` is what is sent. ``ends`` leaves the record where it is."""

    person: str
    fields: dict[str, Any] = field(default_factory=dict)
    ends: bool = False


PASSWORD = {"password": "a long enough password"}
OPINION = {"decision": "destroy", "reason": "已无查考价值"}
PAPER = {"method": "化浆", "time": "10:00", "place": "纸厂"}
RECEIPT = {"receipt": "市档收字1号", "day": "2026-11-20", "signed_by": "李四"}
# In the order in which a destruction goes; what stands off that way comes after the step it stands in for.
OF_DISPOSAL = {
    "drop": Step("archivist", {"rows": [2], "reason": "误列"}),
    "appraise": Step("archivist"),
    "opine": Step("head", OPINION),
    "propose": Step("archivist"),
    "return": Step("manager", WHY, ends=True),
    "reject": Step("manager", WHY, ends=True),
    "approve": Step("manager"),
    "object": Step("head", WHY),
    "decide": Step("manager", {"number": 1, "upheld": False, "reason": "已核"}),
    "check": Step("archivist2", PASSWORD),
    "attach": Step("archivist"),
    "cancel": Step("archivist", WHY, ends=True),
    "execute": Step("archivist"),
    "mark-paper": Step("archivist2", PAPER),
    "sign": Step("archivist2", PASSWORD),
}
OF_TRANSFER = {
    "propose": Step("archivist"),
    "return": Step("manager", WHY, ends=True),
    "approve": Step("manager"),
    "cancel": Step("archivist", WHY, ends=True),
    "receive": Step("archivist", RECEIPT),
}
ON_BATCH = {
    *(f"POST /disposals/d1/{name}" for name in OF_DISPOSAL),
    *(f"POST /api/v1/disposals/{{id}}/transitions/{name}" for name in OF_DISPOSAL if name != "attach"),
    "POST /api/v1/disposals/{id}/scans",
    *(f"POST /transfers/t1/{name}" for name in OF_TRANSFER),
    *(f"POST /api/v1/transfers/{{id}}/transitions/{name}" for name in OF_TRANSFER),
}
OPENING = (
    "POST /disposals/add",
    "POST /api/v1/disposals",
    "POST /transfers/add",
    "POST /api/v1/transfers",
)
ELSEWHERE = {
    "sessions, tokens, accounts and units: none of them holds a record": (
        "POST /sign-in",
        "POST /sign-out",
        "POST /language",
        "POST /revoke-token",
        "POST /api/v1/tokens",
        "POST /people/add",
        "POST /people/staff2/edit",
        "POST /people/staff2/password",
        "POST /people/staff2/appoint",
        "POST /people/staff2/end-post?post=0",
        "POST /people/staff2/close",
        "POST /people/staff2/reopen",
        "POST /people/staff2/roles",
        "POST /units/add",
        "POST /units/QYB/edit",
        "POST /api/v1/people",
        "PUT /api/v1/people/{person}",
        "PUT /api/v1/people/{person}/password",
        "PUT /api/v1/people/{person}/roles",
        "POST /api/v1/people/{person}/appointments",
        "PUT /api/v1/people/{person}/appointments/{number}",
        "POST /api/v1/people/{person}/close",
        "POST /api/v1/people/{person}/reopen",
        "POST /api/v1/units",
        "PUT /api/v1/units/{unit}",
    ),
    "searches and lists read records": (
        "POST /search-save",
        "POST /search-drop",
        "POST /selected",
        "POST /lookup",
        "POST /api/v1/searches",
        "DELETE /api/v1/searches/{search}",
    ),
    "what comes in is a record or an upload of its own": (
        "POST /capture",
        "POST /capture-many",
        "POST /upload",
        "POST /api/v1/records",
        "POST /api/v1/uploads",
    ),
    "numbers are given, in an order": (
        "POST /arrangement",
        "POST /api/v1/arrangement/{category}/{year}/{unit}/order",
        "POST /api/v1/batches",
    ),
    "furniture of the archive; a period may end earlier, but nothing ends by itself": (
        "POST /fonds/add",
        "POST /fonds/Z109/add",
        "POST /fonds/Z109/edit",
        "POST /fonds/Z109/WS/edit",
        "POST /scope-add",
        "POST /scope-edit",
        "POST /retention/add",
        "POST /retention/D30/edit",
        "POST /retention/D30/defaults",
        "POST /retention/D30/decide",
        "POST /retention/D30/delete",
        "POST /api/v1/retention-classes",
        "DELETE /api/v1/retention-classes/{code}",
        "POST /api/v1/retention-classes/{code}/editions",
        "POST /api/v1/retention-classes/{code}/transitions/confirm",
        "POST /api/v1/retention-classes/{code}/transitions/refuse",
        "PUT /api/v1/retention-classes/{code}/defaults",
        "POST /api/v1/scope",
        "PUT /api/v1/scope/{entry}",
        "POST /api/v1/fonds",
        "PUT /api/v1/fonds/{fonds}",
        "POST /api/v1/fonds/{fonds}/categories",
        "PUT /api/v1/fonds/{fonds}/categories/{category}",
    ),
    "holds themselves": (
        "POST /holds/place",
        "POST /holds/hold/lift",
        "POST /api/v1/holds",
        "POST /api/v1/holds/{id}/transitions/lift",
    ),
}
# Folders whose objects are no records: nothing under them writes or erases what a record holds (``WRITERS``
# and ``ERASERS`` below), whatever acts they have. Pages and calls (``/api/v1``) alike.
FOLDERS = {
    "they put items into volumes of their own and take none out": "cases complaints specialtasks",
    "what the public is told": "complain complaint-progress case-progress answers matters complaint-terms",
    "appointments": "book booked bookings bookings-online booking-offers booking-rules",
    "what clients answer": "evaluate",
    "who answers for a record or may use it": "handovers loans permits leaks absences back",
    "where paper stands": "rooms boxes keys rounds findings stocktakings scan scans storage-limits",
    "days, limits, notices, alerts, enterprises, providers": (
        "calendar limits notices alerts alert-rules enterprises providers"
    ),
}
FURTHER = (  # further acts on units and on one's own account
    "POST /calendar-address",
    "POST /units/QYB/merge",
    "POST /api/v1/units/{unit}/merge",
)
# Tasks of the worker: all of them run over a store in which everything is ripe.
TASKS = (
    *("intents", "read", "seal", "holds", "disposals", "transfers", "registers", "editions", "logs"),
    *("failed", "sign-ins", "unclaimed", "checks", "purges", "stocktakings", "handovers", "put-aside"),
    *("handover-lists", "handover-registers", "clocks", "permits", "alerts", "evaluations", "invitations"),
    *("letters", "notices", "bookings", "booking-names"),
)
# Commands: those that are run, with what they are given; the others start, read or set up.
COMMANDS = {
    "dispose": ("--instance", "{instance}"),
    "purge": ("--instance", "{instance}"),
    "pack": ("--instance", "{instance}"),
    "reindex": ("--instance", "{instance}"),
    "evolve": ("--instance", "{instance}"),
    "seal": ("--instance", "{instance}"),
    "verify": ("--instance", "{instance}", "--records", "--destroyed"),
    "export": ("{folder}/out.zip", "--by", "archivist", "--record", "{held}", "--instance", "{instance}"),
    "import": ("{folder}/out.zip", "--instance", "{instance}", "--by", "archivist", "--file"),
    "backup": ("{folder}/backup", "--instance", "{instance}"),
    "restore": (
        "{folder}/backup",
        "--instance",
        "{folder}/restored",
        "--ledger",
        "{instance}/destroyed.jsonl",
    ),
}
IDLE = {
    "init": "makes another instance",
    "bench": "makes another instance",
    "check-config": "reads settings",
    "user": "accounts",
    "calendar": "working days",
    "clocks": "deadlines",
    "handover": "lists who hands over what",
    "serve": "starts store, web and worker",
    "store": "serves objects",
    "web": "serves the pages and calls above",
    "worker": "runs the tasks above",
}
# The only functions that write what content a record has (``files``), and the ones that call an erasure.
WRITERS = {
    "services/record.py:capture": "a new record",
    "services/component.py:add_file": "one more",
    "services/component.py:add_version": "one more version",
    "services/component.py:remove_file": "asks the holds",
    "storage/erasure.py:empty": "called by erase alone",
}
ERASERS = {
    "services/destruction.py:_end": "the choke point asks the holds",
    "storage/reapplying.py:_again": "what the ledger says was destroyed before",
}
