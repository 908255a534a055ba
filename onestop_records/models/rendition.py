"""What the worker derived from one version of a file: text, technical data, pictures."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from persistent import Persistent
from ZODB.blob import Blob


class Rendition(Persistent):
    """Derived, may be made again. Keyed by the version's sha256 in ``site.renditions``.

    ``status`` is ``read``, ``empty`` (no text in it), ``unreadable``, ``encrypted``, ``damaged``,
    ``too-long`` or ``too-large``; ``text`` is zlib-deflated UTF-8; ``technical`` plain JSON values
    (width, height, duration, codec, pages, EXIF …); ``pictures`` maps names such as ``thumbnail`` or
    ``page-1`` to PNG or JPEG blobs.
    """

    def __init__(
        self, status: str, media_type: str, text: bytes, technical: Mapping[str, Any], message: str = ""
    ) -> None:
        self.status = status
        self.media_type = media_type
        self.text = text
        self.technical = dict(technical)
        self.message = message
        self.pictures: dict[str, Blob] = {}

    @property
    def plain_text(self) -> str:
        """The text that was read, empty when there is none."""
        return zlib.decompress(self.text).decode("utf-8", "replace") if self.text else ""

    def beginning(self, characters: int) -> str:
        """At most the first ``characters`` of the text, without unpacking the rest."""
        packed = zlib.decompressobj()
        start = packed.decompress(self.text, 4 * characters) if self.text else b""
        return start.decode("utf-8", "ignore")[:characters]


@dataclass(frozen=True)
class Extraction:
    """What a reader found in a file; becomes a ``Rendition``. Same words, ``text`` as plain text,
    ``pictures`` as encoded PNG or JPEG bytes by name."""

    status: str
    media_type: str
    text: str = ""
    technical: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
