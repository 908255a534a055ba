"""What a browser can play: container and codecs together decide, and neither alone."""

from collections.abc import Mapping
from typing import Any

# Container → codecs of picture and of sound, as MediaInfo calls them. What Firefox, Chromium and Safari all
# play; they show no AVI, Matroska, MPEG programme stream, HEVC, ProRes or motion JPEG.
PICTURES = {
    "video/mp4": frozenset({"AVC", "AV1", "VP9"}),
    "video/quicktime": frozenset({"AVC"}),
    "video/webm": frozenset({"VP8", "VP9", "AV1"}),
}
SOUNDS = {
    "video/mp4": frozenset({"AAC", "MPEG Audio", "Opus", "FLAC"}),
    "video/quicktime": frozenset({"AAC", "MPEG Audio", "PCM"}),
    "video/webm": frozenset({"Vorbis", "Opus"}),
    "audio/mpeg": frozenset({"MPEG Audio"}),
    "audio/mp4": frozenset({"AAC", "FLAC"}),
    "audio/wav": frozenset({"PCM"}),
    "audio/ogg": frozenset({"Vorbis", "Opus", "FLAC"}),
    "audio/flac": frozenset({"FLAC"}),
    "audio/webm": frozenset({"Vorbis", "Opus"}),
}


def plays(media_type: str, technical: Mapping[str, Any] | None) -> bool:
    """True when a browser plays it; before the file is read (``technical`` is None) its container decides."""
    if media_type not in SOUNDS:
        return False
    if technical is None:
        return True
    picture, sound = technical.get("video_codec"), technical.get("audio_codec")
    if picture is not None and picture not in PICTURES.get(media_type, ()):
        return False
    if sound is not None and sound not in SOUNDS[media_type]:
        return False
    return picture is not None or (sound is not None and media_type.startswith("audio/"))
