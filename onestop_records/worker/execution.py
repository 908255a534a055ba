"""The worker carries out disposals and transfers: a row a transaction, so that a stop loses nothing."""

import logging
from collections.abc import Callable
from typing import Any

from transaction.interfaces import TransientError

from onestop_records.errors import Refused
from onestop_records.interfaces import IExecution, IRegisters, ITransferring
from onestop_records.models.disposal import Disposal
from onestop_records.models.transfer import Transfer

AT_ONCE = 100  # rows before other tasks have their turn

logger = logging.getLogger(__name__)


def pass_disposals(request: Any, reader: Any) -> int:
    """Act on rows that wait, take held ones out, and lead on what is ready."""
    site = request.site
    for disposal_id in list(site.disposals.active):
        disposal = site.disposals[disposal_id]
        execution = request.find_service(IExecution)
        done = rows(request, disposal, execution.act, execution.fail)
        if done or execution.hold_out(disposal) or execution.advance(disposal):
            return done or 1
    return 0


def pass_transfers(request: Any, reader: Any) -> int:
    """Make packages, let go what was received, and lead on what is ready."""
    site = request.site
    for transfer_id in list(site.transfers.active):
        transfer = site.transfers[transfer_id]
        giving = request.find_service(ITransferring)
        if transfer.state == "packing":
            giving.pack(transfer)
            return 1
        done = rows(request, transfer, giving.act, giving.fail)
        if done or giving.advance(transfer):
            return done or 1
    return 0


def pass_registers(request: Any, reader: Any) -> int:
    """Keep the register of what is finished as a permanent record."""
    waiting = request.site.unarchived
    for batch_id in list(waiting):
        batch = request.site.disposals.get(batch_id) or request.site.transfers[batch_id]
        try:
            request.find_service(IRegisters).archive(batch)
        except Refused as refused:  # shown on the page of the batch, and tried again in a minute
            request.tm.abort()
            request.tm.begin()
            batch.problem = str(refused)
            return 0
        return 1
    return 0


def rows(
    request: Any,
    batch: Disposal | Transfer,
    act: Callable[[Any, int], None],
    fail: Callable[[Any, int, str], None],
) -> int:
    """Act on up to ``AT_ONCE`` rows, each in its own transaction; return how many were done."""
    done = 0
    while batch.todo and done < AT_ONCE:
        sequence = batch.todo.minKey()
        try:
            act(batch, sequence)
            request.tm.commit()
        except TransientError:
            raise
        except Exception as error:
            logger.exception("row %s of batch %s could not be carried out", sequence, batch.id)
            request.tm.abort()
            request.tm.begin()
            fail(batch, sequence, type(error).__name__)
            request.tm.commit()
        request.tm.begin()
        done += 1
    return done
