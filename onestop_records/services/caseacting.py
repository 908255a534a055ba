"""A step of a case being made: what was given with it, whose help it needs, its clocks and papers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import ANSWERED, KINDS, MATTER_LIMIT, NOTICE_CLOCK, Case
from onestop_records.models.casefacts import Notice, Refusal
from onestop_records.models.component import Received
from onestop_records.models.hierarchy import barring
from onestop_records.models.limit import WORKING_DAYS, Limit
from onestop_records.models.matter import Matter
from onestop_records.models.paper import KINDS as KINDS_OF_PAPER
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.services.casepaper import Papers
from onestop_records.services.casepartpaper import addressee
from onestop_records.workflow.process import Making

Values = Mapping[str, Any]
CLIENTS_LANGUAGE = "zh_CN"  # of papers and letters


@dataclass(frozen=True)
class Acting:
    """A step being made: whose help it needs, and what was given with it."""

    site: Site
    making: Making
    papers: Papers
    files: Any  # ICaseFiles
    deadlines: Any  # IDeadlines
    notices: Any  # INotices
    values: Values
    received: Sequence[Received] = ()
    providers: Any = None  # IProviders, where needs are matched

    def matter(self, case: Case) -> Matter | None:
        """Its matter, None when it has none in the catalogue."""
        found: Matter | None = self.site.matters.get(case.matter) if case.matter else None
        return found

    def issue(self, case: Case, kind: str, reason: str = "", **words: Any) -> None:
        """Give the client a numbered paper; what was asked for online is confirmed by e-mail too."""
        notice = self.papers.issue(case, kind, self.making.person, self.matter(case), reason, **words)
        confirm(self, case, notice)

    def text(self, name: str) -> str:
        """A text that was given, without white space around it."""
        return str(self.values.get(name) or "").strip()

    def required(self, name: str) -> str:
        """The same; raises Violations when it is empty."""
        text = self.text(name)
        if not text:
            raise Violations(Violation(name, _("This is required")))
        return text

    def person(self) -> Person:
        """The colleague named. Raises Violations."""
        found = self.site.people.get(self.text("person"))
        if found is None or found.closed or not found.units(self.making.today):
            raise Violations(Violation("person", _("Choose a colleague who holds a post")))
        return found

    def stop(self, case: Case, names: Iterable[str] | None = None) -> None:
        """Stop these clocks, or all."""
        for name in tuple(case.clocks) if names is None else names:
            clock = case.clocks.get(name)
            if clock is not None and clock.running:
                self.deadlines.stop(case, name)


def confirm(acting: Acting, case: Case, notice: Notice) -> None:
    """An electronic notice to a client who came online and gave an address (N chapter 5).

    None of a report of misconduct: who reports stands in no outbox (C10).
    """
    asker = case.applicant
    if case.channel != "online" or not asker.email or case.shielded:
        return
    if addressee(case, notice, acting.site):  # not for the client
        return
    say = acting.papers.speech.translate
    missing = "；".join(m.name for m in case.materials if m.number in notice.gaps)
    mapping = {"paper": f"{say(KINDS_OF_PAPER[notice.kind].title)} {notice.number}", "case": case.number}
    subject = _("${paper} of case ${case}", mapping=mapping)
    told = "\n".join(text for text in (notice.reason, missing) if text)
    text = _(
        "We have issued ${paper} for your case ${case}. ${told}\n"
        "The paper itself is at the window; how far the case is can be asked at the address below.",
        mapping={**mapping, "told": told},
    )
    acting.notices.write(asker.email, CLIENTS_LANGUAGE, subject, text, "/case-progress")


def start_main(acting: Acting, case: Case, agreed: Limit | None = None) -> None:
    """Start the clock of its kind: by what was agreed, or the matter's own promise, or the setting."""
    name = KINDS[case.kind]
    if name and name not in case.clocks:
        acting.deadlines.start(case, name, limit=agreed or _promised(acting, case))


def _promised(acting: Acting, case: Case) -> Limit | None:
    matter = acting.matter(case)
    return matter.promised if matter is not None and case.kind in MATTER_LIMIT else None


def agreed_limit(acting: Acting, case: Case) -> Limit | None:
    """A limit for this case alone: earlier than promised (S6.3.3), or what the authority above sets (C10)."""
    days = acting.values.get("days")
    if not days:
        return None
    above = case.kind == "escalated"
    limit = Limit(WORKING_DAYS, days, "C10" if above else "S6.3.3")
    usual = _promised(acting, case) or acting.site.limits[KINDS[case.kind]].limit
    if not above and limit.within(usual) is False:
        raise Violations(Violation("days", _("It cannot be longer than what was promised to all")))
    return limit


def begin_clocks(acting: Acting, case: Case) -> None:
    """From receipt: questions are to be answered, of applications the client is to be told."""
    if case.kind in ANSWERED:
        start_main(acting, case)
    else:
        acting.deadlines.start(case, NOTICE_CLOCK)


def go_on(acting: Acting, case: Case) -> None:
    for name, clock in case.clocks.items():
        if clock.paused:
            acting.deadlines.resume(case, name)


def note_refusal(acting: Acting, case: Case, step: str, outcome: str) -> None:
    refusal = Refusal(step, acting.making.reason, acting.making.person, acting.making.now)
    case.refusals = (*case.refusals, refusal)
    if case.shielded:
        let_reviewers_in(acting, case)
    case.outcome = outcome
    if outcome != "refused":
        case.result = acting.making.reason
    acting.stop(case)


def tell(acting: Acting, case: Case, person: str, subject: Any) -> None:
    text = _("Case ${number}", mapping={"number": case.number})
    acting.notices.send([person], subject, text, f"/{case.address}")


def let_reviewers_in(acting: Acting, case: Case) -> None:
    """A refused report of misconduct is reviewed too (S7.2), by leaders who have nothing to do with it."""
    site, today = acting.site, acting.making.today
    leaders = (p for p in site.people.values() if "manager" in p.roles or _heads(p, case, today))
    fit = [
        p.id for p in leaders if p.id != acting.making.person and not barring(site, p, case.reported, today)
    ]
    readers = dict.fromkeys((*site.records[case.file].readers, *fit))
    acting.files.describe(case, {"readers": tuple(readers)})


def _heads(person: Person, case: Case, today: date) -> bool:
    return "head" in person.roles and case.unit in person.units(today)
