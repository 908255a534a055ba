"""The frame around every page: navigation, breadcrumbs, messages, and parts made once."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.csrf import get_csrf_token
from pyramid.decorator import reify
from pyramid.events import BeforeRender
from pyramid.location import lineage
from pyramid.registry import Registry
from pyramid.renderers import get_renderer
from pyramid.request import Request

from onestop_records.events import SYSTEM, UNNOTED
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, INotices
from onestop_records.models.fonds import Category, Fonds
from onestop_records.models.person import Appointment
from onestop_records.models.record import Record, RecordFolder
from onestop_records.models.site import FondsFolder
from onestop_records.permissions import Permission
from views import words
from views.facet import word
from views.language import LANGUAGES
from views.rail import Group, Place, is_here, open_groups


class Parts(dict[str, Any]):
    """``layout.parts['badge']``: the part ``templates/macros/badge.pt`` for ``metal:use-macro``."""

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self.registry = registry

    def __missing__(self, name: str) -> Any:
        found = self[name] = _template(f"views:templates/macros/{name}.pt", self.registry)
        return found


class Layout:
    """What templates need beside their own values; ``layout`` in every template."""

    words = words
    languages = LANGUAGES

    def __init__(self, request: Request) -> None:
        self.request = request
        self.parts = Parts(request.registry)
        self._addresses: dict[str, str] = {}  # of files that every row of a list shows

    @reify
    def page(self) -> Any:
        """The frame of a signed-in person, for ``metal:use-macro="layout.page"``."""
        return _template("views:templates/layout.pt", self.request.registry)

    @reify
    def plain(self) -> Any:
        """The frame of sign-in and of errors."""
        return _template("views:templates/plain.pt", self.request.registry)

    @reify
    def public(self) -> Any:
        """The frame of pages that want no sign-in."""
        return _template("views:templates/public.pt", self.request.registry)

    @reify
    def open(self) -> Any:
        """The frame of pages for everybody: the house's for who has signed in, else the public one."""
        return self.public if self.request.identity is None else self.page

    @property
    def language(self) -> str:
        """The value of the attribute ``lang``."""
        return self.request.locale_name.replace("_", "-")

    @property
    def other_language(self) -> tuple[str, str]:
        """Code and name of the language that the switch leads to."""
        return next(pair for pair in LANGUAGES.items() if pair[0] != self.request.locale_name)

    @reify
    def csrf_token(self) -> str:
        """The token every form carries as ``csrf_token``."""
        return get_csrf_token(self.request)

    @reify
    def rail(self) -> list[Group]:
        """What stands in the rail for this person."""
        return open_groups(self.request)

    def is_here(self, place: Place) -> bool:
        """True for the place of the rail that the present page belongs to."""
        return is_here(place, self.request)

    def is_open(self, group: Group) -> bool:
        """False for a group that is folded up beside others, as long as the present page is not in it."""
        return not group.folded or len(self.rail) < 3 or any(map(self.is_here, group.places))

    @property
    def may_search(self) -> bool:
        """True for whom the search box on top works."""
        return self.allowed(Permission.SEARCH, self.request.site)

    def icon(self, name: str) -> str:
        """The address of a drawing in the sprite, for ``<use>``."""
        return f"{self.static('icons/sprite.svg')}#{name}"

    def allowed(self, permission: str, context: Any = None) -> bool:
        """May this person do that, to the present context when none is given?"""
        return bool(self.request.has_permission(permission, context or self.request.context))

    @reify
    def person(self) -> Any:
        """The Person who is signed in, or None."""
        identity = self.request.identity
        return self.request.site.people.get(identity.person) if identity else None

    @property
    def unread(self) -> int:
        """How many notices the person has not read."""
        return int(self.request.find_service(INotices).unread(self.person)) if self.person else 0

    @property
    def roles(self) -> list[str]:
        """The roles of the person, in words, the broadest last."""
        return [word for code, word in words.ROLES.items() if self.person and code in self.person.roles]

    def messages(self) -> list[str]:
        """What the last act had to say, shown once."""
        if self.request.identity is None:
            return []
        session = self.request.session
        return session.peek_flash() if UNNOTED in self.request.environ else session.pop_flash()

    @reify
    def crumbs(self) -> list[tuple[Any, str]]:
        """Pairs (title, address) from the fonds down to the context."""
        return list(_crumbs(self.request))

    def static(self, path: str) -> str:
        """The address of ``static/<path>``, with its digest."""
        found = self._addresses.get(path)
        if found is None:
            found = self._addresses[path] = self.request.static_path(f"static:{path}")
        return found

    def link(self, **changes: str | None) -> str:
        """The present address with some parameters of its query changed; None takes one away."""
        kept = [(name, value) for name, value in self.request.GET.items() if name not in changes]
        pairs = kept + [(name, value) for name, value in changes.items() if value is not None]
        return self.request.path + ("?" + urlencode(pairs) if pairs else "")

    def word(self, name: str, code: str) -> Any:
        """What the value of a filter is called."""
        return word(self.request, name, code)

    def unit(self, code: str) -> str:
        """The title of a unit."""
        unit = self.request.site.units.get(code)
        return unit.title if unit else code

    def post(self, appointment: Appointment) -> str:
        """The title of a post, by its code in its unit."""
        unit = self.request.site.units.get(appointment.unit)
        return unit.posts.get(appointment.post, appointment.post) if unit else appointment.post

    def retention(self, code: str) -> str:
        """The title of a retention class."""
        found = self.request.site.retention.get(code)
        return found.title if found else code

    def at_the_end(self, record: Record) -> Any:
        """What its class says is done when its period has ended."""
        found = self.request.site.retention.get(record.retention)
        return words.ENDS.get(found.current.action, "") if found else ""

    def type_title(self, code: str) -> Any:
        """The title of a record type."""
        return self.request.registry.record_types[code].title

    def is_volume(self, record: Record) -> bool:
        """True for a record that holds items, or whose type always does."""
        return bool(record.items) or self.request.registry.record_types[record.type].volume

    def custodian(self, record: Record) -> str:
        """The name of who answers for a record."""
        site = self.request.site
        return self.name(site.holder(record.keeping)) if record.keeping in site.keepings else ""

    def stamp(self, record: Record) -> list[str]:
        """The six boxes of the filing stamp (归档章, DA/T 22-2015 5.4), lower row last."""
        fonds = next((f.number for f in self.request.site.fonds.values() if record.category in f), "")
        pages = str(record.get("pages") or "")
        number = f"{record.sequence:04}" if record.sequence is not None else ""
        boxes = [fonds, str(record.year), number]
        return [*boxes, self.unit(record.unit), self.retention(record.retention), pages]

    def size(self, count: int) -> str:
        """A number of bytes in the unit one reads best."""
        size, units = float(count), ["B", "KB", "MB", "GB", "TB"]
        while size >= 1024 and len(units) > 1:
            size, units = size / 1024, units[1:]
        return f"{size:.0f} {units[0]}" if units[0] == "B" or size >= 100 else f"{size:.1f} {units[0]}"

    def local(self, instant: datetime | None) -> str:
        """An instant as day and minute of the archive's time zone."""
        return self.request.find_service(IClock).local(instant).strftime("%Y-%m-%d %H:%M") if instant else ""

    def name(self, person_id: str) -> str:
        """The name of a person, the system's for its own acts, or the id of one who is no account."""
        if person_id == SYSTEM:
            return str(self.request.localizer.translate(_("the system")))
        person = self.request.site.people.get(person_id)
        return person.name if person else person_id


