"""A WebM of pictures without a video encoder: a lossy WebP holds a VP8 key frame (RFC 9649, 2.5)."""

import io
import struct
from collections.abc import Sequence

from PIL import Image

# Identifiers of EBML elements (RFC 8794, RFC 9559).
EBML, SEGMENT, INFO, TRACKS, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
TRACK, PICTURE, BLOCK = 0xAE, 0xE0, 0xA3
KEY_FRAME = b"\x80"
QUALITY = 70


def webm(pictures: Sequence[Image.Image], milliseconds: int) -> bytes:
    """The bytes of a silent video that shows each picture for that long; all are of one size."""
    width, height = pictures[0].size
    head = _element(
        EBML,
        _number(0x4286, 1) + _number(0x42F7, 1) + _number(0x42F2, 4) + _number(0x42F3, 8),
        _text(0x4282, "webm") + _number(0x4287, 2) + _number(0x4285, 2),
    )
    # The scale is a millisecond in nanoseconds; the length of the whole is a whole number of them.
    info = _element(INFO, _number(0x2AD7B1, 1_000_000), _length(len(pictures) * milliseconds), _programs())
    shape = _element(PICTURE, _number(0xB0, width) + _number(0xBA, height))
    track = _element(
        TRACK, _number(0xD7, 1) + _number(0x73C5, 1) + _number(0x83, 1), _text(0x86, "V_VP8"), shape
    )
    blocks = [
        _element(BLOCK, b"\x81", (place * milliseconds).to_bytes(2), KEY_FRAME, _frame(picture))
        for place, picture in enumerate(pictures)
    ]
    cluster = _element(CLUSTER, _number(0xE7, 0), *blocks)
    return head + _element(SEGMENT, info, _element(TRACKS, track), cluster)


def _frame(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "WEBP", quality=QUALITY, method=4)
    content = target.getvalue()
    start = content.index(b"VP8 ") + 8
    return content[start : start + int.from_bytes(content[start - 4 : start], "little")]


def _programs() -> bytes:
    return _text(0x4D80, "onestop-records") + _text(0x5741, "onestop-records")


def _length(milliseconds: int) -> bytes:
    return _element(0x4489, struct.pack(">d", milliseconds))


def _number(identifier: int, value: int) -> bytes:
    return _element(identifier, value.to_bytes(max(1, (value.bit_length() + 7) // 8)))


def _text(identifier: int, text: str) -> bytes:
    return _element(identifier, text.encode("ascii"))


def _element(identifier: int, *contents: bytes) -> bytes:
    """An element: its identifier, its size in eight bytes, its content."""
    content = b"".join(contents)
    size = (len(content) | 1 << 56).to_bytes(8)
    return identifier.to_bytes((identifier.bit_length() + 7) // 8) + size + content
