"""The words for a complaint's channels, scope, outcomes, steps and clocks: on screen and in its file."""

from onestop_records.i18n import _

CHANNELS = {
    "letter": _("Letter"),
    "telephone": _("Telephone"),
    "online": _("Online"),
    "visit": _("In person"),
}
SCOPE = {
    "attitude": _("Attitude of service"),
    "quality": _("Quality of service"),
    "efficiency": _("Efficiency"),
    "probity": _("Probity"),
}
REFUSALS = {
    "scope": _("It is not within the business of the platform"),
    "untrue": _("The material given is not true"),
    "proceedings": _("It is before administrative review, arbitration or a court"),
}
OUTCOMES = {
    "upheld": _("Found true"),
    "partly": _("Partly upheld"),
    "not-upheld": _("Not upheld"),
    "not-handled": _("Not handled"),
}
STATES = {
    "registered": _("Registered"),
    "not-accepted": _("Not accepted"),
    "accepted": _("Complaint accepted"),
    "investigating": _("Being investigated"),
    "decided": _("Complaint decided"),
    "answered": _("Answered"),
    "followed-up": _("Followed up"),
    "closed": _("Complaint closed"),
    "archived": _("Archived"),
}
STEPS = {
    "register": _("Registered"),
    "attest": _("Read back and signed"),
    "identify": _("Person complained of set"),
    "material": _("Material added"),
    "inform": _("Leaders told in writing"),
    "assign": _("Passed to another handler"),
    "help": _("Helper named"),
    "join": _("Taken over by the deputy"),
    "settle": _("Answered on the spot"),
    "accept": _("Complaint accepted"),
    "refuse": _("Not accepted"),
    "review": _("Non-acceptance reviewed"),
    "reopen": _("Opened again after review"),
    "investigate": _("Investigation begun"),
    "ask": _("Question passed on"),
    "report-back": _("Reported back"),
    "decide": _("Complaint decided"),
    "answer": _("Answered"),
    "talk": _("Talk held"),
    "follow-up": _("Followed up"),
    "close": _("Complaint closed"),
    "archive": _("Archived"),
}
CLOCKS = {
    "complaint-accept": _("Accept or not"),
    "complaint-simple": _("Answer a simple complaint"),
    "complaint-answer": _("Answer the complaint"),
    "complaint-follow-up": _("Follow up"),
}
FORMS = {"written": _("In writing"), "oral": _("Orally")}
GRADES = {
    "very-satisfied": _("Very satisfied"),
    "satisfied": _("Satisfied"),
    "fair": _("Fair"),
    "dissatisfied": _("Dissatisfied"),
    "": _("Not reached"),
}
ACTS = {  # what the buttons say
    "attest": _("Read back and signed"),
    "identify": _("Say who is complained of"),
    "material": _("Add material"),
    "inform": _("Tell the leaders in writing"),
    "assign": _("Pass to another handler"),
    "help": _("Name a helper"),
    "join": _("Take over for the absent handler"),
    "settle": _("Answer on the spot"),
    "accept": _("Accept the complaint"),
    "refuse": _("Do not accept"),
    "review": _("Agree"),
    "reopen": _("Have it decided anew"),
    "investigate": _("Begin the investigation"),
    "ask": _("Pass a question on"),
    "report-back": _("Report back"),
    "decide": _("Decide on the complaint"),
    "answer": _("Answer the complainant"),
    "talk": _("Record the talk"),
    "follow-up": _("Record the follow-up"),
    "close": _("Close and hand in the file"),
}
HINTS = {
    "attest": _("What was said in person is put down, read back, and signed by the complainant (N29.3)."),
    "identify": _("Whoever is complained of is shut out of all of it; a handler under them hands it over."),
    "inform": _(
        "In writing, without anything of who complained. Grave complaints at once (C2), results (N30.5)."
    ),
    "assign": _("Step aside when you have to do with it yourself. The new handler is told."),
    "settle": _("Simple complaints are answered on the spot if possible (N30.4)."),
    "accept": _("Decided and told within the time that rule N30.3 sets, counted from receipt."),
    "refuse": _("For one of three reasons alone (N32). A leader reviews it."),
    "ask": _("Tracked until it is reported back. Say nothing of who complained."),
    "decide": _("One of the three reasons not to handle it may turn out now too (N32)."),
    "answer": _(
        "In writing when it came in writing or is grave; what is said orally is put down here (N30.2)."
    ),
    "talk": _("When upheld, there is a talk with who is responsible (N30.5)."),
    "follow-up": _("After the answer, in the time that rule N31 sets; ask for opinions and suggestions."),
    "close": _(
        "Nothing of it changes afterwards. The file goes to an archivist who has nothing to do with it."
    ),
}
