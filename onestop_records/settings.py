"""INI file and environment become one frozen ``Settings``."""

import hashlib
import os
import stat
from collections.abc import Mapping
from configparser import ConfigParser
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

SECTION = "onestop"
MEBIBYTE = 1024 * 1024
SAID = {"zodbconn.uri": "zodb_uri"}  # names in the INI file that are no names of attributes
LONGEST_SOCKET_PATH = 100  # bytes; the system's own limit is 107


@dataclass(frozen=True)
class Settings:
    """Every setting of an instance. Sizes in bytes, times in seconds unless the name says otherwise."""

    instance: Path
    secret: str
    demo: bool = False
    zodb_uri: str = ""  # zodbconn.uri in the INI file; empty: the embedded ZEO store of this instance
    timezone: str = "Asia/Shanghai"
    host: str = "127.0.0.1"
    port: int = 6543
    web_processes: int = 0  # 0: as many as cores
    web_threads: int = 4
    behind_https: bool = False
    small_unit: bool = False  # profile 小型单位 of the chapter on security
    backup_days: int = 90  # how long a backup is kept
    session_idle: int = 3600
    token_days: int = 90
    request_limit: int = 64 * MEBIBYTE
    upload_limit: int = 20 * 1024 * MEBIBYTE
    extraction_seconds: int = 60
    extraction_memory: int = 1024 * MEBIBYTE
    extraction_characters: int = 5_000_000
    write_wait: float = 2.0  # how long a searcher waits for their own writes
    cooling_off_days: int = 7  # between approval and destruction of electronic content
    cooling_off_days_paper: int = 0  # of batches that are on paper alone
    check_days: int = 365  # filed records are checked anew when the last check is that old; 0: never
    site_address: str = ""  # how people reach this, https://…: for links in e-mail and calendars
    mail: str = ""  # smtp: notices are sent; file: kept in the folder mail of the instance; empty: neither
    mail_host: str = "localhost"
    mail_port: int = 25
    mail_username: str = ""
    mail_password: str = ""
    mail_tls: bool = False  # refuse to send without STARTTLS
    mail_sender: str = "onestop-records@localhost"
    evaluation_days: int = 30  # how long a client may use the link to an evaluation
    notice_days: int = 180  # how long a notice is kept
    antivirus: str = ""  # command that gets a path and exits 0 when it is clean

    @property
    def index_folder(self) -> Path:
        """Where the full-text engine keeps its files; derived, may be removed."""
        return self.instance / "index"

    @property
    def temporary_folder(self) -> Path:
        """Uploads under way and other short-lived files; cleared at start."""
        return self.instance / "tmp"

    @property
    def keys_folder(self) -> Path:
        """Keys and anchors kept outside the store."""
        return self.instance / "keys"

    def socket(self, name: str) -> Path:
        """A Unix socket of this instance: in its folder, or in a private one when that path is too long.

        The same in every process, wherever its temporary files go. Raises SettingsError.
        """
        path = self.instance.absolute() / name
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
            return path
        digest = hashlib.sha256(os.fsencode(path.parent)).hexdigest()[:24]
        return _runtime_folder() / f"{digest}-{name}"


class SettingsError(ValueError):
    """The INI file or the environment cannot be used; the message says what to change."""


def restoring_marker(instance: Path) -> Path:
    """The file that is there while an instance is being restored: nobody else may open it."""
    return instance / "restoring.json"


def _runtime_folder() -> Path:
    """A folder of this user alone; raises SettingsError when somebody else has it."""
    base = os.environ.get("XDG_RUNTIME_DIR") or Path(os.sep, "tmp")  # not tempfile's, which is the instance's
    folder = Path(base) / f"onestop-records-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o077:
        raise SettingsError(f"{folder} must be a folder that only this user may enter")
    return folder


def read_settings(instance: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Read ``instance/onestop.ini``; ``ONESTOP_NAME`` in the environment wins over it.

    Raises SettingsError with everything that is wrong.
    """
    environment = os.environ if environment is None else environment
    parser = ConfigParser(interpolation=None)
    if not parser.read(instance / "onestop.ini", encoding="utf-8"):
        raise SettingsError(f"{instance / 'onestop.ini'} not found: make an instance with 'init'")
    section = dict(parser[SECTION]) if parser.has_section(SECTION) else {}
    given = {SAID.get(name, name): value for name, value in section.items()}
    names = {field.name for field in fields(Settings)} - {"instance"}
    problems = [f"unknown setting {name}" for name in sorted(given.keys() - names)]
    for name in names:
        if f"ONESTOP_{name.upper()}" in environment:
            given[name] = environment[f"ONESTOP_{name.upper()}"]
    values: dict[str, Any] = {}
    for field in fields(Settings):
        if field.name in given and field.name in names:
            try:
                values[field.name] = _convert(given[field.name], field.type)
            except ValueError:
                problems.append(f"{field.name}: {given[field.name]!r} is not a {field.type}")
        elif field.name in names and field.default is MISSING:
            problems.append(f"{field.name} is missing")
    if problems:
        raise SettingsError("; ".join(problems))
    return Settings(instance=instance, **values)


def _convert(text: str, kind: object) -> object:
    if kind is bool:
        words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if text.lower() not in words:
            raise ValueError(text)
        return words[text.lower()]
    if kind in (int, float):
        return kind(text)
    return text
