"""The calendar of the house and its limits through the API."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import ICalendar, IClock, ILimits, IWorkingDays
from onestop_records.models.calendar import Closure, Hours, OfficialYear
from onestop_records.models.limit import Limit, LimitSetting
from onestop_records.permissions import Permission
from schemas.calendar import (
    CalendarAnswer,
    ClosureAnswer,
    ClosureSchema,
    DeadlineAnswer,
    DeadlineQuery,
    HoursAnswer,
    HoursSchema,
    OfficialAnswer,
    OfficialBody,
    ReasonSchema,
)
from schemas.limit import LimitSchema, ProfileSchema, SettingAnswer
from views.api.call import api_call

FIRST_YEAR = 2004  # the first whose official calendar anybody brings


def limit_json(limit: Limit) -> dict[str, Any]:
    """A limit with its rule."""
    return {"number": limit.number, "unit": limit.unit, "rule": limit.rule}


def setting_json(setting: LimitSetting) -> dict[str, Any]:
    """The limit of a kind of clock."""
    return {"name": setting.name, **limit_json(setting.limit), "warn": setting.warn}


def closure_json(closure: Closure) -> dict[str, Any]:
    """Days that differ from the official calendar."""
    return {
        "name": closure.name,
        "since": closure.since.isoformat(),
        "until": closure.until.isoformat(),
        "title": closure.title,
        "worked": closure.worked,
    }


def hours_json(hours: Hours) -> dict[str, Any]:
    """Opening hours from a day on."""
    periods = " ".join(f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in hours.periods)
    return {"since": hours.since.isoformat(), "periods": periods, "rule": hours.rule}


def official_json(calendar: OfficialYear) -> dict[str, Any]:
    """An imported year."""
    return {
        "year": calendar.year,
        "off": [day.isoformat() for day, worked in calendar.days.items() if not worked],
        "worked": [day.isoformat() for day, worked in calendar.days.items() if worked],
        "source": calendar.source,
    }


@api_call("/calendar", "GET", "Read calendar and limits", Permission.CALENDAR, answer=CalendarAnswer)
def read_calendar(context: object, request: Request) -> dict[str, Any]:
    """Published years, closures, hours and limits."""
    house, days = request.site.calendar, request.find_service(IWorkingDays)
    last = request.find_service(IClock).today().year + 5
    return {
        "published": [year for year in range(FIRST_YEAR, last) if days.published(year)],
        "imported": [official_json(each) for each in house.years()],
        "closures": [closure_json(each) for each in house.closures],
        "hours": [hours_json(each) for each in house.hours],
        "profile": request.site.limits.profile,
        "limits": [setting_json(each) for each in request.find_service(ILimits).all()],
    }


@api_call(
    "/calendar/deadline",
    "GET",
    "Count working days",
    Permission.CALENDAR,
    query=DeadlineQuery,
    answer=DeadlineAnswer,
)
def count_days(context: object, request: Request) -> dict[str, Any]:
    """The day that is ``days`` working days after ``from``."""
    days, since = request.find_service(IWorkingDays), request.values["from"]
    try:
        day = days.after(since, request.values["days"])
    except OverflowError:
        raise Violations(Violation("from", _("There is no working day near this one"))) from None
    published = all(days.published(year) for year in range(since.year, day.year + 1))
    return {"day": day.isoformat(), "provisional": not published}


@api_call(
    "/calendar/years",
    "POST",
    "Publish the official calendar of a year",
    Permission.CALENDAR_EDIT,
    body=OfficialBody,
    answer=OfficialAnswer,
    status=201,
)
def publish_year(context: object, request: Request) -> dict[str, Any]:
    """In place of the one known; running clocks follow."""
    values = request.values
    days = {**dict.fromkeys(values["off"], False), **dict.fromkeys(values["worked"], True)}
    return official_json(request.find_service(ICalendar).publish(values["year"], days, values["source"]))


@api_call(
    "/calendar/closures",
    "POST",
    "Close, or open on days off",
    Permission.CALENDAR_EDIT,
    body=ClosureSchema,
    answer=ClosureAnswer,
    status=201,
)
def add_closure(context: object, request: Request) -> dict[str, Any]:
    """Running clocks follow."""
    return closure_json(request.find_service(ICalendar).close(request.values))


@api_call(
    "/calendar/closures/{closure}/transitions/reopen",
    "POST",
    "Take a closure back",
    Permission.CALENDAR_EDIT,
    body=ReasonSchema,
    status=204,
)
def take_back_closure(context: object, request: Request) -> Response:
    """By its name."""
    request.find_service(ICalendar).reopen(request.matchdict["closure"], request.values["reason"])
    return Response(status=204)


@api_call(
    "/calendar/hours",
    "POST",
    "Set opening hours from a day on",
    Permission.CALENDAR_EDIT,
    body=HoursSchema,
    answer=HoursAnswer,
    status=201,
)
def set_hours(context: object, request: Request) -> dict[str, Any]:
    """From today or a later day."""
    return hours_json(request.find_service(ICalendar).set_hours(request.values))


@api_call(
    "/limits/{limit}",
    "PUT",
    "Set a limit of time",
    Permission.CALENDAR_EDIT,
    body=LimitSchema,
    answer=SettingAnswer,
)
def set_limit(context: object, request: Request) -> dict[str, Any]:
    """Clocks that run keep theirs."""
    return setting_json(request.find_service(ILimits).change(request.matchdict["limit"], request.values))


@api_call(
    "/limits/profile",
    "PUT",
    "Take a set of limits",
    Permission.CALENDAR_EDIT,
    body=ProfileSchema,
    answer=CalendarAnswer,
)
def adopt_profile(context: object, request: Request) -> dict[str, Any]:
    """``N`` or ``C2``."""
    request.find_service(ILimits).adopt(request.values["profile"])
    return read_calendar(context, request)
