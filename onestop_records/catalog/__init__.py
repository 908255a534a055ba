"""Metadata indexes: filters, facets, sorting and access, over dense numbers in roaring bitmaps."""

from pyramid.config import Configurator

from onestop_records.interfaces import ICatalog


def includeme(config: Configurator) -> None:
    """Register the catalogue."""
    from onestop_records.catalog.service import catalog_factory

    config.register_service_factory(catalog_factory, ICatalog)
