"""Pages and the JSON API."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Static files first, then every page and API call."""
    config.scan()
