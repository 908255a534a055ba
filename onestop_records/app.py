"""The WSGI application: ordered includes, then scans."""

from pathlib import Path
from typing import Any

import pyramid_tm
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid_zodbconn import get_connection

from onestop_records.clock import SystemClock
from onestop_records.events import ACTING, Actor
from onestop_records.interfaces import IClock, ISettings
from onestop_records.models.site import ROOT_KEY, Site
from onestop_records.settings import Settings, read_settings
from onestop_records.storage.location import store_uri

LIBRARIES = (
    "pyramid_services",
    "pyramid_retry",
    "pyramid_tm",
    "pyramid_zodbconn",
)
PARTS = (
    "onestop_records.services.notifier",
    "onestop_records.audit",
    "onestop_records.calendars",
    "onestop_records.storage.temporary",
    "onestop_records.storage.content",
    "onestop_records.storage.erasure",
    "onestop_records.storage.package",
    "onestop_records.storage.lock",
    "onestop_records.storage.availability",
    "onestop_records.extraction",
    "onestop_records.search",
    "onestop_records.catalog",
    "onestop_records.workflow",
    "onestop_records.security",
    "onestop_records.services",
    "schemas",
)
PAGES = ("pyramid_chameleon", "views")


def site_of(request: Request) -> Site:
    """The archive as this request's transaction sees it."""
    return get_connection(request).root()[ROOT_KEY]


def actor_of(request: Request) -> Actor:
    """Who acts: the signed-in person, or whoever a command or the worker acts for."""
    if acting := request.environ.get(ACTING):
        return acting
    identity = request.identity
    way = "api" if request.path.startswith("/api/") else "page"
    return Actor(identity.person if identity else "", request.client_addr or "", way)


def find_service(request: Request, interface: Any) -> Any:
    """The service of this request, made once.

    ``pyramid_services`` keeps those of a request in an adapter registry, whose caches every new entry
    empties; a dictionary does for services that ask for no context. Raises LookupError.
    """
    made = request.made_services
    if interface not in made:
        made[interface] = request.find_service_factory(interface)(None, request)
    return made[interface]


def configure(settings: Settings, pages: bool = True) -> Configurator:
    """Everything but the WSGI callable; commands and the worker do without ``pages``."""
    config = Configurator(
        settings={
            "onestop": settings,
            "zodbconn.uri": store_uri(settings),
            "tm.manager_hook": pyramid_tm.explicit_manager,
            "tm.annotate_user": False,
            "retry.attempts": 5,
            "pyramid.default_locale_name": "zh_CN",
        },
        root_factory=site_of,
    )
    for name in LIBRARIES:
        config.include(name)
    config.register_service(SystemClock(settings.timezone), IClock)
    config.register_service_factory(lambda _, request: request.registry.settings["onestop"], ISettings)
    config.add_request_method(site_of, "site", reify=True)
    config.add_request_method(actor_of, "actor", reify=True)
    config.add_request_method(find_service)
    config.add_request_method(lambda request: {}, "made_services", reify=True)
    config.add_translation_dirs("onestop_records:locale")
    for name in PARTS + (PAGES if pages else ()):
        config.include(name)
    config.commit()
    return config


def main(global_config: dict[str, Any] | None, instance: str, **_: str) -> Any:
    """PasteDeploy factory: the application of the instance in that folder."""
    return configure(read_settings(Path(instance))).make_wsgi_app()
