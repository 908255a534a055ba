"""Who may do what, written out by hand from the chapter on security: the oracle of the permission matrix.

A new page or call gets a line here: in ``OPEN``, ``SITE`` (who may) or ``RECORDS`` (which act on a record it
is), and a new kind of context its address in ``SAMPLES``; a view without a line fails the test.
"""

from onestop_records.models.fonds import Category, Fonds
from onestop_records.models.person import Person, PersonFolder
from onestop_records.models.record import Record
from onestop_records.models.retention import RetentionSchedule
from onestop_records.models.site import FondsFolder, Site
from onestop_records.models.unit import Unit, UnitFolder
from tests.world import PEOPLE

IN_HOUSE = "staff staff2 clerk archivist head manager"
OFFICERS = "auditor security admin"
EVERYBODY = f"{IN_HOUSE} {OFFICERS}"
ACTORS = EVERYBODY.split()  # one of each kind; clerk2, archivist2 and manager2 are the same again
assert set(ACTORS) <= set(PEOPLE)

SAMPLES = {  # where an object of each class stands
    Site: "",
    FondsFolder: "/fonds",
    Fonds: "/fonds/Z109",
    Category: "/fonds/Z109/WS",
    PersonFolder: "/people",
    Person: "/people/staff2",
    UnitFolder: "/units",
    Unit: "/units/QYB",
    Record: "/records/{id}",
    RetentionSchedule: "/retention",
}
FURTHER = {"/people/staff2/end-post": "?post=0", "/records/{id}/files": "/f1"}  # what a page needs besides
PLACES = {  # what stands for a placeholder in the address of a call
    "{file}": "f1",
    "{person}": "staff2",
    "{unit}": "QYB",
    "{category}": "WS",
    "{year}": "2026",
    "{number}": "0",
    "{batch}": "none",
    "{fonds}": "Z109",
    "{entry}": "WS01",
    "{search}": "none",
}
OPEN = (
    "GET /sign-in",
    "POST /sign-in",
    "POST /language",
    "GET /static/css/*subpath",
    "GET /static/js/*subpath",
    "GET /static/icons/*subpath",
    "GET /api/v1/health",
    "GET /api/v1/openapi.json",
    "POST /api/v1/tokens",
)
SITE = {
    "GET /": EVERYBODY,
    "GET /account": EVERYBODY,
    "GET /password": EVERYBODY,
    "GET /tokens": EVERYBODY,
    "POST /revoke-token": EVERYBODY,
    "POST /sign-out": EVERYBODY,
    "GET /search": EVERYBODY,
    "GET /suggest": EVERYBODY,
    "POST /search-save": EVERYBODY,
    "POST /search-drop": EVERYBODY,
    "GET /list": IN_HOUSE,
    "POST /selected": IN_HOUSE,
    "GET /places": IN_HOUSE,
    "GET /place-labels": IN_HOUSE,
    "GET /lookup": IN_HOUSE,
    "POST /lookup": IN_HOUSE,
    "GET /fonds": IN_HOUSE,
    "GET /fonds/Z109": IN_HOUSE,
    "GET /fonds/Z109/WS": IN_HOUSE,
    "GET /capture": IN_HOUSE,
    "POST /capture": IN_HOUSE,
    "GET /capture-many": IN_HOUSE,
    "POST /capture-many": IN_HOUSE,
    "POST /upload": IN_HOUSE,
    "GET /arrangement": "archivist",
    "POST /arrangement": "archivist",
    "GET /numbers": "archivist",
    "GET /fonds/add": "archivist",
    "POST /fonds/add": "archivist",
    "GET /fonds/Z109/add": "archivist",
    "POST /fonds/Z109/add": "archivist",
    "GET /fonds/Z109/edit": "archivist",
    "POST /fonds/Z109/edit": "archivist",
    "GET /fonds/Z109/WS/edit": "archivist",
    "POST /fonds/Z109/WS/edit": "archivist",
    "GET /scope-add": "archivist",
    "POST /scope-add": "archivist",
    "GET /scope-edit": "archivist",
    "POST /scope-edit": "archivist",
    "GET /handover-list": "archivist",
    "GET /retention": IN_HOUSE,
    "GET /retention/add": "archivist",
    "POST /retention/add": "archivist",
    "GET /scope": IN_HOUSE,
    "GET /people": "security admin",
    "GET /people/staff2": "security admin",
    "GET /people/add": "admin",
    "POST /people/add": "admin",
    "GET /people/staff2/edit": "admin",
    "POST /people/staff2/edit": "admin",
    "GET /people/staff2/password": "admin",
    "POST /people/staff2/password": "admin",
    "GET /people/staff2/appoint": "admin",
    "POST /people/staff2/appoint": "admin",
    "GET /people/staff2/end-post?post=0": "admin",
    "POST /people/staff2/end-post?post=0": "admin",
    "POST /people/staff2/close": "admin",
    "POST /people/staff2/reopen": "admin",
    "GET /people/staff2/roles": "security",
    "POST /people/staff2/roles": "security",
    "GET /units": f"{IN_HOUSE} security admin",
    "GET /units/add": "admin",
    "POST /units/add": "admin",
    "GET /units/QYB/edit": "admin",
    "POST /units/QYB/edit": "admin",
    "GET /audit": "auditor",
    "GET /audit-export": "auditor",
    "GET /audit-proof": "auditor",
    "GET /api/v1/search": EVERYBODY,
    "POST /api/v1/records": IN_HOUSE,
    "POST /api/v1/uploads": IN_HOUSE,
    "GET /api/v1/suggest": EVERYBODY,
    "GET /api/v1/searches": EVERYBODY,
    "POST /api/v1/searches": EVERYBODY,
    "DELETE /api/v1/searches/{search}": EVERYBODY,
    "GET /api/v1/lists": IN_HOUSE,
    "GET /api/v1/arrangement": "archivist",
    "GET /api/v1/arrangement/{category}/{year}/{unit}": "archivist",
    "POST /api/v1/arrangement/{category}/{year}/{unit}/order": "archivist",
    "POST /api/v1/batches": "archivist",
    "GET /api/v1/batches/{batch}": "archivist",
    "GET /api/v1/scope": IN_HOUSE,
    "GET /api/v1/scope/owed": IN_HOUSE,
    "POST /api/v1/scope": "archivist",
    "PUT /api/v1/scope/{entry}": "archivist",
    "GET /api/v1/fonds": IN_HOUSE,
    "POST /api/v1/fonds": "archivist",
    "PUT /api/v1/fonds/{fonds}": "archivist",
    "POST /api/v1/fonds/{fonds}/categories": "archivist",
    "PUT /api/v1/fonds/{fonds}/categories/{category}": "archivist",
    "GET /api/v1/people": "security admin",
    "GET /api/v1/people/{person}": "security admin",
    "POST /api/v1/people": "admin",
    "PUT /api/v1/people/{person}": "admin",
    "PUT /api/v1/people/{person}/password": "admin",
    "PUT /api/v1/people/{person}/roles": "security",
    "POST /api/v1/people/{person}/appointments": "admin",
    "PUT /api/v1/people/{person}/appointments/{number}": "admin",
    "POST /api/v1/people/{person}/close": "admin",
    "POST /api/v1/people/{person}/reopen": "admin",
    "GET /api/v1/units": f"{IN_HOUSE} security admin",
    "GET /api/v1/units/{unit}": f"{IN_HOUSE} security admin",
    "POST /api/v1/units": "admin",
    "PUT /api/v1/units/{unit}": "admin",
    "GET /api/v1/audit": "auditor",
    "GET /api/v1/audit/proof": "auditor",
    "GET /api/v1/audit/export": "auditor",
}
RECORDS = {
    "GET /records/{id}": "view",
    "GET /records/{id}/files/f1": "view",
    "GET /records/{id}/edit": "edit",
    "POST /records/{id}/edit": "edit",
    "POST /records/{id}/add-files": "edit",
    "POST /records/{id}/add-version": "edit",
    "POST /records/{id}/remove-file": "edit",
    "POST /records/{id}/take-in": "edit",
    "POST /records/{id}/move-item": "edit",
    "POST /records/{id}/submit": "submit",
    "POST /records/{id}/accept": "accept",
    "POST /records/{id}/file": "file",
    "POST /records/{id}/return": "return",
    "POST /records/{id}/withdraw": "withdraw",
    "POST /records/{id}/check": "check",
    "POST /records/{id}/settle-check": "check",
    "GET /records/{id}/classify": "classify",
    "POST /records/{id}/classify": "classify",
    "GET /api/v1/records/{id}": "view",
    "PATCH /api/v1/records/{id}": "edit",
    "GET /api/v1/records/{id}/events": "view",
    "POST /api/v1/records/{id}/files": "edit",
    "GET /api/v1/records/{id}/files/{file}": "view",
    "PUT /api/v1/records/{id}/files/{file}": "edit",
    "DELETE /api/v1/records/{id}/files/{file}": "edit",
    "GET /api/v1/records/{id}/checks": "view",
    "POST /api/v1/records/{id}/checks": "check",
    "POST /api/v1/records/{id}/classification": "classify",
    "GET /api/v1/records/{id}/files/{file}/preview": "view",
    "GET /api/v1/records/{id}/files/{file}/text": "view",
    "POST /api/v1/records/{id}/transitions/submit": "submit",
    "POST /api/v1/records/{id}/transitions/accept": "accept",
    "POST /api/v1/records/{id}/transitions/file": "file",
    "POST /api/v1/records/{id}/transitions/return": "return",
    "POST /api/v1/records/{id}/transitions/withdraw": "withdraw",
}

