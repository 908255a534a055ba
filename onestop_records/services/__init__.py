"""The acts, one noun a file; each module registers its services in its own ``includeme``."""

from pyramid.config import Configurator

SERVICES = (
    "arrangement",
    "check",
    "code",
    "filing",
    "fonds",
    "idempotency",
    "listing",
    "lookup",
    "importing",
    "person",
    "record",
    "retention",
    "savedsearch",
    "scope",
    "search",
    "unit",
    "upload",
    "volume",
)


def includeme(config: Configurator) -> None:
    """Include every service, in order."""
    for name in SERVICES:
        config.include(f"onestop_records.services.{name}")
