"""Who may know of a record: the tokens that the record carries and the principals that match them.

The same tokens are the principals of the record's ACL and the terms of the index, so pages, API and
search cannot disagree. A person needs a reason *and* the clearance, so every token but ``public`` names
both. Grades are numbers of ``Classification``.

=====================  ============================================================
``public``             filed and public: everybody but the officers
``unit:U:g``           the own unit
``archive:g``          the archivists, from *submitted* on
``all:g``              the managers
``keeping:K:g``        whoever holds that keeping
``reader:P:g``         participants and readers by name
``deny:P``             shut out, whatever else they hold
=====================  ============================================================

Permits stand on the person's side alone: ``permit:R:g`` opens record R (and the items of volume R) up to a
grade, for knowing of it and looking at it; ``download:R:g``, ``print:R:g`` and the like for what goes on.

Knowing is not reading. The content of a *classified* record (bytes, text, previews, passages) is for those
who deal with it by office: its keeper, the archivists, the managers, the head of its unit (``office:U:g``),
and the people named on it until it is filed. Everybody else needs a permit, whatever their clearance
(C12 3.4.5). What is not classified is open to whoever may know of it.
"""

from collections.abc import Mapping

from onestop_records.models.classification import Classification
from onestop_records.models.record import Record

DRAFT_STATES = frozenset({"captured", "withdrawn"})
SENSITIVE = "sensitive"  # sensitive personal information: the reason must be by name


def tokens(record: Record, state: str = "") -> frozenset[str]:
    """The reasons for which this record may be known of, each with its grade; or would be in ``state``."""
    state, grade = state or record.state, int(record.classification)
    found = {f"keeping:{record.keeping}:{grade}"}
    found.update(f"reader:{person}:{grade}" for person in (*record.participants, *record.readers))
    if record.data_category != SENSITIVE:
        found.update((f"unit:{record.unit}:{grade}", f"all:{grade}"))
        if state not in DRAFT_STATES:
            found.add(f"archive:{grade}")
        if (state == "filed" or record.gone) and record.classification == Classification.PUBLIC:
            found.add("public")
    found.update(f"deny:{person}" for person in record.denied)
    return frozenset(found)


def may_know(record: Record, principals: frozenset[str], state: str = "") -> bool:
    """True when one of the reader's principals is a reason and none is a denial; or would be in ``state``."""
    if has_reason(record, principals, state):
        return True
    grade = int(record.classification)
    permitted = any(f"permit:{each}:{grade}" in principals for each in _permitted_by(record))
    return permitted and not shut_out(record, principals)


def shut_out(record: Record, principals: frozenset[str]) -> bool:
    """True for whom it is denied, whatever else they hold: they are not even counted it."""
    return any(f"deny:{person}" in principals for person in record.denied)


def has_reason(record: Record, principals: frozenset[str], state: str = "") -> bool:
    """The same for reasons of one's own, permits left aside: those let somebody read, and act on nothing."""
    shared = tokens(record, state) & principals
    return bool(shared) and not any(token.startswith("deny:") for token in shared)


def opens(grades: Mapping[str, int], record: Record) -> bool:
    """True when a permit for these records, each up to a grade, covers this one."""
    grade = int(record.classification)
    return any(grades.get(each, -1) >= grade for each in _permitted_by(record))


def may_use(record: Record, principals: frozenset[str], use: str = "view") -> bool:
    """True for who may look at the content of a record, or use it further (``models.permit.USES``)."""
    return may_know(record, principals) and not principals.isdisjoint(openers(record, use))


def openers(record: Record, use: str = "view") -> frozenset[str]:
    """The principals to whom the content is open, among those who may know of the record."""
    kind, grade = "permit" if use == "view" else use, int(record.classification)
    return by_office(record) | {f"{kind}:{each}:{grade}" for each in _permitted_by(record)}


def by_office(record: Record) -> frozenset[str]:
    """The principals to whom the content is open without a permit, for every use."""
    if not record.classification.classified:
        return tokens(record)
    grade = int(record.classification)
    found = {f"keeping:{record.keeping}:{grade}"}
    if not record.filed:
        found.update(f"reader:{person}:{grade}" for person in (*record.participants, *record.readers))
    if record.data_category != SENSITIVE:
        found.update((f"all:{grade}", f"office:{record.unit}:{grade}"))
        if record.state not in DRAFT_STATES:
            found.add(f"archive:{grade}")
    return frozenset(found)


def reading(principals: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Terms of the index under which a reader finds content: always, and until a record is filed.

    The same as ``openers``, seen from the person's side; ``Classification.CONFIDENTIAL`` is where it begins.
    """
    always, unfiled = set(), set()
    for principal in principals:
        kind, __, rest = principal.partition(":")
        if kind == "office":
            always.add(f"unit:{rest}")
        elif kind in ("public", "deny", "permit", "keeping", "all", "archive") or _open_grade(rest):
            always.add(principal)
        elif kind == "reader":
            unfiled.add(principal)
    return frozenset(always), frozenset(unfiled)


def _open_grade(rest: str) -> bool:
    grade = rest.rpartition(":")[2]
    return grade.isdigit() and int(grade) < Classification.CONFIDENTIAL


def _permitted_by(record: Record) -> tuple[str, ...]:
    """What a permit that covers the record may name: the record, the volume it stands in."""
    return (record.id, record.volume) if record.volume else (record.id,)


def may_see(unit: str, principals: frozenset[str]) -> bool:
    """True for who may know of a batch of this unit's records: archivists, heads, managers, the unit.

    Which of the records in it they may know of is asked of each.
    """
    return not principals.isdisjoint({"role:archivist", "role:head", "role:manager", f"unit:{unit}:0"})
