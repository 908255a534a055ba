"""Who answers for the shipped matters of the invented association, and enterprises that come to it."""

from datetime import date
from typing import Any

from onestop_records.interfaces import ICalendar, IEnterprises, IMatters
from onestop_records.models.creditcode import check_character
from onestop_records.models.person import Person

PHONE = "0574-5550 0100"
BY_UNIT = {"QYB": ("clerk", "clerk2"), "XXB": ("staff2", "head")}
# First 17 characters of a code, name, and basic data; all invented.
ENTERPRISES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "91330203MA2TEST01",
        {
            "name": "宁波晨曦文具有限公司",
            "legal_representative": "高晨",
            "industry": "文教用品制造",
            "contact": "何倩",
            "phone": "0574-5550 2201",
            "scale": "小型",
            "employees": 86,
            "address": "海曙区望春工业园 3 号",
            "products": "中性笔、固体胶",
            "laboratories": 1,
            "self_testing": False,
        },
    ),
    (
        "91330212MA2TEST02",
        {
            "name": "宁波远帆制笔厂",
            "legal_representative": "罗远",
            "industry": "制笔",
            "contact": "罗远",
            "phone": "0574-5550 2202",
            "scale": "微型",
            "employees": 18,
            "address": "鄞州区横溪镇工业路 21 号",
            "products": "圆珠笔芯",
        },
    ),
    (
        "91330282MA2TEST03",
        {
            "name": "慈溪市锦绣纸品有限公司",
            "legal_representative": "蒋锦",
            "industry": "纸制品",
            "contact": "蒋秀",
            "phone": "0574-5550 2203",
            "scale": "小型",
            "employees": 140,
            "address": "慈溪市周巷镇兴业路 8 号",
            "products": "练习簿、便签",
            "laboratories": 1,
            "self_testing": True,
        },
    ),
    (
        "91330282MA2TEST04",  # the same enterprise, entered by somebody in a hurry: to be merged
        {"name": "慈溪锦绣纸品", "contact": "蒋秀", "phone": "0574-5550 2203", "scale": "小型"},
    ),
)


def code_of(first: str) -> str:
    """A code whose check character fits; letters that the standard leaves out are replaced."""
    fitting = first.replace("S", "5").replace("O", "0")
    return fitting + check_character(fitting)


def add_matters(request: Any, people: dict[str, Person]) -> None:
    """Name who answers for each matter and publish it."""
    matters = request.find_service(IMatters)
    for matter in matters.all():
        person, deputy = (people[name].id for name in BY_UNIT[matter.unit])
        matters.change(matter, {"person": person, "deputy": deputy, "phone": PHONE})
        matters.publish(matter)


def add_enterprises(request: Any, people: dict[str, Person]) -> None:
    """Open their files; the archivist was named to keep them."""
    enterprises = request.find_service(IEnterprises)
    enterprises.appoint(people["archivist"])
    for first, values in ENTERPRISES:
        enterprises.find_or_make({"code": code_of(first), **values})


def add_closure(request: Any) -> None:
    """A day on which this house alone was closed."""
    closure = {"since": date(2026, 9, 11), "until": date(2026, 9, 11), "title": "台风停工"}
    request.find_service(ICalendar).close(closure)
