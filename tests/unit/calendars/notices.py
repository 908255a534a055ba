"""The State Council's notices of holidays for 2024 to 2026, written out by hand, as an oracle.

国务院办公厅关于2024年部分节假日安排的通知 (国办发明电〔2023〕7号), for 2025 (国办发明电〔2024〕12号)
and for 2026 (国办发明电〔2025〕7号). Nothing here is read from the library that is tried with it.

First and last day off of each holiday, and the Saturdays and Sundays that are worked instead.
"""

from datetime import date, timedelta

OFF = (
    ("2024-01-01", "2024-01-01"),
    ("2024-02-10", "2024-02-17"),
    ("2024-04-04", "2024-04-06"),
    ("2024-05-01", "2024-05-05"),
    ("2024-06-10", "2024-06-10"),
    ("2024-09-15", "2024-09-17"),
    ("2024-10-01", "2024-10-07"),
    ("2025-01-01", "2025-01-01"),
    ("2025-01-28", "2025-02-04"),
    ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"),
    ("2025-05-31", "2025-06-02"),
    ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
)
WORKED = """
    2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
    2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
    2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)


def spans():
    """Pairs of days."""
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in OFF]


def worked(day):
    """What the notices say of a day."""
    if day.isoformat() in WORKED.split():
        return True
    return day.weekday() < 5 and not any(first <= day <= last for first, last in spans())


def days():
    """Every day of the three years."""
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
