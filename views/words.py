"""The words on screen for codes: types, states, grades, roles."""

from onestop_records.i18n import _

TYPES = {
    "document": _("Document"),
    "photo": _("Photo"),
    "video": _("Video"),
    "audio": _("Audio"),
    "complaint_file": _("Complaint file"),
    "case_file": _("Case file"),
}
STATES = {
    "captured": _("Captured"),
    "submitted": _("Submitted"),
    "accepted": _("Accepted"),
    "filed": _("Filed"),
    "returned": _("Returned"),
    "withdrawn": _("Withdrawn"),
}
GRADES = {
    "public": _("Public"),
    "internal": _("Internal"),
    "confidential": _("Confidential"),
    "secret": _("Secret"),
    "top_secret": _("Top secret"),
}
ROLES = {
    "staff": _("Staff"),
    "clerk": _("Window clerk"),
    "archivist": _("Archivist"),
    "head": _("Unit head"),
    "manager": _("Manager"),
    "auditor": _("Auditor"),
    "security": _("Security officer"),
    "admin": _("Administrator"),
}
DATA_CATEGORIES = {
    "business": _("Business data"),
    "enterprise": _("Enterprise data"),
    "personal": _("Personal information"),
    "sensitive": _("Sensitive personal information"),
}
CARRIERS = {
    "electronic": _("Electronic"),
    "paper": _("Paper"),
    "both": _("Electronic and paper"),
}
