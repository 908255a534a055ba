"""Images through Pillow: size, EXIF, thumbnail and preview the right way up."""

import math
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from onestop_records.extraction import messages
from onestop_records.extraction.charset import decode
from onestop_records.extraction.pictures import PREVIEW, THUMBNAIL, encode
from onestop_records.extraction.reading import Failed, Reading

PIXELS = 150_000_000
WANTED = {
    "DateTimeOriginal": "taken",
    "Make": "camera_maker",
    "Model": "camera",
    "Artist": "artist",
    "Copyright": "copyright",
    "ImageDescription": "description",
    "Software": "program",
    "ExposureTime": "exposure",
    "FNumber": "aperture",
    "ISOSpeedRatings": "sensitivity",
    "FocalLength": "focal_length",
}


def read(reading: Reading) -> None:
    Image.MAX_IMAGE_PIXELS = None  # the guard is ours, below, so that the size is still told
    try:
        image = Image.open(reading.path)
    except UnidentifiedImageError as error:
        raise Failed("damaged", messages.DAMAGED) from error
    with image:
        reading.describe({"width": image.width, "height": image.height, "mode": image.mode})
        reading.describe(
            {"pages": getattr(image, "n_frames", 1)} if reading.media_type == "image/tiff" else {}
        )
        reading.describe({"exif": _exif(image) or None})
        if image.width * image.height > PIXELS:
            raise Failed("too-large", messages.TOO_MANY_PIXELS)
        image.draft("RGB", (2 * PREVIEW, 2 * PREVIEW))
        upright = ImageOps.exif_transpose(image)
        reading.pictures["preview"] = encode(upright, PREVIEW)
        reading.pictures["thumbnail"] = encode(upright, THUMBNAIL)


def _exif(image: Image.Image) -> dict[str, Any]:
    """Wanted tags as plain values; ``gps`` is [latitude, longitude] in degrees."""
    exif = image.getexif()
    tags = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    found: dict[str, Any] = {}
    for number, value in tags.items():
        name = WANTED.get(ExifTags.TAGS.get(number, ""))
        plain = _plain(value)
        if name and plain not in (None, ""):
            found[name] = plain
    place = _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    return {**found, "gps": place} if place else found


def _plain(value: Any) -> str | float | None:
    if isinstance(value, bytes):
        value = decode(value)
    if isinstance(value, str):
        if not value.isascii():  # Pillow takes every byte for Latin-1; cameras write UTF-8 or GBK
            value = decode(value.encode("latin-1", "replace"))
        return value.replace("\0", "").strip()[:500]
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return round(number, 6) if math.isfinite(number) else None


def _place(gps: dict[int, Any]) -> list[float] | None:
    try:
        degrees = [sum(float(part) / 60**power for power, part in enumerate(gps[tag])) for tag in (2, 4)]
        signs = [-1 if gps.get(tag) == letter else 1 for tag, letter in ((1, "S"), (3, "W"))]
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    place = [round(sign * value, 6) for sign, value in zip(signs, degrees, strict=True)]
    return place if all(math.isfinite(value) and abs(value) <= 180 for value in place) else None
