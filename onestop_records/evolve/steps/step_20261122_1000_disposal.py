"""Places for disposals and transfers, in an archive that was made before there were any."""

from typing import Any

from BTrees.OOBTree import OOTreeSet

from onestop_records.models.disposal import DisposalFolder
from onestop_records.models.transfer import TransferFolder


def evolve(request: Any) -> None:
    """Make the folders unless they are there."""
    site = request.site
    for name, folder in (("disposals", DisposalFolder), ("transfers", TransferFolder)):
        if name not in vars(site):
            setattr(site, name, site._place(folder()))
    if "unarchived" not in vars(site):
        site.unarchived = OOTreeSet()
