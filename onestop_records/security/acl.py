"""Who may do what: computed from roles, state, classification, unit and custody, never stored.

A permission on a record is granted only to somebody who may know of it and whom a grant names; what no
grant names is denied. The life of a record asks its workflow table, so each rule stands at one place.
"""

from collections.abc import Callable, Mapping

from onestop_records.models.access import DRAFT_STATES, has_reason, may_know, may_see, openers
from onestop_records.models.handover import Handover, concerned
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from onestop_records.security.identity import Identity
from onestop_records.security.principals import AUTHENTICATED, ORDINARY

WhoMay = Callable[[Record, str], frozenset[str]]  # ``IRecordWorkflow.who_may``

NOBODY: frozenset[str] = frozenset()
EVERYBODY = frozenset({AUTHENTICATED})


def roles(*names: str) -> frozenset[str]:
    """The principals of these roles."""
    return frozenset(f"role:{name}" for name in names)


IN_HOUSE = roles(*ORDINARY)
ARCHIVISTS = roles("archivist")
MANAGERS = roles("manager")
KEEPERS = ARCHIVISTS | MANAGERS

SITE_GRANTS: Mapping[Permission, frozenset[str]] = {
    Permission.HOME: EVERYBODY,
    Permission.ACCOUNT: EVERYBODY,
    Permission.FEED: EVERYBODY,  # of who is known by a calendar's address
    Permission.SEARCH: EVERYBODY,  # an officer's search answers with nothing found
    Permission.BROWSE: IN_HOUSE,
    Permission.FIGURES: roles("head", "manager"),
    Permission.CAPTURE_FORM: IN_HOUSE,
    Permission.CAPTURE: IN_HOUSE,
    Permission.LISTS: IN_HOUSE,
    Permission.RETENTION: IN_HOUSE,
    Permission.RETENTION_EDIT_FORM: ARCHIVISTS,
    Permission.RETENTION_EDIT: ARCHIVISTS,
    Permission.RETENTION_CONFIRM: KEEPERS,
    Permission.DUE: KEEPERS,
    Permission.HOLDS: KEEPERS,
    Permission.HOLD_PLACE_FORM: KEEPERS,
    Permission.HOLD_PLACE: KEEPERS,
    Permission.HOLD_LIFT_FORM: MANAGERS,
    Permission.HOLD_LIFT: MANAGERS,
    Permission.SCOPE: IN_HOUSE,
    Permission.ARRANGE: ARCHIVISTS,
    Permission.ARRANGE_ACT: ARCHIVISTS,
    Permission.FONDS_EDIT: ARCHIVISTS,
    Permission.STORAGE: IN_HOUSE,
    Permission.STORAGE_EDIT_FORM: ARCHIVISTS,
    Permission.STORAGE_EDIT: ARCHIVISTS,
    Permission.STORAGE_LIMITS_FORM: MANAGERS,
    Permission.STORAGE_LIMITS: MANAGERS,
    Permission.ROUND_FORM: IN_HOUSE,  # the room's custodian may be anybody; the service asks
    Permission.ROUND_ADD: IN_HOUSE,
    Permission.FINDINGS: IN_HOUSE,
    Permission.FINDING_ASSIGN: KEEPERS,
    Permission.FINDING_SETTLE: IN_HOUSE,
    Permission.FINDING_DECIDE: MANAGERS,
    Permission.STOCKTAKINGS: KEEPERS,
    Permission.STOCKTAKE_FORM: KEEPERS,
    Permission.STOCKTAKE: KEEPERS,
    Permission.SCAN: IN_HOUSE,
    Permission.PEOPLE: roles("admin", "security"),
    Permission.PEOPLE_EDIT_FORM: roles("admin"),
    Permission.PEOPLE_EDIT: roles("admin"),
    Permission.ROLES_EDIT_FORM: roles("security"),
    Permission.ROLES_EDIT: roles("security"),
    Permission.UNITS: IN_HOUSE | roles("admin", "security"),
    Permission.UNITS_EDIT_FORM: roles("admin"),
    Permission.UNITS_EDIT: roles("admin"),
    Permission.AUDIT: roles("auditor"),
    Permission.SETTINGS: roles("admin"),
    Permission.DISPOSALS: IN_HOUSE,
    Permission.DISPOSAL_OPEN_FORM: ARCHIVISTS,
    Permission.DISPOSAL_OPEN: ARCHIVISTS,
    Permission.DISPOSAL_VIEW: IN_HOUSE,
    Permission.DISPOSAL_LEAD: ARCHIVISTS,
    Permission.DISPOSAL_APPRAISE: IN_HOUSE,  # the side a person speaks for is asked when they do
    Permission.DISPOSAL_DECIDE: roles("manager"),
    Permission.DISPOSAL_CANCEL: ARCHIVISTS | roles("manager"),
    Permission.DISPOSAL_OBJECT: IN_HOUSE,
    Permission.DISPOSAL_WITNESS: IN_HOUSE,
    Permission.ABSENCES: IN_HOUSE,
    Permission.ABSENCE_NOTE: roles("manager"),
    Permission.INVENTORY: IN_HOUSE,  # one's own; whose else one may see is asked by the service
    Permission.HANDOVERS: IN_HOUSE,
    Permission.HANDOVER_OPEN_FORM: KEEPERS,
    Permission.HANDOVER_OPEN: KEEPERS,
    Permission.HANDOVER_VIEW: IN_HOUSE,
    Permission.HANDOVER_LEAD: KEEPERS,
    Permission.HANDOVER_CHECK: IN_HOUSE,  # whose turn it is, is asked when they act
    Permission.HANDOVER_DECIDE: MANAGERS,
    Permission.HANDOVER_SIGN: IN_HOUSE,
    Permission.TRANSFERS: ARCHIVISTS | roles("manager"),
    Permission.TRANSFER_OPEN_FORM: ARCHIVISTS,
    Permission.TRANSFER_OPEN: ARCHIVISTS,
    Permission.TRANSFER_VIEW: ARCHIVISTS | roles("manager"),
    Permission.TRANSFER_LEAD: ARCHIVISTS,
    Permission.TRANSFER_DECIDE: roles("manager"),
    Permission.TRANSFER_CANCEL: ARCHIVISTS | roles("manager"),
    Permission.CALENDAR: IN_HOUSE | roles("admin"),
    Permission.CALENDAR_EDIT_FORM: roles("admin"),
    Permission.CALENDAR_EDIT: roles("admin"),
    Permission.MATTERS: IN_HOUSE,
    Permission.MATTER_EDIT_FORM: roles("head", "manager"),  # a head those of the own unit: the service asks
    Permission.MATTER_EDIT: roles("head", "manager"),
    Permission.ENTERPRISES: IN_HOUSE,
    Permission.ENTERPRISE_EDIT_FORM: roles("clerk", "archivist", "head", "manager"),
    Permission.ENTERPRISE_EDIT: roles("clerk", "archivist", "head", "manager"),
    Permission.ENTERPRISE_MERGE_FORM: KEEPERS,
    Permission.ENTERPRISE_MERGE: KEEPERS,
    Permission.ENTERPRISE_PERSONAL: roles("clerk", "archivist", "head", "manager"),
    Permission.PROVIDERS: IN_HOUSE,
    Permission.PROVIDER_EDIT_FORM: roles("head", "manager"),
    Permission.PROVIDER_EDIT: roles("head", "manager"),
    Permission.PROVIDER_END_FORM: MANAGERS,  # N57, N65: the leader agrees
    Permission.PROVIDER_END: MANAGERS,
    Permission.PROVIDER_PERSONAL: roles("clerk", "archivist", "head", "manager"),
    Permission.COMPLAINTS: IN_HOUSE,
    Permission.COMPLAINT_REGISTER_FORM: roles("clerk", "head", "manager"),
    Permission.COMPLAINT_REGISTER: roles("clerk", "head", "manager"),
    Permission.COMPLAINT_TERMS_FORM: roles("admin"),
    Permission.COMPLAINT_TERMS: roles("admin"),
    Permission.CASES: IN_HOUSE,
    Permission.ANSWERS: IN_HOUSE,
    Permission.ANSWER_PUBLISH: roles("head", "manager"),  # which unit's is asked by the service
    Permission.BOOKINGS: IN_HOUSE,  # those of one's own units
    Permission.BOOKING_MAKE_FORM: IN_HOUSE,
    Permission.BOOKING_MAKE: IN_HOUSE,
    Permission.BOOKING_VIEW: IN_HOUSE,
    Permission.BOOKING_ACT: IN_HOUSE,
    Permission.OFFER_EDIT_FORM: roles("head", "manager"),  # a head for the own unit: the service asks
    Permission.OFFER_EDIT: roles("head", "manager"),
    Permission.BOOKING_RULES_FORM: roles("admin"),
    Permission.BOOKING_RULES: roles("admin"),
    Permission.CASE_ENTER_FORM: roles("clerk"),
    Permission.CASE_ENTER: roles("clerk"),
    Permission.CASE_VIEW: IN_HOUSE,
    Permission.CASE_ACT: IN_HOUSE,  # who handles the case is asked when they act
    Permission.CASE_REVIEW: roles("head", "manager"),
    Permission.SPECIALTASKS: IN_HOUSE,
    Permission.SPECIALTASK_REGISTER_FORM: roles("archivist", "head", "manager"),
    Permission.SPECIALTASK_REGISTER: roles("archivist", "head", "manager"),
    Permission.SPECIALTASK_TERMS_FORM: KEEPERS,
    Permission.SPECIALTASK_TERMS: KEEPERS,
    Permission.SPECIALTASK_VIEW: IN_HOUSE,
    Permission.SPECIALTASK_ACT: IN_HOUSE,  # whose task or item it is, is asked when they act
    Permission.SPECIALTASK_DECIDE: MANAGERS,
    Permission.LOANS: IN_HOUSE,
    Permission.LOAN_REQUEST_FORM: IN_HOUSE,
    Permission.LOAN_REQUEST: IN_HOUSE,
    Permission.LOAN_VIEW: KEEPERS,
    Permission.LOAN_DECIDE: KEEPERS,  # which of them for which grade is asked by the service
    Permission.LOAN_LEND: ARCHIVISTS,
    Permission.LOAN_OWN: ARCHIVISTS,
    Permission.PERMITS: IN_HOUSE,
    Permission.PERMIT_REQUEST_FORM: IN_HOUSE,
    Permission.PERMIT_REQUEST: IN_HOUSE,
    Permission.PERMIT_VIEW: KEEPERS | roles("security"),
    Permission.PERMIT_LEAD: KEEPERS,
    Permission.PERMIT_DECIDE: KEEPERS,
    Permission.PERMIT_NOTE: KEEPERS,
    Permission.PERMIT_REVOKE: KEEPERS | roles("security"),
    Permission.PERMIT_OWN: NOBODY,
    Permission.USES: KEEPERS,
    Permission.LEAK_REPORT_FORM: EVERYBODY,
    Permission.LEAK_REPORT: EVERYBODY,
    Permission.LEAKS: roles("manager", "security"),
    Permission.LEAK_VIEW: roles("manager", "security"),
    Permission.LEAK_ACT: roles("manager", "security"),
    Permission.ALERTS: roles("security"),
    Permission.ALERT_ACT: roles("security"),
    Permission.USE_RULES_FORM: roles("security"),
    Permission.USE_RULES: roles("security"),
}
# What whoever it is about may do besides those of ``SITE_GRANTS``; an alert is none of theirs.
OWN = frozenset(
    {
        Permission.LOAN_VIEW,
        Permission.LOAN_OWN,
        Permission.PERMIT_VIEW,
        Permission.PERMIT_OWN,
        Permission.PERMIT_NOTE,
        Permission.LEAK_VIEW,
    }
)
SEEING = {
    "Loan": Permission.LOAN_VIEW,
    "Permit": Permission.PERMIT_VIEW,
    "Leak": Permission.LEAK_VIEW,
    "Alert": Permission.ALERT_ACT,
}
TRANSITIONS = {
    Permission.SUBMIT: "submit",
    Permission.ACCEPT: "accept",
    Permission.FILE: "file",
    Permission.RETURN: "return",
    Permission.WITHDRAW: "withdraw",
}
READING = frozenset({Permission.VIEW, Permission.HISTORY})
USING = {Permission.READ: "view", Permission.TAKE: "download"}
EDITING = frozenset({Permission.EDIT_FORM, Permission.EDIT, Permission.ADD_FILE})


