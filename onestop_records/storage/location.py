"""Where the store is."""

from onestop_records.settings import Settings


def store_uri(settings: Settings) -> str:
    """The ``zodburi`` of the store: the setting, or the instance's embedded ZEO server."""
    return settings.zodb_uri or f"zconfig://{settings.instance / 'store-client.conf'}#client"
