"""Words for special tasks: states, steps, and what a step is told before it is made."""

from onestop_records.i18n import _

STATES = {
    "registered": _("Registered, to be divided"),
    "divided": _("Divided"),
    "in-progress": _("In progress"),
    "reported": _("Reported to the authority above"),
    "closed": _("Special task closed"),
    "archived": _("Archived"),
}
ITEM_STATES = {
    "given": _("Given to the unit"),
    "running": _("In progress"),
    "reported": _("Reported done"),
    "accepted": _("Done and accepted"),
    "dropped": _("Dropped"),
}
OUTCOMES = {"done": _("Done and accepted"), "dropped": _("Dropped")}
STEPS = {
    "divide": _("Divide: give out the first item"),
    "divide-more": _("Give out a further item"),
    "note": _("Add a paper to its file"),
    "report": _("Report the result to the authority above"),
    "send-back": _("Note that the authority above sends it back"),
    "close": _("Close: the authority above has accepted it"),
    "drop": _("Drop the task, with the reason"),
}
ITEM_STEPS = {
    "assign": _("Name who does it"),
    "progress": _("Report progress"),
    "finish": _("Report it done, with proof"),
    "accept": _("Accept it as done"),
    "send-back": _("Send it back"),
    "drop": _("Drop this item"),
    "chase": _("Chase what is overdue"),
}
MADE = {  # as the history of a task says it
    **STEPS,
    **{f"item-{name}": word for name, word in ITEM_STEPS.items()},
    "register": _("Register a special task"),
    "begin": _("Work began"),
    "handover": _("Passed on in a handover"),
    "archive": _("Archived"),
    "special-task": _("Special task"),
}
HINTS = {
    "divide": _("No item ends after the term of the task. The head of the unit names who does it."),
    "divide-more": _("No item ends after the term of the task. The head of the unit names who does it."),
    "report": _("Every item has been accepted or dropped. What is sent goes into the file."),
    "close": _("Its file is made complete and handed in; nothing of it changes afterwards."),
    "drop": _("Its file is made complete and handed in; nothing of it changes afterwards."),
}
ITEM_HINTS = {
    "finish": _("Attach what proves it, or say where it is."),
    "chase": _("Why it is late is asked for and noted; a term of its own begins."),
}
