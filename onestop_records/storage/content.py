"""Content: bytes come in once, are hashed on the way and never change (records, *Filing* 3)."""

import hashlib
import os
from contextlib import suppress
from typing import Any, BinaryIO

from pyramid.config import Configurator
from pyramid.request import Request
from ZODB.blob import Blob, BlobError
from ZODB.POSException import POSKeyError
from zope.interface import implementer

from onestop_records.errors import Damaged, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IExtractor, IStorage
from onestop_records.models.component import Received, Version
from onestop_records.storage.filename import kept_name

CHUNK = 1024 * 1024


@implementer(IStorage)
class Storage:
    """Blobs in the store. The same code for ZEO, FileStorage, DemoStorage and RelStorage."""

    def __init__(self, extractor: Any) -> None:
        self.extractor = extractor

    def receive(self, stream: BinaryIO, name: str, limit: int) -> Received:
        """See IStorage. Until its transaction commits, the blob is a temporary file that dies with it."""
        name = kept_name(name)
        blob = Blob()
        digest = hashlib.sha256()
        size = 0
        with suppress(AttributeError, OSError):  # a stream that cannot be read again is new
            stream.seek(0)  # a request that is tried again after a conflict brings the stream already read
        with blob.open("w") as target:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise Violations(Violation("file", _too_large(name, limit)))
                digest.update(chunk)
                _write(target, chunk)
            os.fsync(target.fileno())  # what is acknowledged outlives a power cut
            path = target.name
        if not size:
            raise Violations(Violation("file", _("The file ${name} is empty.", mapping={"name": name})))
        return Received(name, self.extractor.recognise(path, name), size, digest.hexdigest(), blob)

    def open(self, version: Version) -> BinaryIO:
        """See IStorage."""
        try:
            return _open(version.blob)
        except (POSKeyError, OSError) as error:
            raise Damaged(f"version {version.number} of {version.name}: {type(error).__name__}") from error

    def verify(self, version: Version) -> bool:
        """See IStorage; raises Damaged when there is nothing to compare."""
        digest = hashlib.sha256()
        size = 0
        with self.open(version) as source:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                digest.update(chunk)
        return size == version.size and digest.hexdigest() == version.sha256


def _open(blob: Blob) -> BinaryIO:
    """A file of its own once committed: it outlives the transaction, so that an answer can be streamed."""
    try:
        return blob.open("c")
    except BlobError:
        return blob.open("r")


def _write(target: Any, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:  # an unbuffered file may take a part only
        view = view[target.write(view) :]


def _too_large(name: str, limit: int) -> str:
    mapping = {"name": name, "limit": f"{limit / (1024 * 1024):g}"}
    return _("The file ${name} is larger than ${limit} MiB.", mapping=mapping)


def storage_factory(context: object, request: Request) -> Storage:
    return Storage(request.find_service(IExtractor))


def includeme(config: Configurator) -> None:
    """Register the storage."""
    config.register_service_factory(storage_factory, IStorage)
