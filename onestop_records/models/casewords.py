"""Words for the codes of cases: kinds, channels, states, outcomes."""

from onestop_records.i18n import _
from onestop_records.models.casepartwords import PART_STEPS

CASE_KINDS = {
    "consultation": _("Consultation"),
    "instant": _("Instant case"),
    "promised": _("Promised case"),
    "supplement": _("Supplement case"),
    "escalated": _("Escalated case"),
    "returned": _("Returned case"),
    "agency": _("Agency service"),
    "joint": _("Joint handling"),
    "petition": _("Petition"),
    "misconduct": _("Report of misconduct"),
    "appeal": _("Appeal against a result"),
    "opinion": _("Opinion or suggestion"),
}
CHANNELS = {
    "window": _("At the window"),
    "telephone": _("Telephone"),
    "online": _("Online"),
    "instant-message": _("Instant message"),
    "letter": _("Letter"),
    "visit": _("Visit to the client"),
    "terminal": _("Self-service terminal"),
}
CASE_STATES = {
    "received": _("Received case"),
    "accepted": _("Accepted case"),
    "supplement": _("Supplement requested"),
    "returned": _("Returned to the client"),
    "referred": _("Referred"),
    "in-progress": _("In progress"),
    "decided": _("Decided"),
    "delivered": _("Delivered"),
    "evaluated": _("Evaluated"),
    "closed": _("Closed case"),
    "archived": _("Archived"),
}
OUTCOMES = {
    "done": _("Done as asked"),
    "answered": _("Answered"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn by the client"),
    "other": _("Other result"),
}
ENDED_OUTCOMES = {"returned": _("Returned to the client"), "not-accepted": _("Not accepted")}
LIMIT_UNITS = {
    "minutes": _("minutes"),
    "hours": _("hours"),
    "days": _("days"),
    "working-days": _("working days"),
    "same-day": _("the same day"),
    "next-day": _("the next day"),
}
FORMS = {"original": _("Original"), "copy": _("Photocopy"), "electronic": _("Electronic file")}
WANTED = {**FORMS, "either": _("Original or copy")}
REFUSALS = {
    "return": _("Returned to the client"),
    "decline": _("Not accepted"),
    "refuse": _("Refused"),
}
MARKS = {
    "green": _("Green channel"),
    "urgent": _("Urgent"),
    "home": _("Service at home"),
    "holiday": _("Holiday service"),
}
STEP_WORDS = {
    "appointment": _("Came by appointment"),
    "enter": _("Enter a case"),
    "receive": _("Receive materials"),
    "accept": _("Accept the case"),
    "supplement": _("Ask for what is missing"),
    "resume": _("Go on: everything has come"),
    "decline": _("Do not accept"),
    "return": _("Return to the client"),
    "refer": _("Refer to a colleague"),
    "take": _("Take the referred case"),
    "refuse-referral": _("Give the referral back"),
    "hand-on": _("Ask a colleague to take over"),
    "take-over": _("Confirm taking over"),
    "refuse-handing": _("Do not take over"),
    "entrust": _("Entrust a colleague"),
    "report": _("Report"),
    "begin": _("Begin the work"),
    "decide": _("Decide"),
    "deliver": _("Deliver the result"),
    "give-back": _("Give originals back"),
    "fee": _("Note a fee"),
    "mark": _("Set marks"),
    "needs": _("Fill in the needs form"),
    "refer-to": _("Refer to records"),
    "notice": _("Issue a notice"),
    "publish": _("Publish the improvement"),
    "review": _("Review: the refusal is right"),
    "overturn": _("Review: take the case up again"),
    "reopen": _("Review: decide anew"),
    "chase": _("Chase"),
    "evaluate": _("Evaluate"),
    "close": _("Close"),
    "archive": _("File in the archive"),
    "handover": _("Handed over to somebody else"),
    **PART_STEPS,
}
DUE_STEPS = {  # what a case waits for, by its state: the page says what stands against it
    "received": ("accept",),
    "supplement": ("accept", "resume"),
    "accepted": ("decide",),
    "in-progress": ("decide",),
    "delivered": ("close",),
    "evaluated": ("close",),
    "returned": ("close",),
}
STEP_HINTS = {
    "accept": _("The time limit runs from here; the notice says until when."),
    "supplement": _(
        "Tell everything at once: a second notice for the same gap counts as a fault of the window."
    ),
    "decline": _("The reason is given to the client in writing, and the head of the unit reviews it."),
    "return": _("The reason is given to the client in writing, and the head of the unit reviews it."),
    "refer": _("You answer for it until the colleague confirms."),
    "hand-on": _("You answer for it until the colleague confirms."),
    "entrust": _("The colleague acts for you and reports back; you still answer for it."),
    "close": _("The file goes to the archivist with its history. Nothing of it changes afterwards."),
    "publish": _("Everybody can read it: name nobody. An opinion is closed when this is done."),
    "refer-to": _("These records stay in the archive while the case is open."),
}
CLOCK_WORDS = {
    "one-time-notice": _("One-time notice"),
    "case-instant": _("Instant case"),
    "case-promised": _("Promised limit"),
    "question": _("Answer to a question"),
    "question-referred": _("Answer to a question, others asked"),
    "petition": _("Petition"),
    "misconduct": _("Report of misconduct"),
    "appeal": _("Appeal against a result"),
    "opinion": _("Opinion or suggestion"),
}
