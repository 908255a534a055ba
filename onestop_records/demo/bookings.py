"""Appointments of the coming working days at the windows of the invented association."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pyramid.registry import Registry

from onestop_records.events import Actor
from onestop_records.interfaces import (
    IBookingDoor,
    IBookingRules,
    IBookings,
    IBookingSlots,
    IClock,
    IWorkingDays,
)
from onestop_records.storage.work import work

WINDOWS = {"QYB": (30, 2), "XXB": (60, 1)}  # unit: minutes, places
# Who, telephone, what for, which of the free times, counted from the first of its day.
CALLS = (
    ("沈佳宁", "0574-5550 3301", "新产品检验报告怎样申请", 0),
    ("何倩（晨曦文具）", "0574-5550 2201", "两台电子天平送检", 1),
    ("罗远（远帆制笔）", "0574-5550 2202", "笔芯标准比对结果领取", 3),
    ("蒋秀（锦绣纸品）", "0574-5550 2203", "质量管理体系认证咨询", 5),
)
VISIT = {
    "kind": "home",
    "name": "王大爷",
    "phone": "0574-5550 3302",
    "what": "家用血压计检定，行动不便",
    "address": "海曙区月湖街道 12 号",
    "minutes": 60,
}
HOLIDAY = {
    "kind": "holiday",
    "name": "招商专班",
    "phone": "0574-5550 3303",
    "what": "招商企业入驻前的标准清单",
    "reason": "企业周末签约，次日即返程",
    "minutes": 90,
}


def add_bookings(registry: Registry, ids: Mapping[str, str]) -> None:
    """Places at two windows; bookings by telephone and online, a visit, a service on a holiday."""
    with work(registry, Actor(ids["manager"], way="command")) as request:
        today = request.find_service(IClock).today()
        for unit, (minutes, places) in WINDOWS.items():
            offer = {"unit": unit, "since": today, "minutes": minutes, "places": places, "ahead": 14}
            request.find_service(IBookingRules).offer({**offer, "rule": "H8.1.3"})
        request.tm.commit()
    with work(registry, Actor(ids["clerk"], way="command")) as request:
        days = [day for day, free in request.find_service(IBookingSlots).days("QYB", "") if free]
        for name, phone, what, place in CALLS:
            times = request.find_service(IBookingSlots).of_day("QYB", "", days[place % 3])
            values = {"unit": "QYB", "at": times[place % len(times)].name, "name": name, "phone": phone}
            request.find_service(IBookings).book({**values, "what": what})
        visit = {**VISIT, "unit": "QYB", "at": f"{days[1]}T10:00", "person": ids["clerk"]}
        request.find_service(IBookings).book(visit)
        request.find_service(IBookings).book({**HOLIDAY, "unit": "QYB", "at": _day_off(request)})
        _online(request, days)
        request.tm.commit()


def _online(request: Any, days: list[Any]) -> None:
    """One from the public page, with its matter."""
    matters = (m for m in request.site.matters.values() if m.public and m.unit == "QYB" and m.materials)
    code = min(matter.code for matter in matters)
    times = request.find_service(IBookingSlots).of_day("QYB", code, days[-1])
    values = {"unit": "QYB", "matter": code, "at": times[0].name, "name": "钱女士", "phone": "0574-5550 3304"}
    request.find_service(IBookingDoor).book(values, "", "zh_CN")


def _day_off(request: Any) -> str:
    """Ten o'clock on the next day on which the house is closed."""
    day = request.find_service(IClock).today() + timedelta(days=1)
    while request.find_service(IWorkingDays).is_working(day):
        day += timedelta(days=1)
    return f"{day}T10:00"
