"""Bytes uploaded ahead of the record that will hold them."""

from datetime import datetime

from persistent import Persistent

from onestop_records.models.component import Received


class Upload(Persistent):
    """What one person sent, waiting to be named by a record."""

    def __init__(self, upload_id: str, person: str, received: Received, at: datetime) -> None:
        self.id = upload_id
        self.person = person
        self.received = received
        self.at = at
