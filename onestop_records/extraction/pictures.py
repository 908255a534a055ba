"""Thumbnails and previews as JPEG."""

import io

from PIL import Image

THUMBNAIL = 320  # pixels of the longer side
PREVIEW = 1600


def encode(image: Image.Image, longest: int) -> bytes:
    """The image as JPEG with at most ``longest`` pixels a side, on white where it is transparent."""
    small = image.copy()
    small.thumbnail((longest, longest))
    if small.mode in ("RGBA", "LA", "PA") or "transparency" in small.info:
        small = small.convert("RGBA")
        ground = Image.new("RGB", small.size, "white")
        ground.paste(small, mask=small.getchannel("A"))
        small = ground
    target = io.BytesIO()
    small.convert("RGB").save(target, "JPEG", quality=82)
    return target.getvalue()
