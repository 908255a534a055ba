"""The worker's part in custody handovers: opening what an end of a post asks for, completing lists, moving
what was checked, archiving registers."""

from typing import Any

from onestop_records.errors import Refused
from onestop_records.interfaces import IHandoverRegisters, IHandovers

AT_ONCE = 500  # records moved in one transaction


def open_handovers(request: Any, reader: Any) -> int:
    """Open the next handover that the end of a post asks for."""
    if not request.site.handovers.expected:
        return 0
    return int(request.find_service(IHandovers).open_expected())


def put_aside(request: Any, reader: Any) -> int:
    """Move records that were checked into the keepings of their receivers, some in each transaction."""
    folder = request.site.handovers
    for handover_id in list(folder.active):
        handover = folder[handover_id]
        if handover.todo:
            moved: int = request.find_service(IHandovers).put_aside(handover, AT_ONCE)
            return moved
    return 0


def complete_lists(request: Any, reader: Any) -> int:
    """Put on open lists what their givers have come to answer for since."""
    folder = request.site.handovers
    for handover_id in list(folder.active):
        request.find_service(IHandovers).refresh(folder[handover_id])
    return 0


def archive_registers(request: Any, reader: Any) -> int:
    """Keep the register of a handover that has passed as a permanent record."""
    folder = request.site.handovers
    for handover_id in list(folder.unarchived):
        handover = folder[handover_id]
        try:
            request.find_service(IHandoverRegisters).archive(handover)
        except Refused as refused:  # shown on the page of the handover, and tried again in a minute
            request.tm.abort()
            request.tm.begin()
            handover.problem = str(refused)
            return 0
        return 1
    return 0