# The records: of the unit QYB, captured by ``staff``; filed ones are kept by ``archivist``.
# Who may know of one, by how far it has come and by its grade.
UNIT = "staff clerk head manager"
KNOW = {
    "draft": {
        "public": UNIT,
        "internal": UNIT,
        "confidential": "head manager",
        "secret": "manager",
        "top_secret": "",
    },
    "handed in": {
        "public": f"{UNIT} archivist",
        "internal": f"{UNIT} archivist",
        "confidential": "head archivist manager",
        "secret": "manager",
        "top_secret": "",
    },
    "filed": {
        "public": IN_HOUSE,
        "internal": f"{UNIT} archivist",
        "confidential": "head archivist manager",
        "secret": "manager",
        "top_secret": "",
    },
}
STAGES = {
    "captured": "draft",
    "withdrawn": "draft",
    "submitted": "handed in",
    "accepted": "handed in",
    "filed": "filed",
}
# Who of those may act, by state.
ACT = {
    "view": dict.fromkeys(STAGES, IN_HOUSE),
    "edit": {
        "captured": "staff",
        "withdrawn": "staff",
        "submitted": "archivist",
        "accepted": "archivist",
        "filed": "archivist",
    },
    "submit": {"captured": "staff", "withdrawn": "staff"},
    "accept": {"submitted": "archivist"},
    "file": {"captured": "archivist", "submitted": "archivist", "accepted": "archivist"},
    "return": {"submitted": "archivist", "accepted": "archivist"},
    "withdraw": {"captured": "staff", "submitted": "staff", "accepted": "staff"},
    "classify": {
        "captured": "head archivist manager",
        "withdrawn": "head archivist manager",
        "submitted": "head archivist manager",
        "accepted": "head archivist manager",
        "filed": "head manager",
    },
    "check": dict.fromkeys(STAGES, "archivist"),
}


def knows(actor: str, state: str, grade: str) -> bool:
    """May this actor know of a record in that state and of that grade?"""
    return actor in KNOW[STAGES[state]][grade].split()


def may(actor: str, act: str, state: str, grade: str) -> bool:
    """May this actor do it?"""
    return knows(actor, state, grade) and actor in ACT[act].get(state, "").split()
