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
"""

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
    shared = tokens(record, state) & principals
    return bool(shared) and not any(token.startswith("deny:") for token in shared)


def may_see(unit: str, principals: frozenset[str]) -> bool:
    """True for who may know of a batch of this unit's records: archivists, heads, managers, the unit.

    Which of the records in it they may know of is asked of each.
    """
    return not principals.isdisjoint({"role:archivist", "role:head", "role:manager", f"unit:{unit}:0"})