def record_grants(record: Record, permission: str, who_may: WhoMay) -> frozenset[str]:
    """The principals that a permission is for, among those who may know of the record."""
    if record.gone and permission not in READING:
        return NOBODY  # a tombstone is read and nothing else
    if permission in READING:
        return EVERYBODY
    if permission in USING:
        return openers(record, USING[Permission(permission)])
    if permission in EDITING:
        return _editors(record) if not _kept_by_case(record, permission) else NOBODY
    if permission in TRANSITIONS:
        return who_may(record, TRANSITIONS[Permission(permission)])
    if permission == Permission.CLASSIFY:
        return _classifying_officers(record)
    if permission == Permission.CHECK:
        return ARCHIVISTS
    return site_grants(permission)


def site_grants(permission: str) -> frozenset[str]:
    """The principals that a permission on the archive as a whole is for."""
    return SITE_GRANTS.get(permission, NOBODY)  # type: ignore[call-overload]


def batch_permitted(identity: Identity | None, unit: str, permission: str) -> bool:
    """True when the person may know of a batch of this unit's records and has the role for the act.

    State and separation of duties are asked by the service, which names the rule.
    """
    if identity is None:
        return False
    if identity.system:
        return True
    granted = not identity.principals.isdisjoint(site_grants(permission))
    return granted and may_see(unit, identity.principals)


