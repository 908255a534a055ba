"""Technical data of a file in words: what its reader found in it, EXIF of photos among it."""

from collections.abc import Iterator, Mapping
from typing import Any

from onestop_records.i18n import _

NAMES = {
    "width": _("Width"),
    "height": _("Height"),
    "mode": _("Colours"),
    "pages": _("Pages"),
    "sheets": _("Sheets"),
    "duration": _("Duration"),
    "video_codec": _("Codec of the picture"),
    "frame_rate": _("Pictures per second"),
    "audio_codec": _("Codec of the sound"),
    "sampling_rate": _("Sampling rate"),
    "channels": _("Channels"),
    "bit_rate": _("Bit rate"),
    "encoding": _("Encoding of the text"),
    "title": _("Title within the file"),
    "author": _("Author within the file"),
    "program": _("Made with"),
    "created": _("Made at"),
    "taken": _("Taken at"),
    "subject": _("Subject"),
    "from": _("Sender"),
    "to": _("Recipient"),
    "cc": _("Copy to"),
    "date": _("Sent at"),
    "attachments": _("Attachments"),
    "members": _("Files within"),
    "unpacked": _("Size unpacked"),
    "protected": _("Protected"),
    "signatures": _("Electronic signatures"),
    "truncated": _("Only the beginning was read"),
}
EXIF = {
    "taken": _("Taken at"),
    "gps": _("Taken where (latitude, longitude)"),
    "camera_maker": _("Maker of the camera"),
    "camera": _("Camera"),
    "exposure": _("Exposure time"),
    "aperture": _("Aperture"),
    "sensitivity": _("Sensitivity"),
    "focal_length": _("Focal length"),
    "artist": _("Photographer in the file"),
    "copyright": _("Rights in the file"),
    "description": _("Description in the file"),
    "program": _("Made with"),
}
MODES = {
    "1": _("black and white"),
    "L": _("shades of grey"),
    "P": _("palette"),
    "RGB": _("colour"),
    "RGBA": _("colour with transparency"),
    "CMYK": _("colour for print (CMYK)"),
}
MOST = 60  # entries; EXIF can be long
Pairs = list[tuple[Any, Any]]


def described(technical: Mapping[str, Any]) -> Pairs:
    """Pairs (name, value) in words, in the order of ``NAMES``, EXIF last."""
    found = [(NAMES[name], value_of(name, technical[name])) for name in NAMES if name in technical]
    return [*found, *exif(technical)][:MOST]


def exif(technical: Mapping[str, Any]) -> Pairs:
    """What the camera wrote: when, where, with what."""
    held = technical.get("exif") or {}
    return [(EXIF[name], exif_value(name, held[name])) for name in EXIF if name in held]


def recording(technical: Mapping[str, Any]) -> dict[str, str]:
    """Duration, codec and resolution, as the description of a recording names them, where the file tells."""
    found = {}
    if "duration" in technical:
        found["duration"] = clock(technical["duration"])
    codecs = [str(technical[name]) for name in ("video_codec", "audio_codec") if technical.get(name)]
    if codecs:
        found["codec"] = " / ".join(codecs)
    if technical.get("width") and technical.get("height"):
        found["resolution"] = f"{technical['width']} × {technical['height']}"
    return found


def clock(seconds: Any) -> str:
    """A length of time as ``1:02:03``, or ``0:02`` below an hour."""
    if not isinstance(seconds, (int, float)):
        return str(seconds)
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def value_of(name: str, value: Any) -> Any:
    """A value with its unit."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    if name == "mode":
        return MODES.get(value, value)
    if name == "duration":
        return clock(value)
    return f"{_plain(value)}{UNITS.get(name, '')}"


UNITS = {"width": " px", "height": " px", "sampling_rate": " Hz", "bit_rate": " bit/s", "unpacked": " B"}


def exif_value(name: str, value: Any) -> Any:
    """A value of EXIF as a photographer writes it."""
    if name == "gps" and isinstance(value, list):
        return ", ".join(_degrees(part, signs) for part, signs in zip(value, ("NS", "EW"), strict=False))
    if name == "taken" and isinstance(value, str):
        day, __, time = value.partition(" ")
        return f"{day.replace(':', '-')} {time}".strip()
    if not isinstance(value, (int, float)) or value <= 0:
        return value
    match name:
        case "exposure":
            return f"1/{round(1 / value)} s" if value < 1 else f"{_plain(value)} s"
        case "aperture":
            return f"f/{_plain(value)}"
        case "sensitivity":
            return f"ISO {_plain(value)}"
        case "focal_length":
            return f"{_plain(value)} mm"
    return _plain(value)


def _degrees(value: Any, signs: str) -> str:
    return f"{abs(value):.5f}° {signs[value < 0]}" if isinstance(value, (int, float)) else str(value)


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def of_files(technicals: Iterator[Mapping[str, Any]]) -> dict[str, str]:
    """What the first file that tells anything says of a recording."""
    return next((found for technical in technicals if (found := recording(technical))), {})
