"""ZIP: the list of what is in it."""

from onestop_records.extraction.archive import package
from onestop_records.extraction.reading import Reading

UTF8_NAME = 0x800


def read(reading: Reading) -> None:
    with package(reading.path) as parts:
        members = parts.archive.infolist()
        reading.describe(
            {
                "members": len(members),
                "unpacked": sum(member.file_size for member in members),
                "protected": any(member.flag_bits & 1 for member in members) or None,
            }
        )
        for member in members:
            reading.add(_name(member.filename, member.flag_bits) + "\n")


def _name(name: str, flags: int) -> str:
    """Names without the UTF-8 flag were written in the system's code page, in China mostly GBK."""
    if flags & UTF8_NAME or name.isascii():
        return name
    raw = name.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
