"""A leak report is noted upon by security officer and managers, and closed by a manager (C12 3.4.12)."""

from onestop_records.permissions import Permission
from onestop_records.workflow.process import Process, Step, reasoned

MANAGER, SECURITY = "role:manager", "role:security"

PROCESS = Process(
    name="leak",
    initial="reported",
    states=("reported", "closed"),
    steps=(
        Step("note", ("reported",), "", (SECURITY, MANAGER), Permission.LEAK_ACT, (reasoned,)),
        Step("close", ("reported",), "closed", (MANAGER,), Permission.LEAK_ACT, (reasoned,)),
    ),
)
