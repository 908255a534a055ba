"""A hold is placed and lifted; nothing else ever happens to it (lifecycle, *Hold*)."""

from onestop_records.permissions import Permission
from onestop_records.workflow.process import Process, Step, reasoned

PROCESS = Process(
    name="hold",
    initial="placed",
    states=("placed", "lifted"),
    steps=(Step("lift", ("placed",), "lifted", ("role:manager",), Permission.HOLD_LIFT, guards=(reasoned,)),),
)
