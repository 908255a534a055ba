"""Units and people of the invented association."""

from datetime import date
from typing import Any

from onestop_records.interfaces import IPeople, IUnits
from onestop_records.models.classification import Classification
from onestop_records.models.person import Appointment, Clearance, Person

BEGIN = date(2019, 1, 1)
# Code: (title, unit above, posts).
UNITS: dict[str, tuple[str, str | None, dict[str, str]]] = {
    "LDXZ": ("领导小组", None, {"ZR": "主任", "FZR": "副主任"}),
    "MSC": ("秘书处", "LDXZ", {"MSZ": "秘书长", "GS": "干事"}),
    "BGS": ("办公室", "LDXZ", {"ZR": "主任", "DA": "档案管理员"}),
    "QYB": ("企业服务部", "LDXZ", {"BZ": "部长", "ZG": "专管员", "CK": "窗口人员"}),
    "XXB": ("信息管理部", "LDXZ", {"BZ": "部长", "GCS": "工程师"}),
    "ZJZ": ("专家组", "LDXZ", {"ZJ": "专家"}),
}
# Username: (name, roles, unit and post).
PEOPLE: dict[str, tuple[str, tuple[str, ...], tuple[str, str] | None]] = {
    "staff": ("周文静", ("staff",), ("QYB", "ZG")),
    "staff2": ("吴志远", ("staff",), ("XXB", "GCS")),
    "clerk": ("郑小雨", ("staff", "clerk"), ("QYB", "CK")),
    "clerk2": ("孙立新", ("staff", "clerk"), ("QYB", "CK")),
    "archivist": ("林书雅", ("staff", "archivist"), ("BGS", "DA")),
    "archivist2": ("何守成", ("staff", "archivist"), ("BGS", "DA")),
    "head": ("陈明达", ("staff", "head"), ("QYB", "BZ")),
    "manager": ("赵卫东", ("staff", "manager"), ("LDXZ", "ZR")),
    "manager2": ("钱慧敏", ("staff", "manager"), ("LDXZ", "FZR")),
    "auditor": ("审计员", ("auditor",), None),
    "security": ("安全管理员", ("security",), None),
    "admin": ("系统管理员", ("admin",), None),
}

# Top secret by name: the managers, and the archivist who takes in what is graded secret and above.
CLEARED = ("manager", "manager2", "archivist2")


def add_units(request: Any) -> None:
    """Add every unit with its posts."""
    units = request.find_service(IUnits)
    for code, (title, above, posts) in UNITS.items():
        units.add(code, title, above, posts)


def add_people(request: Any, password: str) -> dict[str, Person]:
    """Add every account with the same password; return them by username."""
    people = request.find_service(IPeople)
    added = {}
    for username, (name, roles, place) in PEOPLE.items():
        appointments = (Appointment(*place, BEGIN),) if place else ()
        added[username] = people.add(username, name, password, roles, appointments)
    for username in CLEARED:
        clearance = Clearance(Classification.TOP_SECRET, None, added["security"].id, "领导小组分工")
        people.change(added[username], {"clearance": clearance})
    return added
