"""Words for the matching of needs to those who meet them."""

from onestop_records.i18n import _

MATCHING_STATES = {
    "to-match": _("To be matched"),
    "asked": _("Answer awaited"),
    "serving": _("Service under way"),
    "served": _("Service ended"),
    "unmatched": _("Matching ended without a service"),
}
MATCHING_STEPS = {
    "matching-assess": _("Assess the need"),
    "matching-own": _("Give it to a colleague of the house"),
    "matching-consent": _("Note the client's consent"),
    "matching-pass-on": _("Pass the need on to an agency or expert"),
    "matching-accept": _("Note that the service is taken on"),
    "matching-refuse": _("Note that the need is refused"),
    "matching-withdraw": _("Take the asking back"),
    "matching-tell": _("Note that the client was told of the refusal"),
    "matching-contact": _("Note a contact"),
    "matching-problem": _("Note a problem and its cause"),
    "matching-feedback": _("Note what a side was told of a problem"),
    "matching-end": _("End the service with its summary"),
    "matching-again": _("Match the need again"),
    "matching-drop": _("End the matching without a service"),
}
MATCHING_HINTS = {
    "matching-own": _("They confirm, or refuse with a reason; they may know of the case from now on."),
    "matching-consent": _(
        "Who serves learns of personal data only what the client has agreed to beforehand, for each of them."
    ),
    "matching-pass-on": _(
        "A numbered sheet tells what is needed. Who refused before stands last; personal data wants consent."
    ),
    "matching-accept": _("Project, time and period as client and provider agreed on them."),
    "matching-problem": _("Ask both sides for its cause; each is told of it then."),
    "matching-end": _("Nothing ends without the summary of who served. Ask for an evaluation then."),
}
TASK_WORDS = {  # by the clock of the task
    "matching-confirm": _("Confirm the service, or say why not"),
    "matching-answer": _("Ask the agency or expert for its answer"),
    "matching-tell": _("Tell the client that the need was refused"),
    "matching-contact": _("Contact who serves and the client"),
    "matching-service": _("End the service with its summary"),
}
SIDE_WORDS = {"provider": _("Who serves"), "client": _("Client")}
CONTACTED = {**SIDE_WORDS, "both": _("Both sides")}
WAY_WORDS = {
    "telephone": _("Telephone"),
    "instant-message": _("Instant message"),
    "e-mail": _("E-mail"),
    "visit": _("Visit"),
    "meeting": _("Meeting of both sides"),
    "letter": _("Letter"),
}
MET_WORDS = {"wholly": _("Need met"), "partly": _("Need met in part"), "not": _("Need not met")}
MATCHING_STANCES = {
    "": _("Answer awaited"),
    "accepts": _("Takes it on"),
    "refuses": _("Refuses"),
    "withdrawn": _("Asking taken back"),
}
