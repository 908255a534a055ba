"""Members of a ZIP package, read with limits: an archive that explodes is noticed before it does."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from onestop_records.extraction import messages
from onestop_records.extraction.reading import Failed

MEMBER_LIMIT = 256 * 1024 * 1024
TOTAL_LIMIT = 512 * 1024 * 1024


class Package:
    """A ZIP file whose members may be unpacked up to limits in bytes, in all and each."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = archive.namelist()
        self._left = TOTAL_LIMIT

    def __contains__(self, name: str) -> bool:
        return name in self.archive.NameToInfo

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a member's bytes; raises Failed when it is missing, encrypted or explodes."""
        with self._open(name) as member:
            left = min(MEMBER_LIMIT, self._left)
            while chunk := member.read(64 * 1024):
                left -= len(chunk)
                self._left -= len(chunk)
                if left < 0:
                    raise Failed("too-large", messages.EXPLODES)
                yield chunk

    def read(self, name: str) -> bytes:
        """All bytes of a member."""
        return b"".join(self.chunks(name))

    def _open(self, name: str) -> IO[bytes]:
        info = self.archive.NameToInfo.get(name)
        if info is None:
            raise Failed("damaged", messages.DAMAGED)
        if info.flag_bits & 1:
            raise Failed("encrypted", messages.ENCRYPTED)
        return self.archive.open(info)


@contextmanager
def package(path: Path) -> Iterator[Package]:
    """Open a ZIP file as a package; raises Failed."""
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise Failed("damaged", messages.DAMAGED) from error
    with archive:
        yield Package(archive)
