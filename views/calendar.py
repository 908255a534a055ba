"""The calendar of the house: official years, closures, opening hours, and the limits that run by them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import ICalendar, IClock, ILimits, IWorkingDays
from onestop_records.models.calendar import HouseCalendar
from onestop_records.permissions import Permission
from schemas.calendar import ClosureSchema, ConfirmSchema, HoursSchema, OfficialSchema, ReasonSchema
from schemas.limit import PROFILE_WORDS, LimitSchema, ProfileSchema
from views.form import Shape, form_page, handle
from views.limitwords import NAMES, limit_words

FORM = "templates/calendar/form.pt"
HOME = "/calendar"
READ, POST = Permission.CALENDAR_EDIT_FORM, Permission.CALENDAR_EDIT
MOST_DAYS = 1000


@view_config(context=HouseCalendar, renderer="templates/calendar/calendar.pt", permission=Permission.CALENDAR)
def calendar(house: HouseCalendar, request: Request) -> dict[str, Any]:
    """What the house goes by; and which day so many working days after another is."""
    days, today = request.find_service(IWorkingDays), request.find_service(IClock).today()
    return {
        "years": [(year, days.published(year), house.official(year)) for year in _years(today, house)],
        "closures": sorted(house.closures, key=lambda one: one.since, reverse=True),
        "hours": list(reversed(house.hours)),
        "today": today,
        "settings": request.find_service(ILimits).all(),
        "profile": PROFILE_WORDS[request.site.limits.profile],
        "names": NAMES,
        "limit_words": limit_words,
        "counted": _counted(request, days),
        "query": {name: request.GET.get(name, "") for name in ("from", "days")},
    }


def _years(today: date, house: HouseCalendar) -> list[int]:
    return sorted({today.year - 1, today.year, today.year + 1, *(one.year for one in house.years())})


def _counted(request: Request, days: Any) -> tuple[date, bool] | None:
    """The day asked for and whether it is provisional; None when nothing sensible is asked."""
    since, number = request.GET.get("from", ""), request.GET.get("days", "")
    if not (number.isascii() and number.isdigit() and len(number) < 5 and int(number) <= MOST_DAYS):
        return None
    try:
        return _after(days, date.fromisoformat(since), int(number))
    except (ValueError, OverflowError):
        return None


def _after(days: Any, since: date, number: int) -> tuple[date, bool]:
    found: date = days.after(since, number)
    return found, not all(days.published(year) for year in range(since.year, found.year + 1))


def _shown(request: Request, shown: Any, title: Any, hint: Any = "") -> Any:
    return shown if isinstance(shown, Response) else {**shown, "title": title, "hint": hint}


@form_page(HouseCalendar, "close", FORM, READ, POST)
def close(house: HouseCalendar, request: Request) -> Any:
    """Closed on working days, or open on holidays."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(ICalendar).close(values)
        request.session.flash(_("Noted; running deadlines follow within a minute."))
        return HOME

    hint = _("Deadlines that run over these days move with them.")
    shape = Shape(button=_("Note it"), cancel=HOME)
    return _shown(request, handle(request, ClosureSchema(), act, shape=shape), _("Closed or open here"), hint)


@form_page(HouseCalendar, "reopen", FORM, READ, POST)
def reopen(house: HouseCalendar, request: Request) -> Any:
    """Take a closure back."""
    name = request.GET.get("closure", "")
    found = next((one for one in house.closures if one.name == name), None)
    if found is None:
        raise HTTPNotFound()

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(ICalendar).reopen(name, values["reason"])
        request.session.flash(_("Taken back; running deadlines follow within a minute."))
        return HOME

    title = _("Take back: ${title}", mapping={"title": found.title})
    shape = Shape(button=_("Take it back"), cancel=HOME)
    return _shown(request, handle(request, ReasonSchema(), act, shape=shape), title)


@form_page(HouseCalendar, "hours", FORM, READ, POST)
def hours(house: HouseCalendar, request: Request) -> Any:
    """Other hours from a day on; what has passed stays as it was."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(ICalendar).set_hours(values)
        return HOME

    today = request.find_service(IClock).today()
    values = {"since": today, "periods": house.hours[-1].periods, "rule": house.hours[-1].rule}
    shape = Shape(cancel=HOME)
    return _shown(request, handle(request, HoursSchema(), act, values, shape), _("Opening hours"))


@form_page(HouseCalendar, "drop-hours", FORM, READ, POST)
def drop_hours(house: HouseCalendar, request: Request) -> Any:
    """Take back hours that have not begun."""
    since = next((one.since for one in house.hours if str(one.since) == request.GET.get("since")), None)
    if since is None:
        raise HTTPNotFound()

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(ICalendar).drop_hours(since)
        return HOME

    title = _("Take back the hours from ${day} on", mapping={"day": str(since)})
    shape = Shape(button=_("Take it back"), cancel=HOME)
    return _shown(request, handle(request, ConfirmSchema(), act, shape=shape), title)


@form_page(HouseCalendar, "official", FORM, READ, POST)
def official(house: HouseCalendar, request: Request) -> Any:
    """The calendar of a year that is published, from a file."""

    def act(values: Mapping[str, Any]) -> str:
        service = request.find_service(ICalendar)
        years = service.read(*_file(request))
        for year, days in sorted(years.items()):
            service.publish(year, days, values["source"])
        told = {"years": ", ".join(map(str, sorted(years)))}
        request.session.flash(_("The calendar of ${years} is known now.", mapping=told))
        return HOME

    hint = _("A table (CSV) with the columns date and kind (off or work; 日期, 类型: 休, 班), or iCalendar.")
    shape = Shape(button=_("Bring in"), files="files", cancel=HOME)
    shown = handle(request, OfficialSchema(), act, shape=shape)
    return _shown(request, shown, _("Official calendar of a year"), hint)


def _file(request: Request) -> tuple[str, bytes]:
    attached = [part for part in request.POST.getall("files") if getattr(part, "filename", None)]
    if len(attached) != 1:
        raise Violations(Violation("", _("Attach one file")))
    return attached[0].filename, attached[0].file.read()


@form_page(HouseCalendar, "limit", FORM, READ, POST)
def limit(house: HouseCalendar, request: Request) -> Any:
    """Another limit; clocks that run keep theirs."""
    name = request.GET.get("name", "")
    setting = request.site.limits.get(name)
    if setting is None:
        raise HTTPNotFound()

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(ILimits).change(name, values)
        return f"{HOME}#limits"

    values = {**vars(setting.limit), "warn": setting.warn}
    hint = _("Clocks that are running keep the limit they were started with.")
    shown = handle(request, LimitSchema(), act, values, Shape(cancel=HOME))
    return _shown(request, shown, NAMES.get(name, name), hint)


@form_page(HouseCalendar, "profile", FORM, READ, POST)
def profile(house: HouseCalendar, request: Request) -> Any:
    """Which rules say how soon a complaint is answered."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(ILimits).adopt(values["profile"])
        return f"{HOME}#limits"

    values = {"profile": request.site.limits.profile}
    shown = handle(request, ProfileSchema(), act, values, Shape(cancel=HOME))
    return _shown(request, shown, _("Rules for answering complaints"))
