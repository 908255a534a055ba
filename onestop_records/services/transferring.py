"""Carrying a transfer out: its package is made, and after the receipt each record leaves its tombstone."""

import hashlib
from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from ZODB.blob import Blob
from zope.interface import implementer

from onestop_records.errors import Refused
from onestop_records.events import TransferMoved
from onestop_records.interfaces import IDestruction, IPackages, IPurge, ITransferring
from onestop_records.models.disposal import Row
from onestop_records.models.transfer import Transfer
from onestop_records.services.batch import Maker, maker
from onestop_records.workflow.transfer import PROCESS

LONGEST_NOTE = 1000
CHUNK = 1024 * 1024


@implementer(ITransferring)
class Transferring:
    """Of one archive, by the worker."""

    def __init__(self, maker: Maker, destruction: Any, packages: Any, purge: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.destruction = destruction
        self.packages = packages
        self.purge = purge

    def pack(self, transfer: Transfer) -> None:
        records = [self.site.records[row.record] for row in transfer.rows()]
        blob = Blob()
        with blob.open("w") as target:
            self.packages.write(records, target, transfer.title)
        with blob.open("r") as source:
            digest, size = hashlib.sha256(), 0
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
        transfer.package, transfer.package_sha256, transfer.package_size = blob, digest.hexdigest(), size
        for row, record in zip(list(transfer.rows()), records, strict=True):
            transfer.packed[row.record] = record.revision
        self.maker.move(PROCESS, transfer, "pack", self.maker.making(), TransferMoved)

    def act(self, transfer: Transfer, sequence: int) -> None:
        row = transfer.row(sequence)
        try:
            self.destruction.destroy(self.site.records[row.record], transfer)
        except Refused as refused:
            held = any(v.field == "hold" for v in refused.violations)
            words = "; ".join(self.maker.translate(v.message) for v in refused.violations)
            self._end(transfer, row, "held" if held else "failed", words[:LONGEST_NOTE])
        else:
            self._end(transfer, row, "transferred", "")

    def fail(self, transfer: Transfer, sequence: int, why: str) -> None:
        self._end(transfer, transfer.row(sequence), "failed", why[:LONGEST_NOTE])

    def _end(self, transfer: Transfer, row: Row, outcome: str, note: str) -> None:
        transfer.change(replace(row, outcome=outcome, note=note, at=self.maker.clock.now()))
        transfer.todo.remove(row.sequence)
        self.site.disposals.disposing.pop(row.record, None)

    def advance(self, transfer: Transfer) -> bool:
        making = self.maker.making()
        if transfer.state == "executing" and not transfer.todo:
            transfer.package = None  # the receiver has it; its digest stays
            self.maker.move(PROCESS, transfer, "purge", making, TransferMoved)
            self.purge.begin(transfer.id)
            return True
        if transfer.state == "purging" and self.purge.finished(transfer.id):
            self.maker.move(PROCESS, transfer, "finish", making, TransferMoved)
            self.site.transfers.active.remove(transfer.id)
            self.site.unarchived.insert(transfer.id)
            return True
        return False


def factory(context: object, request: Request) -> Transferring:
    return Transferring(
        maker(request),
        request.find_service(IDestruction),
        request.find_service(IPackages),
        request.find_service(IPurge),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ITransferring)
