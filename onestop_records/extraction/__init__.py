"""Reading what is in files: recognition here, everything that parses in a separate limited process."""

from typing import Any


def includeme(config: Any) -> None:
    """Register the extractor: one for the process, its child starts when first needed."""
    # Imported here, for the child imports this package and needs neither.
    from onestop_records.extraction.extractor import Extractor
    from onestop_records.interfaces import IExtractor

    config.register_service(Extractor(config.registry.settings["onestop"]), IExtractor)
