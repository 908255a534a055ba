"""The register of an agency service (登记造册, C15 第八条): steps, chases, what the client was told."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from onestop_records.i18n import _
from onestop_records.models.caseagency import Agency, AgencyStep
from onestop_records.models.caseagencywords import RESULTS, TELLING
from onestop_records.models.paper import Table

Say = Callable[[Any], str]
Time = Callable[[datetime], str]


def register(part: Agency, say: Say, time: Time, name: Callable[[str], str]) -> Iterator[Table]:
    """As tables of a paper, each as far as there is something in it."""
    for title, heads, rows in (
        (
            _("Sent to departments and bodies"),
            STEP_HEADS,
            tuple(_step(s, say, time, name) for s in part.steps),
        ),
        (_("Chased"), CHASE_HEADS, tuple(_chases(part, say, time, name))),
        (_("What the client was told"), TOLD_HEADS, tuple(_told(part, say, time, name))),
    ):
        if rows:
            yield Table(say(title), tuple(say(head) for head in heads), rows)


STEP_HEADS = _("No."), _("Step"), _("Sent to"), _("Sent on"), _("To be done by"), _("Result"), _("Date")
CHASE_HEADS = _("No."), _("Cause"), _("How it was chased"), _("Handled by"), _("Date"), _("Term of a chase")
TOLD_HEADS = _("What the client was told"), _("How the client was told"), _("Handled by"), _("Date")


def _step(step: AgencyStep, say: Say, time: Time, name: Callable[[str], str]) -> tuple[str, ...]:
    due = time(step.clock.due) if step.clock is not None else ""
    result = f"{say(RESULTS[step.outcome])} {step.text} {step.papers}".strip() if step.outcome else ""
    answered = time(step.answered_at) if step.answered_at is not None else ""
    to = step.body or name(step.handler)
    return str(step.number), step.title, to, str(step.sent_on), due, result, answered


def _chases(part: Agency, say: Say, time: Time, name: Callable[[str], str]) -> Iterator[tuple[str, ...]]:
    for step in part.steps:
        for each in step.chased:
            way = say(TELLING[each.way]) if each.way else ""
            term = time(each.due) if each.due is not None else ""
            yield str(step.number), each.cause, way, name(each.by), time(each.at), term


def _told(part: Agency, say: Say, time: Time, name: Callable[[str], str]) -> Iterator[tuple[str, ...]]:
    return ((each.text, say(TELLING[each.way]), name(each.by), time(each.at)) for each in part.told)
