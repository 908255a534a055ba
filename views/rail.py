"""The rail: the places of the house that a person may open, by what they are for."""

from dataclasses import dataclass

from pyramid.request import Request

from onestop_records.i18n import _
from onestop_records.models.record import Record
from onestop_records.permissions import Permission


@dataclass(frozen=True)
class Place:
    """A page of the rail: where it is, its icon, and the permission that opens it."""

    path: str
    label: str
    icon: str
    permission: Permission


@dataclass(frozen=True)
class Group:
    """Places under one heading; those without one stand first, ``folded`` ones open when one is there."""

    title: str
    places: tuple[Place, ...]
    folded: bool = False


GROUPS = (
    Group(
        "",
        (
            Place("/", _("Desk"), "desk", Permission.HOME),
            Place("/fonds", _("Archive"), "archive", Permission.BROWSE),
            Place("/search", _("Search"), "search", Permission.SEARCH),
            Place("/capture", _("Capture"), "capture", Permission.CAPTURE_FORM),
        ),
    ),
    Group(
        _("Casework"),
        (
            Place("/cases", _("Cases"), "case", Permission.CASES),
            Place("/bookings", _("Appointments"), "due", Permission.BOOKINGS),
            Place("/complaints", _("Complaints"), "bell", Permission.COMPLAINTS),
            Place("/specialtasks", _("Special tasks"), "list", Permission.SPECIALTASKS),
            Place("/enterprises", _("Enterprises"), "units", Permission.ENTERPRISES),
            Place("/figures", _("Figures"), "chart", Permission.FIGURES),
        ),
    ),
    Group(
        _("Keeping"),
        (
            Place("/arrangement", _("Arrangement"), "arrange", Permission.ARRANGE),
            Place("/rooms", _("Storage rooms"), "volume", Permission.STORAGE),
            Place("/places", _("Places of paper"), "place", Permission.ARRANGE),
            Place("/due", _("What falls due"), "due", Permission.DUE),
            Place("/disposals", _("Disposal"), "dispose", Permission.DISPOSALS),
            Place("/holds", _("Holds"), "lock", Permission.HOLDS),
            Place("/handovers", _("Handovers"), "handover", Permission.HANDOVERS),
        ),
    ),
    Group(
        _("Use and secrecy"),
        (
            Place("/loans", _("Loans"), "eye", Permission.LOANS),
            Place("/permits", _("Permits"), "key", Permission.PERMITS),
            Place("/alerts", _("Alerts"), "bell", Permission.ALERTS),
            Place("/leaks", _("Leak reports"), "wrong", Permission.LEAKS),
            Place("/audit", _("Audit"), "audit", Permission.AUDIT),
        ),
    ),
    Group(
        _("Rules and registers"),
        (
            Place("/matters", _("Matters"), "list", Permission.MATTERS),
            Place("/providers", _("Agencies and experts"), "people", Permission.PROVIDERS),
            Place("/calendar", _("Calendar and limits"), "due", Permission.CALENDAR),
            Place("/scope", _("Filing scope"), "list", Permission.SCOPE),
            Place("/retention", _("Retention schedule"), "history", Permission.RETENTION),
            Place("/people", _("People"), "people", Permission.PEOPLE),
            Place("/units", _("Units"), "units", Permission.UNITS),
        ),
        folded=True,
    ),
)


def open_groups(request: Request) -> list[Group]:
    """What this person may open; no group without a place."""
    site = request.site
    found = (
        Group(
            group.title,
            tuple(place for place in group.places if request.has_permission(place.permission, site)),
            group.folded,
        )
        for group in GROUPS
    )
    return [group for group in found if group.places]


def is_here(place: Place, request: Request) -> bool:
    """True for the place that the present page belongs to."""
    path = "/fonds" if isinstance(request.context, Record) else request.path
    return path == place.path or (place.path != "/" and path.startswith(f"{place.path}/"))