def personally_permitted(identity: Identity | None, person: str, permission: str) -> bool:
    """True for who has the role for it, or whose own affair it is, as far as that goes."""
    if identity is None:
        return False
    if identity.system:
        return True
    own = permission in OWN and identity.person == person
    return own or not identity.principals.isdisjoint(site_grants(permission))


def casework_permitted(identity: Identity | None, volume: Record, permission: str) -> bool:
    """True when the person may know of the file of a case or complaint and has the role for the act.

    Who handles it, and its state, are asked by the service, which names the rule.
    """
    if identity is None:
        return False
    granted = identity.system or not identity.principals.isdisjoint(site_grants(permission))
    return granted and knows(identity, volume)


def unit_permitted(identity: Identity | None, covered: bool, permission: str) -> bool:
    """True for who has the role for it and belongs to the unit, or stands in for somebody there."""
    if identity is None:
        return False
    return identity.system or (covered and not identity.principals.isdisjoint(site_grants(permission)))


def handover_permitted(identity: Identity | None, handover: Handover, site: Site, permission: str) -> bool:
    """True when the person has to do with a handover and has the role for the act."""
    if identity is None:
        return False
    if identity.system:
        return True
    granted = not identity.principals.isdisjoint(site_grants(permission))
    return granted and not identity.principals.isdisjoint(concerned(handover, site.people[handover.giver]))


