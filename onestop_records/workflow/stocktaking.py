"""Stock-taking as one table: things are counted while it is open."""

from onestop_records.permissions import Permission
from onestop_records.workflow.process import Process, Step, reasoned

KEEPERS = ("role:archivist", "role:manager")

PROCESS = Process(
    name="stocktaking",
    initial="open",
    states=("open", "closed", "cancelled"),
    steps=(
        Step("scan", ("open",), "", KEEPERS, Permission.STOCKTAKE),
        Step("close", ("open",), "closed", KEEPERS, Permission.STOCKTAKE),
        Step("cancel", ("open",), "cancelled", KEEPERS, Permission.STOCKTAKE, (reasoned,)),
    ),
)
