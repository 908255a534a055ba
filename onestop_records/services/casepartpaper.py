"""What the papers of joint handling and its like say beside what all papers of a case say."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.casefacts import Notice
from onestop_records.models.casepart import CasePart, FeeTold
from onestop_records.models.casepartwords import JOINT_MODES
from onestop_records.models.paper import Table
from onestop_records.models.site import Site
from onestop_records.services.caseagencypaper import agency_pairs, agency_tables
from onestop_records.services.casematchingpaper import ended_by, matching_pairs, matching_tables, passed_on

Say = Callable[[Any], str]
Time = Callable[[datetime], str]
SIGNERS = {
    "joint": _("Signature of the units"),
    "mandate": _("Principal: signature, seal, date"),
    "agency-register": _("Agent: signature"),
}


def addressee(case: Case, notice: Notice, site: Site) -> str:
    """The client's house, the units or the provider that it goes to; empty for what the client gets."""
    if notice.kind == "mandate":
        return site.title
    asked, summary = passed_on(case, notice), ended_by(case, notice)
    if asked is not None:
        return asked.title
    if summary is not None:
        return site.title  # who served hands it in to the house (S6.4.2)
    joint: Any = case.joint
    if notice.kind != "joint" or joint is None:
        return ""
    units = dict.fromkeys(task.unit for task in joint.others)
    return "、".join(site.units[unit].title for unit in units if unit in site.units)


def signature(case: Case, notice: Notice) -> Any:
    """Whose signature the paper waits for."""
    if passed_on(case, notice) is not None or ended_by(case, notice) is not None:
        return _("Signature of who serves")
    return SIGNERS.get(notice.kind, _("Signature of the client"))


def part_pairs(
    case: Case, notice: Notice, say: Say, time: Time, name: Callable[[str], str]
) -> Iterator[tuple[Any, str]]:
    """Pairs (label, value)."""
    yield from agency_pairs(case, notice, say, time, name)
    yield from matching_pairs(case, notice, say, time, name)
    joint: Any = case.joint
    if notice.kind == "joint" and joint is not None:
        yield _("Client"), case.applicant.name
        yield _("Way of joint handling"), say(JOINT_MODES[joint.mode])
        yield _("To be done by"), time(case.clock.due) if case.clock is not None else ""
        if joint.meeting is not None:
            yield _("Time of the meeting"), time(joint.meeting.at)
            yield _("Place of the meeting"), joint.meeting.place


def part_tables(
    case: Case, notice: Notice, say: Say, time: Time, name: Callable[[str], str]
) -> Iterator[Table]:
    """Tables under them."""
    yield from agency_tables(case, notice, say, time, name)
    yield from matching_tables(case, notice, say, time, name)
    if notice.kind == "joint" and case.joint is not None:
        yield _tasks(case.joint, say, time, name)
    if notice.kind == "fees":
        for part in case.parts:
            told = getattr(part, "fees", ())
            if told:
                yield _fees(told, say)


def _tasks(part: CasePart, say: Say, time: Time, name: Callable[[str], str]) -> Table:
    rows = tuple(
        (name(task.responsible), task.title, time(task.clock.due) if task.clock else "")
        for task in part.tasks
    )
    heads = say(_("Handled by")), say(_("Task")), say(_("To be done by"))
    return Table(say(_("Tasks of the lead and the co-handlers")), heads, rows)


def _fees(fees: tuple[FeeTold, ...], say: Say) -> Table:
    heads = _("Fee"), _("Standard"), _("Basis"), _("Amount in yuan"), _("Paid at")
    rows = tuple((fee.title, fee.standard, fee.basis, f"{fee.cents / 100:.2f}", fee.payee) for fee in fees)
    return Table(say(_("All fees of this case")), tuple(say(head) for head in heads), rows)
