"""Words for agency services."""

from onestop_records.i18n import _

AGENCY_STATES = {
    "offered": _("Waits for the power of attorney"),
    "commissioned": _("Commissioned"),
    "running": _("Under way"),
    "finished": _("All done, the client told"),
    "ending": _("Ended early: closing formality to be done"),
    "ended": _("Ended early and closed"),
    "uncommissioned": _("Not commissioned"),
}
SCOPES = {
    "whole": _("The whole way"),
    "part": _("A part"),
    "reporting": _("Reporting to the authority above"),
}
WAYS = {
    "in-person": _("Handed in at the window"),
    "post": _("By post"),
    "network": _("Over the network"),
}
TELLING = {
    "telephone": _("Telephone"),
    "message": _("Text or instant message"),
    "in-person": _("Face to face"),
    "letter": _("By letter"),
}
RESULTS = {
    "done": _("Step done"),
    "refused": _("Step refused"),
    "sent-back": _("Sent back: to be sent anew"),
    "stopped": _("Stopped when the agency ended"),
}
GIVEN = {code: RESULTS[code] for code in ("done", "refused", "sent-back")}
REASONS = {
    "force-majeure": _("Force majeure"),
    "client": _("The client's own doing"),
    "law": _("Law or regulations do not allow it"),
    "other": _("Another reason"),
}
FAULTS = {
    "false": _("False declaration"),
    "incomplete": _("Incomplete materials"),
    "unlawful": _("Unlawful operation"),
    "own": _("Something else of the client's own"),
}
AGENCY_STEPS = {
    "agency-form": _("Print the power of attorney"),
    "agency-commission": _("Note the signed power of attorney"),
    "agency-appoint": _("Name who reports it to the authority above"),
    "agency-drop": _("Note that no agency is commissioned"),
    "agency-agent": _("Name another agent"),
    "agency-distribute": _("Send it to a department or body"),
    "agency-result": _("Note what came of a step"),
    "agency-chase": _("Chase a step and note the cause"),
    "agency-fees": _("Tell the client of the fees"),
    "agency-tell": _("Tell the client how far it is"),
    "agency-finish": _("All is done: tell the client"),
    "agency-resume": _("Take the agency up again"),
    "agency-end": _("End the agency ahead of time"),
    "agency-close": _("Do the closing formality"),
}
FREE = _("The service is free of charge: fees of authorities are paid by the client at their window.")
AGENCY_HINTS = {
    "agency-form": FREE,
    "agency-commission": FREE,
    "agency-appoint": _("What the authority above decides is reported and followed by the agent named here."),
    "agency-distribute": _("It has a time limit of its own, within that of the case."),
    "agency-result": _("What is overdue is finished only with the cause noted."),
    "agency-chase": _("Each chase has a term of its own; the second and third tell the superiors too."),
    "agency-fees": _("Kind, standard, basis, amount and window; none when nothing is to be paid."),
    "agency-finish": _("The client is told at once; the results are handed over when the case is delivered."),
    "agency-end": _("The client gets a numbered notice and comes for the closing formality."),
    "agency-close": _("The client signs and gets all originals back, or did not come within the time limit."),
}
