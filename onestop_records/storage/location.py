"""Where the store is and how to reach it."""

import os
from pathlib import Path

from onestop_records.settings import Settings, SettingsError

SERVER = """\
# Made by onestop-records; written anew at each start.
<zeo>
  address {socket}
  transaction-timeout 60
  invalidation-queue-size 100
</zeo>
<filestorage 1>
  path {folder}/Data.fs
  blob-dir {folder}/blobs
  pack-keep-old false
</filestorage>
"""
CLIENT = """\
# Made by onestop-records; written anew at each start.
%import ZEO
<zodb client>
  cache-size 20000
  cache-size-bytes 32MB
  pool-size 8
  <clientstorage>
    server {socket}
    blob-dir {folder}/blobs
    shared-blob-dir true
    cache-size 32MB
    server-sync true
    wait-timeout 2
  </clientstorage>
</zodb>
"""


def store_uri(settings: Settings) -> str:
    """The ``zodburi`` of the store: the setting, or the instance's embedded ZEO server."""
    return settings.zodb_uri or f"zconfig://{client_configuration(settings)}#client"


def embedded(settings: Settings) -> bool:
    """True when the store is the instance's own ZEO server."""
    return not settings.zodb_uri


def server_configuration(settings: Settings) -> Path:
    """The file that tells the store process what to serve and where."""
    return settings.instance / "store.conf"


def client_configuration(settings: Settings) -> Path:
    """The file that tells every other process how to reach the store."""
    return settings.instance / "store-client.conf"


def socket_path(settings: Settings) -> Path:
    """The store's Unix socket: in the instance, or in a private runtime directory when that is too long."""
    return settings.socket("store.sock")


def write_configuration(settings: Settings) -> None:
    """Write both files of an embedded store, when they differ; makes the folders that they name.

    Raises SettingsError for a folder whose name cannot stand in them.
    """
    folder = str(settings.instance)
    if any(character in folder for character in "#?\n") or folder != folder.strip():
        raise SettingsError(f"the instance's folder must not contain '#' or '?' or end in a space: {folder}")
    (settings.instance / "blobs").mkdir(mode=0o700, exist_ok=True)
    values = {
        "folder": folder.replace("$", "$$"),
        "socket": str(socket_path(settings)).replace("$", "$$"),
    }
    _write(server_configuration(settings), SERVER.format(**values))
    _write(client_configuration(settings), CLIENT.format(**values))


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text("utf-8") != text:
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_text(text, "utf-8")
        draft.replace(path)