def knows(identity: Identity | None, record: Record) -> bool:
    """True when the person may know that the record exists."""
    return identity is not None and (identity.system or may_know(record, identity.principals))


def permitted(identity: Identity | None, record: Record | None, permission: str, who_may: WhoMay) -> bool:
    """True when the person has the permission, on the record or (None) on the archive as a whole."""
    if identity is None:
        return False
    if identity.system:
        return True
    if record is None:
        return not identity.principals.isdisjoint(site_grants(permission))
    reads = permission in READING or permission in USING
    if not (may_know if reads else has_reason)(record, identity.principals):
        return False
    return not identity.principals.isdisjoint(record_grants(record, permission, who_may))


def _kept_by_case(record: Record, permission: str) -> bool:
    """The file of a case grows by the case alone; when it is handed in its content stays as it is."""
    return record.growing or bool(record.casework and permission == Permission.ADD_FILE)


def _editors(record: Record) -> frozenset[str]:
    """Before it is handed in, whoever keeps it; afterwards the archivists (records, *Filing*)."""
    if record.state in DRAFT_STATES:
        return frozenset({f"holder:{record.keeping}"})
    return ARCHIVISTS


def _classifying_officers(record: Record) -> frozenset[str]:
    """定密人 or a superior: head of the unit, manager, and until it is filed the archivist."""
    officers = frozenset({f"head:{record.unit}", "role:manager"})
    return officers if record.filed else officers | ARCHIVISTS
