"""A small archive to test on: an association, its units, people of every role, two categories."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import transaction
from webtest import TestApp
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from zope.interface import implementer

from onestop_records.app import configure
from onestop_records.events import Actor
from onestop_records.interfaces import IClock, IPasswords
from onestop_records.models.fonds import Category, Fonds
from onestop_records.models.keeping import Keeping
from onestop_records.models.person import Appointment, Person
from onestop_records.models.retention import RetentionClass
from onestop_records.models.site import ROOT_KEY, Site
from onestop_records.models.unit import Unit
from onestop_records.security import sessions
from onestop_records.security.cookies import SESSION
from onestop_records.security.passwords import Passwords
from onestop_records.settings import Settings
from onestop_records.storage.work import work
from onestop_records.worker.loop import run_once

CSRF_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # a Monday, noon in Shanghai

# username: (roles, unit)
PEOPLE = {
    "staff": (("staff",), "QYB"),
    "staff2": (("staff",), "XXB"),
    "clerk": (("staff", "clerk"), "QYB"),
    "clerk2": (("staff", "clerk"), "QYB"),
    "archivist": (("staff", "archivist"), "BGS"),
    "archivist2": (("staff", "archivist"), "BGS"),
    "head": (("staff", "head"), "QYB"),
    "manager": (("staff", "manager"), "LDXZ"),
    "manager2": (("staff", "manager"), "LDXZ"),
    "auditor": (("auditor",), None),
    "security": (("security",), None),
    "admin": (("admin",), None),
}
UNITS = {"LDXZ": "领导小组", "BGS": "办公室", "QYB": "企业服务部", "XXB": "信息管理部"}


@implementer(IClock)
class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, instant: datetime = NOON) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.local(self.instant).date()

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(ZoneInfo("Asia/Shanghai"))

    def forward(self, **step: float) -> None:
        self.instant += timedelta(**step)


def build_site() -> Site:
    """The archive's furniture; the ids of people and keepings are their usernames, to read tests by."""
    site = Site("文具行业质量服务平台")
    for code, title in UNITS.items():
        site.units.add(Unit(code, title))
    for username, (roles, unit) in PEOPLE.items():
        person = Person(username, username, username)
        person.roles = frozenset(roles)
        if unit:
            person.appointments = (Appointment(unit, "post", date(2020, 1, 1)),)
        person.keepings = (f"keeping-{username}",)
        site.keepings[f"keeping-{username}"] = Keeping(f"keeping-{username}", username)
        site.people.add(person)
    fonds = Fonds("Z109", "文具行业协会")
    site.fonds.add(fonds)
    for code, title, template in (
        ("WS", "文书", "{fonds}-{category}·{year}-{retention}-{unit}-{sequence:04}"),
        ("ZP", "照片", "{fonds}-{category}·{year}-{retention}-{sequence:03}"),
    ):
        fonds.add(Category(code, title, template, "keeping-archivist"))
    for code, title, years in (("Y", "永久", None), ("D30", "30年", 30), ("D10", "10年", 10)):
        site.retention.add(RetentionClass(code, title, years))
    return site


class World:
    """One archive on a throw-away store. ``with world.work("archivist") as request:`` acts as a person."""

    def __init__(self, registry: Any, base: Any, folder: Path) -> None:
        self.registry = registry
        self.clock: FixedClock = registry.test_clock
        self.clock.instant = NOON
        settings: Settings = registry.settings["onestop"]
        registry.settings["onestop"] = replace(settings, instance=folder)
        self.settings: Settings = registry.settings["onestop"]
        self.settings.temporary_folder.mkdir(parents=True)
        self.settings.keys_folder.mkdir()
        self.db = DB(DemoStorage(base=base))
        registry._zodb_databases = {"": self.db}

    @contextmanager
    def work(self, username: str = "archivist") -> Iterator[Any]:
        """A request acting as ``username``; commits when the block ends well."""
        with work(self.registry, Actor(username, "127.0.0.1", "page")) as request:
            yield request
            request.tm.commit()

    def browser(self, username: str | None = None) -> TestApp:
        """A browser in which ``username`` has signed in, or nobody."""
        browser = TestApp(self.registry.wsgi)
        if username:
            with self.work(username) as request:
                person = request.site.people[username]
                browser.set_cookie(SESSION, sessions.begin(request.site, person, self.clock.now()))
        return browser

    def index(self) -> None:
        """Do all that waits for the worker, files included."""
        run_once(self.registry)

    def close(self) -> None:
        self.db.close()


def csrf_token(browser: TestApp) -> str:
    """What the forms of a signed-in browser carry."""
    found = CSRF_TOKEN.search(browser.get("/account").text)  # a parser would take most of a test's time
    assert found, "no form on this page carries a token"
    return found[1]


def build_registry(folder: Path) -> Any:
    """The configured application, once for all tests; each World puts its own store into it."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        instance=folder, secret="for tests only", demo=True, zodb_uri="memory://", write_wait=0.0
    )
    config = configure(settings)
    config.registry.test_clock = FixedClock()
    config.register_service(config.registry.test_clock, IClock)
    config.register_service(Passwords(time_cost=1, memory_cost=8), IPasswords)
    config.commit()
    config.registry.wsgi = config.make_wsgi_app()
    return config.registry


def build_base() -> Any:
    """A store with the furniture, under every test's own changes."""
    storage = DemoStorage()
    db = DB(storage)
    connection = db.open()
    connection.root()[ROOT_KEY] = build_site()
    transaction.commit()
    connection.close()
    return storage
