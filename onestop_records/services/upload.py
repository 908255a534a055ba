"""Large files come in ahead of their record: ``POST uploads`` (platform, HTTP API)."""

from datetime import timedelta
from typing import Any, BinaryIO

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, ISettings, IStorage, IUploads
from onestop_records.models.component import Received
from onestop_records.models.identity import new_id
from onestop_records.models.site import Site
from onestop_records.models.upload import Upload
from onestop_records.settings import Settings

KEPT = timedelta(hours=24)


@implementer(IUploads)
class Uploads:
    """The uploads of one person that no record has taken yet."""

    def __init__(self, site: Site, clock: Clock, settings: Settings, storage: Any, person: str) -> None:
        self.site = site
        self.clock = clock
        self.settings = settings
        self.storage = storage
        self.person = person

    def receive(self, stream: BinaryIO, name: str) -> Upload:
        received = self.storage.receive(stream, name, self.settings.upload_limit)
        upload = Upload(new_id(), self.person, received, self.clock.now())
        self.site.uploads[upload.id] = upload
        return upload

    def take(self, upload_ids: list[str]) -> list[Received]:
        upload_ids = list(dict.fromkeys(upload_ids))  # the same bytes are never part of two things
        found = [self.site.uploads.get(upload_id) for upload_id in upload_ids]
        Violations.check(
            Violation("upload", _("There is no upload ${id} of yours", mapping={"id": upload_id[:60]}))
            for upload_id, upload in zip(upload_ids, found, strict=True)
            if upload is None or upload.person != self.person
        )
        for upload_id in upload_ids:
            self.site.uploads.pop(upload_id, None)
        return [upload.received for upload in found]

    def forget_expired(self, limit: int = 1000) -> int:
        oldest = self.clock.now() - KEPT
        expired = [key for key, upload in self.site.uploads.items() if upload.at <= oldest][:limit]
        for key in expired:
            del self.site.uploads[key]
        return len(expired)


def uploads_factory(context: object, request: Request) -> Uploads:
    return Uploads(
        request.site,
        request.find_service(IClock),
        request.find_service(ISettings),
        request.find_service(IStorage),
        request.actor.person,
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(uploads_factory, IUploads)
