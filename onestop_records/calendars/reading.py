"""Official calendars from files: CSV tables and iCalendar (``calendar import``).

A table has a day and whether it is worked: ``date,kind,name`` with ``off`` or ``work``, or ``日期,类型,名称``
with 休 or 班. In iCalendar an event is worked when its summary says 班 (补班) or ``work``, else off.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import PurePath

from icalendar import Calendar

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _

COLUMNS = {"date": "date", "day": "date", "日期": "date", "kind": "kind", "type": "kind", "类型": "kind"}
OFF = frozenset({"off", "holiday", "休", "休息", "放假", "假", "0", "false", "no"})
WORKED = frozenset({"work", "worked", "workday", "班", "上班", "补班", "调休上班", "1", "true", "yes"})
LONGEST = 400  # days of one event
LARGEST = 2 * 1024 * 1024  # bytes of a file
LABOUR_DAY = (5, 1)  # no official calendar leaves it out

Days = dict[date, bool]


def read(name: str, content: bytes) -> dict[int, Days]:
    """Year → day → is it worked. Raises Violations with everything that cannot be read."""
    if len(content) > LARGEST:
        raise Violations(Violation("file", _("This is too large for a calendar")))
    if PurePath(name).suffix.lower() == ".ics" or content.lstrip().startswith(b"BEGIN:VCALENDAR"):
        return by_year(_events(content))
    return by_year(_rows(_text(content)))


def by_year(days: Days) -> dict[int, Days]:
    """The days by the year whose calendar they belong to: New Year's holiday may begin in December before."""
    found: dict[int, Days] = defaultdict(dict)
    told = {day.year for day in days if (day.month, day.day) == LABOUR_DAY}
    for day, worked in sorted(days.items()):
        before = day.month == 12 and day.year not in told and day.year + 1 in told
        found[day.year + 1 if before else day.year][day] = worked
    return dict(found)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Violations(Violation("file", _("The text is neither UTF-8 nor GB 18030")))


def _rows(text: str) -> Days:
    try:
        reader = iter(list(csv.reader(text.splitlines())))
    except csv.Error as error:
        raise Violations(Violation("file", _("This is no table of comma-separated values"))) from error
    names = [COLUMNS.get(cell.strip().lower(), "") for cell in next(reader, [])]
    if "date" not in names or "kind" not in names:
        raise Violations(Violation("file", _("The first line names the columns date and kind")))
    found: Days = {}
    problems: list[Violation] = []
    for line, row in enumerate(reader, 2):
        values = dict(zip(names, (cell.strip() for cell in row), strict=False))
        if not any(row):
            continue
        day, worked = _day(values.get("date", "")), _worked(values.get("kind", ""))
        if day is None or worked is None or found.get(day, worked) != worked:
            problems.append(Violation("file", _("Line ${line} cannot be read", mapping={"line": line})))
        else:
            found[day] = worked
    Violations.check(problems)
    return found


def _day(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def _worked(text: str) -> bool | None:
    kind = text.lower()
    return True if kind in WORKED else False if kind in OFF else None


def _events(content: bytes) -> Days:
    try:
        calendar = Calendar.from_ical(content)
        return dict(_event_days(calendar))
    except (ValueError, KeyError, AttributeError, IndexError, TypeError) as error:
        raise Violations(Violation("file", _("This iCalendar file cannot be read"))) from error


def _event_days(calendar: Calendar) -> Iterator[tuple[date, bool]]:
    for event in calendar.walk("VEVENT"):
        first, summary = _plain(event.decoded("DTSTART")), str(event.get("SUMMARY", "")).lower()
        end = event.decoded("DTEND", None)
        last = _plain(end) - timedelta(days=1) if end is not None else first
        worked = "班" in summary or "work" in summary
        for step in range(min(max((last - first).days, 0), LONGEST) + 1):
            yield first + timedelta(days=step), worked


def _plain(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value
