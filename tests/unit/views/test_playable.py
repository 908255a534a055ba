"""What a browser plays: container and codecs together; what cannot be played is said."""

import pytest

from onestop_records.demo.files import video
from onestop_records.extraction.recognise import recognise
from onestop_records.models.rendition import Rendition
from views.content_shown import kind
from views.playable import plays

H264 = {"video_codec": "AVC", "audio_codec": "AAC"}


@pytest.mark.parametrize(
    ("media_type", "technical", "played"),
    [
        ("video/mp4", H264, True),
        ("video/mp4", {"video_codec": "HEVC"}, False),
        ("video/mp4", {"video_codec": "AVC", "audio_codec": "AC-3"}, False),
        ("video/mp4", {}, False),
        ("video/mp4", None, True),
        ("video/quicktime", H264, True),
        ("video/quicktime", {"video_codec": "RLE"}, False),
        ("video/webm", {"video_codec": "VP8"}, True),
        ("video/x-msvideo", H264, False),
        ("video/x-msvideo", None, False),
        ("video/x-matroska", H264, False),
        ("audio/wav", {"audio_codec": "PCM"}, True),
        ("audio/wav", {"audio_codec": "ADPCM"}, False),
        ("audio/mpeg", {"audio_codec": "MPEG Audio"}, True),
    ],
)
def test_container_and_codecs_decide(media_type, technical, played):
    assert plays(media_type, technical) is played


def test_what_no_browser_plays_is_no_player():
    assert kind("video/x-msvideo", None) == "unplayable"
    assert kind("video/mp4", Rendition("empty", "video/mp4", b"", H264)) == "video"


def test_the_videos_of_the_demonstration_are_vp8_in_webm(tmp_path):
    content = video(3)
    (tmp_path / "a").write_bytes(content)
    assert recognise(tmp_path / "a", "a.webm") == "video/webm"
    assert content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:80] and b"V_VP8" in content
    assert content.count(b"\x9d\x01\x2a") == 10  # start codes of key frames
