"""Video and audio: duration, codecs, size of the picture and bit rate, through MediaInfo."""

from typing import Any

from pymediainfo import MediaInfo

from onestop_records.extraction import messages
from onestop_records.extraction.reading import Failed, Reading


def read(reading: Reading) -> None:
    tracks = MediaInfo.parse(str(reading.path), parse_speed=0.3).tracks
    video = next((track for track in tracks if track.track_type == "Video"), None)
    audio = next((track for track in tracks if track.track_type == "Audio"), None)
    if video is None and audio is None:
        raise Failed("damaged", messages.DAMAGED)
    general = tracks[0]
    reading.describe(
        {
            "duration": _number(general.duration, 1000),
            "bit_rate": _number(general.overall_bit_rate),
            "title": general.title,
            "taken": general.encoded_date or general.recorded_date,
        }
    )
    if video is not None:
        reading.describe(
            {
                "width": video.width,
                "height": video.height,
                "video_codec": video.format,
                "frame_rate": _number(video.frame_rate),
            }
        )
    if audio is not None:
        reading.describe(
            {
                "audio_codec": audio.format,
                "sampling_rate": _number(audio.sampling_rate),
                "channels": audio.channel_s,
            }
        )


def _number(value: Any, divisor: int = 1) -> float | None:
    try:
        return round(float(value) / divisor, 3)
    except (TypeError, ValueError):
        return None
