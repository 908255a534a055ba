"""Where an import reads from: a folder or a ZIP. Names are relative, with ``/``, and never lead outside."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, cast

from onestop_records.errors import Violation
from onestop_records.i18n import _

UTF8_NAME, ENCRYPTED = 0x800, 0x1  # flags of a member
MOST_MEMBERS = 200_000
MOST_NAMED = 5  # names in a message
MOST_RATIO = 200  # times that a member may grow when unpacked, beyond SMALL
SMALL = 10 * 1024 * 1024
LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


class SourceUnusable(Exception):
    """The folder or ZIP cannot be read; the message says why."""


class Source(Protocol):
    """A set of files by name."""

    def names(self) -> list[str]: ...

    def problems(self, name: str) -> list[Violation]: ...

    def open(self, name: str) -> BinaryIO: ...


def open_source(path: Path) -> "FolderSource | ZipSource":
    """The source at a path. Raises SourceUnusable."""
    if path.is_dir():
        return FolderSource(path)
    if zipfile.is_zipfile(path):
        return ZipSource(path)
    raise SourceUnusable(f"{path} is neither a folder nor a ZIP")


def litter(name: str) -> bool:
    """Left behind by file managers and offices, not meant to be kept; what leads outside is told instead."""
    parts = PurePosixPath(name).parts
    return ".." not in parts and any(part.lower() in LITTER or part.startswith((".", "~$")) for part in parts)


def proper(name: str) -> bool:
    """A relative name that stays inside."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and not name.startswith("/")
        and ".." not in parts
        and "\\" not in name
        and "\0" not in name
    )


class FolderSource:
    """A folder with everything below it; links that lead out of it are not followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def names(self) -> list[str]:
        found = (path.relative_to(self.folder).as_posix() for path in self._files())
        return sorted(name for name in found if not litter(name))

    def _files(self) -> Iterator[Path]:
        return (path for path in self.folder.rglob("*") if path.is_file() and not path.is_symlink())

    def problems(self, name: str) -> list[Violation]:
        if not proper(name) or not (self.folder / name).resolve().is_relative_to(self.folder):
            return [Violation("path", _("${name} lies outside of the folder", mapping={"name": name}))]
        if not (self.folder / name).is_file():
            return [Violation("path", _("There is no file ${name}", mapping={"name": name}))]
        return []

    def open(self, name: str) -> BinaryIO:
        return (self.folder / name).open("rb")


class ZipSource:
    """A ZIP, read member by member; nothing is unpacked to disk under a name it chose."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
            raise SourceUnusable(f"{path} cannot be read: {error}") from error
        members = [member for member in self.zip.infolist() if not member.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise SourceUnusable(f"{path} holds more than {MOST_MEMBERS} files")
        self.members = {decoded(member): member for member in members}
        if len(self.members) < len(members):  # which of them is meant, nobody can tell
            counts = Counter(decoded(member) for member in members)
            twice = ", ".join(sorted(name for name, count in counts.items() if count > 1)[:MOST_NAMED])
            raise SourceUnusable(f"{path} holds more than one file of the same name: {twice}")

    def names(self) -> list[str]:
        return sorted(name for name in self.members if not litter(name))

    def problems(self, name: str) -> list[Violation]:
        member = self.members.get(name)
        values = {"name": name}
        if not proper(name):
            return [Violation("path", _("${name} lies outside of the folder", mapping=values))]
        if member is None:
            return [Violation("path", _("There is no file ${name}", mapping=values))]
        if member.flag_bits & ENCRYPTED:
            return [Violation("path", _("${name} is encrypted", mapping=values))]
        if member.file_size > SMALL and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            return [Violation("path", _("${name} grows suspiciously when unpacked", mapping=values))]
        return []

    def open(self, name: str) -> BinaryIO:
        return cast(BinaryIO, self.zip.open(self.members[name]))


def decoded(member: zipfile.ZipInfo) -> str:
    """The name of a member; Chinese systems write GB18030, others UTF-8, without saying which.

    Some GB18030 names are by chance valid UTF-8, but never of characters as far up as Chinese ones.
    """
    if member.flag_bits & UTF8_NAME or member.filename.isascii():
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    as_utf8 = raw.decode("utf-8", "ignore")
    if as_utf8.encode() == raw and max(as_utf8) >= "\u0800":
        return as_utf8
    return raw.decode("gb18030", "replace")
