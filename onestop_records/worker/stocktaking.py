"""The worker keeps the registers of stock-takings that have been closed."""

from typing import Any

from onestop_records.errors import Refused
from onestop_records.interfaces import IStockRegisters


def pass_stocktakings(request: Any, reader: Any) -> int:
    """Keep one register as a permanent record; what stands against it is shown, and tried again."""
    folder = request.site.stocktakings
    for stocktaking_id in list(folder.unarchived):
        try:
            request.find_service(IStockRegisters).archive(folder[stocktaking_id])
        except Refused as refused:
            request.tm.abort()
            request.tm.begin()
            folder[stocktaking_id].problem = str(refused)
            return 0
        return 1
    return 0
