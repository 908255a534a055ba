"""The outbox of intents to index, the query language and the full-text engine."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register what this part offers."""
    config.include("onestop_records.search.outbox")
    config.include("onestop_records.search.engine")
