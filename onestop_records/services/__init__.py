"""The acts, one noun a file; each module registers its services in its own ``includeme``."""

from pyramid.config import Configurator

SERVICES = (
    "responsibility",  # first: others join it, and work, when they are included
    "work",
    "deadline",  # kinds of objects join its listeners
    "appraisal",
    "arrangement",
    "casefile",
    "calendar",
    "check",
    "code",
    "numbering",
    "filing",
    "fonds",
    "hold",
    "idempotency",
    "limit",
    "listing",
    "matter",
    "notice",
    "lookup",
    "importing",
    "label",
    "room",
    "box",
    "boxing",
    "finding",
    "round",
    "stocktaking",
    "stockregister",
    "storework",
    "scanning",
    "person",
    "posts",
    "purge",
    "record",
    "retention",
    "savedsearch",
    "scope",
    "search",
    "unit",
    "upload",
    "volume",
    "destruction",
    "disposal",
    "enterprise",
    "execution",
    "impediment",
    "case",
    "casereference",
    "loan",  # after the registries that it joins
    "permit",
    "objection",
    "register",
    "transfer",
    "transferring",
    "witnessing",
    "complaint",
    "complaintwork",
    "batchwork",
    "recordwork",
)


def includeme(config: Configurator) -> None:
    """Include every service, in order."""
    for name in SERVICES:
        config.include(f"onestop_records.services.{name}")
