"""What the papers of an agency service say: power of attorney, notice of the service, notice of its end."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.caseagency import CLOSING, Agency
from onestop_records.models.caseagencywords import FAULTS, REASONS, RESULTS, SCOPES
from onestop_records.models.casefacts import Notice
from onestop_records.models.paper import Table
from onestop_records.services.caseagencyregister import register

Say = Callable[[Any], str]
Time = Callable[[datetime], str]
ENDED = ("agency-end", "agency-register")
PAPERS = ("mandate", "agency", "agency-register")
ENDINGS = _(
    "The service ends ahead of time, and you are told to do the closing formality, when it cannot go on: by "
    "force majeure; by false declaration, incomplete materials or unlawful operation of the client; because "
    "law or regulations do not allow it; for other reasons."
)
PARAGRAPHS = {
    "mandate": (
        _("The client commissions the agent with this matter, and answers for the truth of all materials."),
        _("The service is free of charge. Fees of authorities are paid by the client at their windows."),
        ENDINGS,
    ),
    "agency": (
        _("The service is free of charge. Fees of authorities are paid by the client at their windows."),
        _("You are told how far it is, of all fees to be paid, and at once when it is done."),
        _("Your originals are kept by the agent, registered, and given back against your signature."),
        ENDINGS,
    ),
    "agency-end": (
        _("Please come to the window by the day above for the closing formality and take your papers back."),
    ),
}


def agency_pairs(
    case: Case, notice: Notice, say: Say, time: Time, name: Callable[[str], str]
) -> Iterator[tuple[Any, str]]:
    """Pairs (label, value)."""
    part, asker = case.agency, case.applicant
    if not isinstance(part, Agency):
        return
    if notice.kind == "mandate":
        yield _("Principal"), asker.name
        yield _("Unified social credit code"), asker.code
        yield _("Contact person"), asker.contact
        yield _("Telephone"), asker.phone
        yield _("Address"), asker.address
    if notice.kind in PAPERS:
        yield _("Agent"), name(part.agent)
        yield _("What is commissioned"), say(SCOPES[part.scope])
        yield _("Part that is commissioned"), part.matters
    if notice.kind in ("agency", "agency-register") and part.commission is not None:
        yield _("Power of attorney signed by"), f"{part.commission.signed_by} {part.commission.signed_on}"
    if notice.kind in ENDED and part.ending is not None:
        yield _("Cause of the end"), say(REASONS[part.ending.reason])
        yield _("The client's own doing"), say(FAULTS[part.ending.fault]) if part.ending.fault else ""
    if notice.kind == "agency-end":
        yield _("Closing formality until"), time(part.tasks[0].clocks[CLOSING].due)
    if notice.kind == "agency-register" and part.closing is not None:
        came = part.closing.signed_by or say(_("the client did not come"))
        yield _("Closing formality"), f"{part.closing.day} {came} {part.closing.remarks}".strip()


def agency_tables(
    case: Case, notice: Notice, say: Say, time: Time, name: Callable[[str], str]
) -> Iterator[Table]:
    """Papers of the client that the agent has; what the bodies gave out."""
    part = case.agency
    if not isinstance(part, Agency):
        return
    if notice.kind in ("agency", "agency-end"):
        rows = tuple((str(m.number), m.name, str(m.copies)) for m in case.materials if m.owed)
        if rows:
            heads = say(_("No.")), say(_("Material")), say(_("Copies"))
            yield Table(say(_("Originals of the client with the agent")), heads, rows)
    if notice.kind == "result" and part.state == "finished":
        yield _results(part, say)
    if notice.kind == "agency-register":
        yield from register(part, say, time, name)


def _results(part: Agency, say: Say) -> Table:
    rows = tuple(
        (str(step.number), step.title, say(RESULTS[step.outcome]), step.text, step.papers)
        for step in part.steps
    )
    heads = _("No."), _("Step"), _("Result"), _("In full"), _("Papers handed over")
    return Table(say(_("Results handed over to the client")), tuple(say(head) for head in heads), rows)


def agency_paragraphs(notice: Notice) -> Iterator[Any]:
    """What everybody who commissions is told."""
    yield from PARAGRAPHS.get(notice.kind, ())
