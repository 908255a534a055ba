"""The child: ``python -m onestop_records.extraction MEMORY`` reads files as told on standard input."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from onestop_records.extraction import messages
from onestop_records.extraction.limits import allow_seconds, confine
from onestop_records.extraction.readers import load
from onestop_records.extraction.reading import Enough, Failed, Reading
from onestop_records.extraction.wire import encode_answer

SOFT = 0.8  # of the time allowed: a reader that asks ends in time and keeps what it has


def read_file(request: dict[str, Any]) -> bytes:
    """Answer a request ``{reader, path, media_type, characters, seconds}``."""
    seconds = SOFT * request["seconds"]
    reading = Reading(Path(request["path"]), request["media_type"], request["characters"], seconds)
    status, message = "", ""
    try:
        load(request["reader"])(reading)
    except Enough:
        reading.technical["truncated"] = True
    except Failed as failure:
        status, message = failure.status, failure.message
    except MemoryError:
        status, message = "too-large", messages.TOO_LARGE
    except Exception:  # a reader may meet anything in a damaged file
        status, message = "damaged", messages.DAMAGED
    text = reading.text
    values = {
        "status": status or ("read" if text.strip() else "empty"),
        "message": message,
        "text": text,
        "technical": reading.technical,
    }
    return encode_answer(values, reading.pictures)


def show_page(request: dict[str, Any]) -> bytes:
    """Answer a request ``{page, path, mark}`` with the picture ``page``, or none for no such page."""
    from onestop_records.extraction.pdf import page_picture

    try:
        picture = page_picture(Path(request["path"]), request["page"], request.get("mark", ()))
    except Exception:  # PDFium's errors, and whatever a damaged page brings about
        return encode_answer({"status": "damaged"}, {})
    return encode_answer({"status": "empty"}, {"page": picture} if picture else {})


def mark_file(request: dict[str, Any]) -> bytes:
    """Answer a request ``{mark, path, media_type}`` with ``marked``, or say that it cannot be marked."""
    from onestop_records.extraction.marking import mark

    try:
        content, media_type = mark(Path(request["path"]), request["media_type"], request["mark"])
    except Exception:  # whatever stands against it: it is not delivered bare
        return encode_answer({"status": "damaged"}, {})
    return encode_answer({"status": "marked", "media_type": media_type}, {"marked": content})


def answer(request: dict[str, Any]) -> bytes:
    """What was asked for: a page, a marked file, or the reading of a file."""
    if "page" in request:
        return show_page(request)
    return mark_file(request) if "mark" in request else read_file(request)


def main() -> None:
    """Read requests until the parent closes its end."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    confine(int(sys.argv[1]))
    for line in sys.stdin.buffer:
        request = json.loads(line)
        allow_seconds(request["seconds"])
        answers.write(answer(request))
        answers.flush()


main()
