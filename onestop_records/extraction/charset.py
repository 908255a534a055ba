"""Bytes of text to text: byte order marks, UTF-8, UTF-16, GB18030, Big5, and at last a guess."""

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 64 * 1024
# The most frequent characters of Chinese, simplified and traditional: decoded with the wrong table,
# a text hardly has any.
FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "這個們說時會對為國來過發後裡關於與"
)
CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a\x1b\b")


def looks_like_text(head: bytes) -> bool:
    """True for a byte order mark, UTF-16 without one, or bytes free of control characters."""
    if not head:
        return False
    if head.startswith(tuple(mark for mark, _ in MARKS)):
        return True
    if 0 in head:
        return _unmarked_utf16(head) is not None
    return not CONTROL.intersection(head) and (_decodes(head, "utf-8") or _plausible(head))


def encoding_of(data: bytes) -> str:
    """The encoding of a text, from its first 64 KiB."""
    head = data[:SAMPLE]
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if 0 in head:
        found = _unmarked_utf16(head)
        if found:
            return found
    if _decodes(head, "utf-8"):
        return "utf-8"
    shares = {name: _share(head, name) for name in ("gb18030", "big5")}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] > 0.02:
        return best
    if sum(byte > 127 for byte in head) > 0.3 * len(head) and _decodes(head, "gb18030"):
        return "gb18030"  # a name or two: too short to count, too wide for a western table
    from charset_normalizer import from_bytes  # seldom needed, and large

    guess = from_bytes(head[:8192]).best()
    return guess.encoding if guess else "gb18030" if _decodes(head, "gb18030") else "cp1252"


def decode(data: bytes) -> str:
    """The text; what cannot be decoded becomes U+FFFD."""
    return data.decode(encoding_of(data), "replace")


def _decodes(head: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(head, final=len(head) < SAMPLE)
    except UnicodeDecodeError:
        return False
    return True


def _share(head: bytes, encoding: str) -> float:
    """The share of frequent characters among those beyond ASCII, 0 when the bytes do not decode."""
    if not _decodes(head, encoding):
        return 0.0
    wide = [character for character in head.decode(encoding, "ignore") if ord(character) > 127]
    return sum(character in FREQUENT for character in wide) / len(wide) if wide else 0.0


def _plausible(head: bytes) -> bool:
    """Text in an older encoding: GB18030 or Big5 decode it, or most of it is ASCII."""
    if _decodes(head, "gb18030") or _decodes(head, "big5"):
        return True
    return sum(byte < 128 for byte in head) > 0.7 * len(head)


def _unmarked_utf16(head: bytes) -> str | None:
    """Line ends or spaces in 16 bits, at even places, betray UTF-16 without a mark."""
    even = head[: len(head) // 2 * 2]
    for name, signs in (("utf-16-le", (b"\n\0", b" \0")), ("utf-16-be", (b"\0\n", b"\0 "))):
        pairs = {even[at : at + 2] for at in range(0, len(even), 2)}
        if pairs.isdisjoint(signs) or b"\0\0" in pairs:
            continue
        text = even.decode(name, "replace")
        if "\ufffd" not in text[:-1] and not any(ord(c) < 32 and c not in "\t\n\r\f" for c in text):
            return name
    return None
