"""Files of a record and their immutable versions."""

from dataclasses import dataclass, replace
from datetime import datetime

from ZODB.blob import Blob


@dataclass(frozen=True)
class Received:
    """Bytes that came in, were hashed on the way and wait to become a version."""

    name: str
    media_type: str
    size: int
    sha256: str
    blob: Blob


@dataclass(frozen=True)
class Version:
    """One state of a file: bytes that never change. ``size`` in bytes, ``sha256`` in lower-case hex."""

    number: int
    name: str
    media_type: str
    size: int
    sha256: str
    blob: Blob
    added_by: str
    added_at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Component:
    """A digital file (组件) with its versions, oldest first."""

    id: str
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    def version(self, number: int | None) -> Version:
        """The version with this number, the newest without one; raises KeyError."""
        if number is None:
            return self.current
        if not 1 <= number <= len(self.versions):
            raise KeyError(number)
        return self.versions[number - 1]

    def with_version(self, version: Version) -> "Component":
        """The same file with one version more."""
        return replace(self, versions=(*self.versions, version))
