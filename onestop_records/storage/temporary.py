"""Where short-lived files go."""

import tempfile

from pyramid.config import Configurator

from onestop_records.settings import Settings


def includeme(config: Configurator) -> None:
    """Uploads under way, of the server, of webob and of ZODB, all go to ``tempfile.gettempdir()``.

    It is made the instance's own folder: on the file system of the blobs, so that a commit renames and
    never copies.
    """
    settings: Settings = config.registry.settings["onestop"]
    settings.temporary_folder.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(settings.temporary_folder)
