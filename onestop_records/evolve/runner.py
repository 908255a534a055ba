"""Brings a store to the state that this code expects, step by step, each recorded in ``site.evolved``."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pyramid.registry import Registry
from pyramid_zodbconn import get_connection

from onestop_records.events import Actor
from onestop_records.evolve import steps
from onestop_records.interfaces import IClock
from onestop_records.models.site import ROOT_KEY
from onestop_records.storage.work import work


def step_names() -> list[str]:
    """All steps in the order of their names, which is that of their times."""
    return sorted(module.name for module in iter_modules(steps.__path__) if module.name.startswith("step_"))


def pending(request: Any) -> list[str]:
    """The steps that this store has not had yet."""
    site = get_connection(request).root().get(ROOT_KEY)
    return [name for name in step_names() if site is None or name not in site.evolved]


def evolve(registry: Registry, actor: Actor) -> Iterator[str]:
    """Make every pending step, each in its own transaction; yield its name when it is done."""
    with work(registry, actor) as request:
        names = pending(request)
    for name in names:
        module = import_module(f"{steps.__name__}.{name}")
        with work(registry, actor) as request:
            module.evolve(request)
            site = get_connection(request).root()[ROOT_KEY]
            site.evolved[name] = request.find_service(IClock).now()
            request.tm.commit()
        yield name
