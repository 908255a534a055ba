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
    "upheld": _("Upheld"),
    "partly": _("Partly upheld"),
    "not-upheld": _("Not upheld"),
    "not-handled": _("Not handled"),
}
STATES = {
    "registered": _("Registered"),
    "not-accepted": _("Not accepted"),
    "accepted": _("Accepted"),
    "investigating": _("Being investigated"),
    "decided": _("Decided"),
    "answered": _("Answered"),
    "followed-up": _("Followed up"),
    "closed": _("Closed"),
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
    "accept": _("Accepted"),
    "refuse": _("Not accepted"),
    "review": _("Non-acceptance reviewed"),
    "reopen": _("Opened again after review"),
    "investigate": _("Investigation begun"),
    "ask": _("Question passed on"),
    "report-back": _("Reported back"),
    "decide": _("Decided"),
    "answer": _("Answered"),
    "talk": _("Talk held"),
    "follow-up": _("Followed up"),
    "close": _("Closed"),
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
