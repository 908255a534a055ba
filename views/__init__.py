"""Pages and the JSON API."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """How forms are read, static files, language and frame first, then every page and API call."""
    config.include("views.posted")
    config.include("views.static")
    config.include("views.language")
    config.include("views.layout")
    config.include("views.api")
    config.scan(ignore="views.api")
