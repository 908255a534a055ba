"""Mail (EML): headers, bodies, and the names of attachments."""

from email import message_from_binary_file
from email.message import EmailMessage
from email.policy import default

from onestop_records.extraction.charset import decode
from onestop_records.extraction.html import text_of
from onestop_records.extraction.reading import Reading
from onestop_records.extraction.xmltext import feed_html

HEADERS = ("Subject", "From", "To", "Cc", "Date")
WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}


def read(reading: Reading) -> None:
    with reading.path.open("rb") as file:
        message = message_from_binary_file(file, policy=default)
    for name in HEADERS:
        if message[name]:
            reading.add(f"{name}: {message[name]}\n")
            reading.describe({name.lower(): str(message[name])[:500]})
    names = []
    for part in message.walk():
        if part.get_filename() or part.get_content_disposition() == "attachment":
            names.append(str(part.get_filename() or part.get_content_type())[:255])
        elif part.get_content_maintype() == "text":
            _add_body(part, reading)
    reading.describe({"attachments": names or None})
    reading.add("\n".join(names))


def _add_body(part: EmailMessage, reading: Reading) -> None:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = (part.get_content_charset() or "").lower()
    try:
        text = data.decode(WIDER.get(charset, charset or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        text = decode(data)
    if part.get_content_subtype() == "html":
        feed_html(text if charset else text_of(data), reading.add)
    else:
        reading.add(text)
    reading.add("\n")
