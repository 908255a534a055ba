"""Which full-text engine an instance uses: one for each index folder in a process."""

from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from onestop_records.interfaces import IFullText
from onestop_records.search.whoosh_engine import WhooshEngine


def includeme(config: Configurator) -> None:
    """Register the service IFullText."""
    engines: dict[Path, WhooshEngine] = {}

    def full_text(context: Any, request: Request) -> WhooshEngine:
        folder = request.registry.settings["onestop"].index_folder
        return engines.setdefault(folder, WhooshEngine(folder))

    config.register_service_factory(full_text, IFullText)
