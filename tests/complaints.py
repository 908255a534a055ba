"""Complaints led as far as a test wants. The platform's head is ``manager``, ``manager2`` the supervisor."""

from onestop_records.interfaces import IComplaints
from onestop_records.models.fonds import Category
from tests.world import World

COMPLAINANT = {
    "name": "岳不群",
    "telephone": "13905740001",
    "email": "yue@example.org",
    "address": "海曙路9号",
}
FACTS = "窗口办理质检报告时态度恶劣，当众讥讽来办事的人"
VALUES = {
    "channel": "telephone",
    "unit": "QYB",
    "person": "clerk",
    "scope": ("attitude",),
    "facts": FACTS,
    "evidence": "现场照片两张",
}


def furnish(world: World, **terms) -> None:
    """A category for the files, and who handles what."""
    with world.work("admin") as request:
        site = request.site
        if site.fonds.category("ZY·TS") is None:
            template = "{fonds}-{category}·{year}-{retention}-{sequence:03}"
            category = Category("ZY·TS", "投诉", template, "keeping-archivist")
            category.direct_filing, category.retention = True, "D30"
            site.fonds["Z109"].add(category)
        given = {"handlers": ("clerk2", "staff2"), "leaders": ("manager2",), "head": "manager"}
        request.find_service(IComplaints).change_terms({**given, "supervisor": "manager2", **terms})


def register(world: World, by: str = "clerk2", signed: bool = True, **values) -> str:
    """A complaint against ``clerk``; its id."""
    with world.work(by) as request:
        given = {**VALUES, **(COMPLAINANT if signed else {}), **values}
        return request.find_service(IComplaints).register(given)[0].id


def make(world: World, person: str, complaint: str, name: str, /, **values) -> None:
    """One step by one person."""
    with world.work(person) as request:
        request.find_service(IComplaints).make(request.site.complaints[complaint], name, values)


def lead(
    world: World,
    complaint: str,
    to: str,
    handler: str = "clerk2",
    outcome: str = "upheld",
    form: str = "oral",
) -> None:
    """The usual way of a signed complaint up to a state."""
    way = (
        ("accepted", "accept", {"text": "您的投诉已受理"}),
        ("investigating", "investigate", {}),
        ("decided", "decide", {"outcome": outcome, "reason": "经调取录像，情况属实"}),
        ("answered", "answer", {"form": form, "reason": "已电话告知：情况属实，向您致歉"}),
        ("", "talk", {"name": "clerk", "reason": "已约谈，责令改正"}),
        ("", "inform", {"reason": "一起服务态度投诉经查属实"}),
        ("followed-up", "follow-up", {"grade": "satisfied", "opinion": "希望以后注意"}),
        ("closed", "close", {}),
    )
    with world.work("system") as request:
        signed = request.site.complaints[complaint].signed
    for state, name, values in way:
        if name == "follow-up" and not signed:
            continue
        if name in ("talk", "inform") and outcome not in ("upheld", "partly"):
            continue
        make(world, handler, complaint, name, **values)
        if state == to:
            return


def state(world: World, complaint: str) -> str:
    """Its state."""
    with world.work("system") as request:
        return request.site.complaints[complaint].state
