"""Every permission, named resource:action. Reading a form and posting it are different ones."""

from enum import StrEnum


class Permission(StrEnum):
    """What a person may be allowed to do; ``security.acl`` says who may."""

    # Anyone who has signed in, officers included.
    HOME = "site:home"
    ACCOUNT = "account:own"
    # Records.
    BROWSE = "records:browse"
    SEARCH = "records:search"
    CAPTURE_FORM = "records:capture-form"
    CAPTURE = "records:capture"
    VIEW = "record:view"
    HISTORY = "record:history"
    EDIT_FORM = "record:edit-form"
    EDIT = "record:edit"
    ADD_FILE = "record:add-file"
    SUBMIT = "record:submit"
    ACCEPT = "record:accept"
    FILE = "record:file"
    RETURN = "record:return"
    WITHDRAW = "record:withdraw"
    CLASSIFY = "record:classify"
    CHECK = "record:check"
    # The archivist's desk.
    ARRANGE = "arrangement:view"
    ARRANGE_ACT = "arrangement:act"
    LISTS = "records:lists"
    RETENTION = "retention:view"
    SCOPE = "scope:view"
    FONDS_EDIT = "fonds:edit"
    # Officers.
    PEOPLE = "people:view"
    PEOPLE_EDIT_FORM = "people:edit-form"
    PEOPLE_EDIT = "people:edit"
    ROLES_EDIT_FORM = "people:roles-form"
    ROLES_EDIT = "people:roles"
    UNITS = "units:view"
    UNITS_EDIT_FORM = "units:edit-form"
    UNITS_EDIT = "units:edit"
    AUDIT = "audit:view"
    SETTINGS = "settings:view"
