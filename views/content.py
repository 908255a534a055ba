"""Content to the browser: files with ranges, previews, thumbnails, pages, text. All under ``record:read``.

What is classified bears the mark of its reader wherever that can be done, and never comes out of a cache.
"""

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Damaged, Missing
from onestop_records.interfaces import IExtractor, IStorage
from onestop_records.models.component import Version
from onestop_records.models.record import Record
from onestop_records.models.rendition import Rendition
from onestop_records.permissions import Permission
from views.delivery import guarded, named, ranged, shown_type
from views.use import marked_name, note_use, reader_mark, use_of

JPEG = "image/jpeg"


def file_response(request: Request, record: Record, version: Version, inline: bool = False) -> Response:
    """The bytes of a version: 200, 206, 304 or 416. Raises Damaged, Unmarkable, HTTPForbidden.

    ``inline`` shows it in the browser when its type is one that cannot do harm there.
    """
    inline = inline and shown_type(version.media_type, "")[1]
    use = use_of(request, record, version, inline)
    if record.classification.classified and markable(version.media_type):
        return marked_response(request, record, version, inline, use)
    rendition = request.site.renditions.get(version.sha256)
    encoding = rendition.technical.get("encoding", "utf-8") if rendition is not None else "utf-8"
    media_type, showable = shown_type(version.media_type, str(encoding))
    file = request.find_service(IStorage).open(version)
    response = ranged(request, file, version.size, version.sha256)
    if request.method == "GET" and response.status_int in (200, 206):
        note_use(request, record, version, "file", response.status_int == 206, use)
    named(response, version.name, inline and showable)
    return guarded(response, record, media_type)


def markable(media_type: str) -> bool:
    """PDF and pictures bear a mark; a drawing of SVG is text."""
    return media_type == "application/pdf" or (
        media_type.startswith("image/") and media_type != "image/svg+xml"
    )


def marked_response(request: Request, record: Record, version: Version, inline: bool, use: str) -> Response:
    """The whole file under the mark of its reader; there are no ranges of what is made for one moment."""
    with request.find_service(IStorage).open(version) as file:
        extractor = request.find_service(IExtractor)
        content, media_type = extractor.marked(file.name, version.media_type, reader_mark(request))
    if request.method == "GET":
        note_use(request, record, version, "file", merged=False, use=use)
    response = Response(content)
    named(response, marked_name(version.name, version.media_type, media_type), inline)
    return guarded(response, record, media_type)


def preview_response(
    request: Request, record: Record, version: Version, picture: str = "preview"
) -> Response:
    """The first page of a document, or a photo, as a picture. Raises Missing when there is none."""
    blob = _rendition(request, version).pictures.get(picture)
    if blob is None:
        raise Missing(picture)
    try:
        with blob.open("r") as source:
            if record.classification.classified:
                mark = reader_mark(request)
                content, _type = request.find_service(IExtractor).marked(source.name, JPEG, mark)
            else:
                content = source.read()
    except (KeyError, OSError) as error:  # POSKeyError is a KeyError
        raise Damaged(f"{picture} of {version.name}") from error
    return _picture(request, record, version, picture, content)


def page_response(request: Request, record: Record, version: Version, number: str) -> Response:
    """A page of a PDF, counted from 1, as a picture. Raises Missing, Damaged."""
    counted = number.isascii() and number.isdigit() and len(number) < 7
    if version.media_type != "application/pdf" or not counted:
        raise Missing(number)
    with request.find_service(IStorage).open(version) as file:
        mark = reader_mark(request) if record.classification.classified else ()
        content = request.find_service(IExtractor).page(file.name, int(number), mark)
    return _picture(request, record, version, f"page-{int(number)}", content)


def text_response(request: Request, record: Record, version: Version) -> Response:
    """The text that was read from a version. Raises Missing while it waits, or when there is none."""
    text = _rendition(request, version).plain_text
    if not text:
        raise Missing("text")
    if request.method == "GET":
        note_use(request, record, version, "text")
    response = Response(text.encode(), conditional_response=True)
    response.etag = f"{version.sha256}-text"
    return guarded(response, record, "text/plain; charset=utf-8")


@view_config(context=Record, name="files", permission=Permission.READ, request_method=("GET", "HEAD"))
def content(context: Record, request: Request) -> Response:
    """``/records/{id}/files/{file}[/preview|/thumbnail|/text|/pages/{number}][?version=2][&inline=1]``."""
    file_id, *rest = request.subpath or ("",)
    try:
        version = context.file(file_id).version(_number(request.GET.get("version")))
    except KeyError:
        raise Missing(file_id) from None
    match rest:
        case []:
            return file_response(request, context, version, request.GET.get("inline") == "1")
        case ["preview" | "thumbnail" as picture]:
            return preview_response(request, context, version, picture)
        case ["text"]:
            return text_response(request, context, version)
        case ["pages", number]:
            return page_response(request, context, version, number)
    raise Missing("/".join(rest))


def _number(text: str | None) -> int | None:
    """A version's number; 0, which no version has, for what is not one."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _rendition(request: Request, version: Version) -> Rendition:
    rendition = request.site.renditions.get(version.sha256)
    if rendition is None:
        raise Missing(version.sha256)
    return rendition


def _picture(request: Request, record: Record, version: Version, picture: str, content: bytes) -> Response:
    if request.method == "GET":
        note_use(request, record, version, picture)
    response = Response(content, conditional_response=True)
    if not record.classification.classified:  # each reader's is another, at each moment
        response.etag = f"{version.sha256}-{picture}"
    media_type = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return guarded(response, record, media_type)
