"""Words for the parts of cases: joint handling, agency service, matching."""

from onestop_records.i18n import _
from onestop_records.models.caseagencywords import AGENCY_HINTS, AGENCY_STATES, AGENCY_STEPS
from onestop_records.models.casematchingwords import MATCHING_HINTS, MATCHING_STATES, MATCHING_STEPS

JOINT_STATES = {
    "planned": _("Being prepared"),
    "copied": _("Copied to all"),
    "called": _("Meeting called"),
    "met": _("Meeting held"),
    "settled": _("Joint handling settled"),
    "dropped": _("Joint handling ended early"),
}
JOINT_MODES = {"copying": _("By copying"), "meeting": _("By a joint meeting")}
STANCES = {
    "approves": _("Approves"),
    "disapproves": _("Disapproves"),
    "refuses": _("Refuses to take part: counts as accepting what was agreed"),
    "absent": _("Absent from the meeting: counts as accepting what was agreed"),
}
JOINT_STEPS = {
    "joint-add": _("Name a co-handler"),
    "joint-copy": _("Copy it to all co-handlers"),
    "joint-call": _("Call a joint meeting"),
    "joint-meet": _("Note the joint meeting"),
    "joint-answer": _("Answer as a co-handler"),
    "joint-refuse": _("Note that a co-handler refuses"),
    "joint-visit": _("Note the joint visit to the site"),
    "joint-fees": _("Tell all fees at once"),
    "joint-settle": _("Settle the joint handling"),
    "joint-drop": _("End the joint handling early"),
}
PART_STATES = {**JOINT_STATES, **AGENCY_STATES, **MATCHING_STATES}
PART_STEPS = {**JOINT_STEPS, **AGENCY_STEPS, **MATCHING_STEPS}
PART_HINTS = {
    **MATCHING_HINTS,
    "joint-copy": _("Each gets the notice of joint handling with a task and a time limit."),
    "joint-call": _("Who stays away from a meeting that was called in time counts as accepting its result."),
    "joint-refuse": _("Who refuses to take part or to be coordinated counts as accepting what was agreed."),
    "joint-fees": _(
        "The client is told of all fees of all units once, with kind, standard, basis and amount."
    ),
    "joint-visit": _("All who have to see the site go together, once."),
    **AGENCY_HINTS,
}
