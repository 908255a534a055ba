"""An agency service from its commission to its end (全程代办, N7, C15); its steps: ``caseagencystep``."""

from collections.abc import Callable, Mapping
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.caseagency import (
    CLOSING,
    FAULTS,
    REASONS,
    SCOPES,
    STOPPED,
    TELLING,
    Agency,
    AgentTask,
    Closing,
    Commission,
    Ending,
)
from onestop_records.services import caseagencystep as step
from onestop_records.services.caseacting import Acting, tell
from onestop_records.services.casematerial import give_back
from onestop_records.services.casepassing import let_in


def form(acting: Acting, part: Agency) -> None:
    """The power of attorney, ready to be signed; nobody is let in before it is."""
    _scope(acting, part)
    part.proposed = acting.person().id if acting.text("person") else ""
    acting.issue(part.case, "mandate")


def commission(acting: Acting, part: Agency) -> None:
    """The client has signed it, for the whole or a part; the paper is kept in the file."""
    _scope(acting, part)
    signed, day = acting.required("signed_by"), acting.values.get("signed_on")
    if day is None or day > acting.making.today:
        raise Violations(Violation("signed_on", _("Say on which day it was signed")))
    item = _kept(acting, part)
    made = acting.making
    part.commission = Commission(part.scope, part.matters, signed, day, item, made.person, made.now)
    _name(acting, part)
    acting.issue(part.case, "agency")


def appoint(acting: Acting, part: Agency) -> None:
    """Who reports to the authority above (C15 第一条)."""
    part.scope, part.matters = "reporting", ""
    _name(acting, part)
    acting.issue(part.case, "agency")


def name_agent(acting: Acting, part: Agency) -> None:
    """Another agent, of whom the client is told."""
    before = part.agent
    _name(acting, part)
    if part.agent == before:
        raise Violations(Violation("person", _("This colleague is the agent already")))
    if part.state != "ending":
        acting.issue(part.case, "agency", acting.making.reason)


def end(acting: Acting, part: Agency) -> None:
    """Ahead of time, for one of four reasons; the client is told to come for the closing formality."""
    reason, fault, way = (acting.text(name) for name in ("cause", "fault", "way"))
    if reason not in REASONS:
        raise Violations(Violation("cause", _("Say for which of the four reasons it ends")))
    if (fault in FAULTS) != (reason == "client"):
        raise Violations(Violation("fault", _("Say what the client has done, and only then")))
    if fault == "incomplete" and not any(notice.kind == "supplement" for notice in part.case.notices):
        raise Violations(Violation("fault", _("Tell the client first, once, what is missing")))
    if way not in TELLING:
        raise Violations(Violation("way", _("Say how the client was told")))
    made = acting.making
    for open_step in part.steps:
        if open_step.open:
            step.answer(acting, open_step, STOPPED, made.reason)
            if open_step.handler:
                tell(acting, part.case, open_step.handler, _("An agency service has ended: nothing is left"))
    part.ending = Ending(reason, fault, made.reason, made.person, made.now)
    step.note_told(acting, part, made.reason, way)
    acting.deadlines.start(part.task(0), CLOSING)
    acting.issue(part.case, "agency-end", made.reason)


def close(acting: Acting, part: Agency) -> None:
    """The closing formality: signed and all originals returned, or the client did not come in time."""
    day, came, signed = acting.values.get("day"), bool(acting.values.get("came")), acting.text("signed_by")
    first, made = part.tasks[0], acting.making
    assert part.ending is not None  # of the state
    if day is None or not acting.papers.clock.local(part.ending.at).date() <= day <= made.today:
        raise Violations(Violation("day", _("Say on which day it was")))
    if came and not signed:
        raise Violations(Violation("signed_by", _("The client signs when they come")))
    if not came:
        acting.required("remarks")
        if not first.clock.late(made.now):
            raise Violations(Violation("came", _("The client may still come until the day they were told")))
    if came and any(material.owed for material in part.case.materials):
        give_back(acting, part.case)
    if acting.received:
        _file(acting, part, _("Signed closing of the agency service"))
    part.closing = Closing(came, signed if came else "", day, acting.text("remarks"), made.person, made.now)
    acting.deadlines.stop(first, CLOSING)
    acting.issue(part.case, "agency-register")
    tell(acting, part.case, part.case.handler, _("An agency service that ended early is closed"))


def nothing(acting: Acting, part: Agency) -> None:
    """The state is all that changes."""


def _scope(acting: Acting, part: Agency) -> None:
    scope, matters = acting.text("scope"), acting.text("matters")
    if scope not in SCOPES[:2]:
        raise Violations(Violation("scope", _("Say whether the whole or a part is commissioned")))
    if (scope == "part") != bool(matters):
        raise Violations(Violation("matters", _("Say which part is commissioned, and only for a part")))
    part.scope, part.matters = scope, matters


def _name(acting: Acting, part: Agency) -> None:
    """The agent: who handles the case, or another colleague, who is let in and has a task."""
    chosen = acting.person() if acting.text("person") else None
    other = chosen is not None and chosen.id != part.case.handler
    if not part.tasks:
        title = acting.papers.speech.translate(_("Agent: carry it out for the client"))
        part.tasks = (AgentTask(part, 0, title),)
    before, part.tasks[0].handler = part.tasks[0].handler, chosen.id if chosen is not None and other else ""
    if chosen is not None and other and chosen.id != before:
        let_in(acting, part.case, chosen)
        tell(acting, part.case, chosen.id, _("You are the agent in a case"))


def _kept(acting: Acting, part: Agency) -> str:
    """The record that holds the signed paper: what is attached, or a material received. Raises Violations."""
    if acting.received:
        return _file(acting, part, _("Signed power of attorney"))
    material = part.case.material(acting.values.get("material"))
    if material is None or not material.form:
        message = _("Attach the signed paper, or name the material that it is")
        raise Violations(Violation("material", message))
    return material.item or part.case.file


def _file(acting: Acting, part: Agency, title: Any) -> str:
    say = acting.papers.speech.translate
    item: str = acting.files.add(part.case, say(title), say(_("Agency service")), acting.received).id
    return item


ACTS: Mapping[str, Callable[[Acting, Agency], None]] = {
    "agency-form": form,
    "agency-commission": commission,
    "agency-appoint": appoint,
    "agency-drop": nothing,
    "agency-agent": name_agent,
    "agency-distribute": step.distribute,
    "agency-result": step.result,
    "agency-chase": step.chase,
    "agency-fees": step.fees,
    "agency-tell": step.told,
    "agency-finish": step.finish,
    "agency-resume": nothing,
    "agency-end": end,
    "agency-close": close,
}
PAPERS = {
    "agency-form": ("mandate",),
    "agency-commission": ("agency",),
    "agency-appoint": ("agency",),
    "agency-agent": ("agency",),
    "agency-fees": ("fees",),
    "agency-finish": ("agency-register",),
    "agency-end": ("agency-end",),
    "agency-close": ("agency-register",),
}
