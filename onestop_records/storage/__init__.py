"""Blobs, their names and where short-lived files go."""

import tempfile

from pyramid.config import Configurator

from onestop_records.interfaces import IErasure, IPackages, IStorage
from onestop_records.settings import Settings
from onestop_records.storage.content import storage_factory
from onestop_records.storage.erasure import erasure_factory
from onestop_records.storage.package import packages_factory


def includeme(config: Configurator) -> None:
    """Register the storage.

    Uploads under way, of the server, of webob and of ZODB, all go to ``tempfile.gettempdir()``. It is made
    the instance's own folder: on the file system of the blobs, so that a commit renames and never copies.
    """
    settings: Settings = config.registry.settings["onestop"]
    settings.temporary_folder.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(settings.temporary_folder)
    config.register_service_factory(storage_factory, IStorage)
    config.register_service_factory(erasure_factory, IErasure)
    config.register_service_factory(packages_factory, IPackages)
    config.include("onestop_records.storage.lock")