def _template(spec: str, registry: Registry) -> Any:
    return get_renderer(spec, registry=registry).implementation()


def _crumbs(request: Request) -> Iterator[tuple[Any, str]]:
    for place in reversed(list(lineage(request.context))):
        if isinstance(place, FondsFolder):
            yield _("Archive"), "/fonds"
        elif isinstance(place, Fonds):
            yield f"{place.number} {place.title}", f"/fonds/{place.number}"
        elif isinstance(place, Category):
            yield place.title, f"/fonds/{place.__parent__.number}/{place.code}"
        elif isinstance(place, RecordFolder):
            yield _("Archive"), "/fonds"
        elif isinstance(place, Record):
            yield from _crumbs_of_record(request, place)


def _crumbs_of_record(request: Request, record: Record) -> Iterator[tuple[Any, str]]:
    for fonds in request.site.fonds.values():
        category = fonds.get(record.category)
        if category is not None:
            address = f"/fonds/{fonds.number}/{category.code}"
            yield f"{fonds.number} {fonds.title}", f"/fonds/{fonds.number}"
            yield category.title, address
            yield str(record.year), f"{address}?year={record.year}"
            break
    volume = request.site.records.get(record.volume) if record.volume else None
    if volume is not None and request.has_permission(Permission.VIEW, volume):
        yield volume.title, f"/records/{volume.id}"
    yield record.title, f"/records/{record.id}"


def add_layout(event: BeforeRender) -> None:
    """Every template of a request knows the frame as ``layout``."""
    if event["request"] is not None and str(event["renderer_name"]).endswith(".pt"):
        event["layout"] = event["request"].layout


def includeme(config: Configurator) -> None:
    config.add_request_method(Layout, "layout", reify=True)
    config.add_subscriber(add_layout, BeforeRender)
