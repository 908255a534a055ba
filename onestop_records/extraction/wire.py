"""What the parent and its child say to each other: JSON, never pickles, for the child may be hostile.

A request is one line of JSON. An answer is the lengths of its two parts, then JSON, then the pictures, one
after the other; ``pictures`` in the JSON is a list of [name, length].
"""

import json
import struct
from collections.abc import Mapping
from typing import Any

LENGTHS = struct.Struct(">QQ")


class Garbled(Exception):
    """An answer that is none."""


def encode_answer(values: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """The bytes of an answer."""
    names = [[name, len(data)] for name, data in pictures.items()]
    text = json.dumps({**values, "pictures": names}, ensure_ascii=False, allow_nan=False, default=str)
    head = text.encode("utf-8", "replace")
    body = b"".join(pictures.values())
    return LENGTHS.pack(len(head), len(body)) + head + body


def decode_answer(head: bytes, body: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The JSON and the pictures; raises Garbled."""
    try:
        values = json.loads(head)
        pictures, at = {}, 0
        for name, length in values.pop("pictures"):
            if not isinstance(name, str) or not isinstance(length, int) or length < 0:
                raise Garbled(name)
            pictures[name] = body[at : at + length]
            at += length
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Garbled from error
    return values, pictures
