"""The JSON API, ``/api/v1``: bearer tokens only, problem documents, OpenAPI 3.1."""

from pyramid.config import Configurator

from views.api.call import add_calls


def includeme(config: Configurator) -> None:
    """Collect the declared calls, then add their routes and views."""
    config.registry.api_calls = []
    config.scan("views.api", categories=("api", "pyramid"))
    add_calls(config)
