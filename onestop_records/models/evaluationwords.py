"""The questions of S appendix C and their answers in words; models, for forms and services say the same."""

from onestop_records.i18n import _

QUESTION_WORDS = {
    "service": _("How satisfied are you with the service of this station?"),
    "promptness": _("How satisfied are you with how promptly the station acted?"),
    "expertise": _("How satisfied are you with the expertise of the station?"),
    "courtesy": _("How satisfied are you with the courtesy of the station?"),
    "solved": _("Has your problem been solved?"),
    "technician_expertise": _("How satisfied are you with the expertise of the technical staff?"),
    "technician_promptness": _("How satisfied are you with how promptly the technical staff acted?"),
    "technician_courtesy": _("How satisfied are you with the courtesy of the technical staff?"),
    "facilities": _("How satisfied are you with the technical facilities?"),
    "overall": _("How do you judge this service as a whole?"),
}
GRADE_WORDS = {
    "very-satisfied": _("Very satisfied"),
    "satisfied": _("Satisfied"),
    "fair": _("Fair"),
    "dissatisfied": _("Dissatisfied"),
}
ANSWER_WORDS = {**GRADE_WORDS, "yes": _("Yes"), "no": _("No")}
CHANNEL_WORDS = {"link": _("by link"), "telephone": _("by telephone"), "paper": _("on paper")}
