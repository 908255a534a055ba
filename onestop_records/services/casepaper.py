"""The papers of a case: what each says, its number, its place in the file (N chapters 5 and 6, C10, S7.3).

They are in Chinese, whoever issues them: they are kept, and the client reads them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from onestop_records.clock import Clock
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.casefacts import Material, Notice
from onestop_records.models.casewords import CASE_KINDS, CHANNELS, FORMS, LIMIT_UNITS, WANTED
from onestop_records.models.matter import Matter
from onestop_records.models.paper import KINDS, Paper, Table, numbered, series_of
from onestop_records.models.site import Site
from onestop_records.services.caseagencypaper import agency_paragraphs
from onestop_records.services.casehistory import Speech
from onestop_records.services.casematchingpaper import ended_by
from onestop_records.services.casepartpaper import addressee, part_pairs, part_tables, signature

BLANK = "____________________"


@dataclass(frozen=True)
class Papers:
    """Those of one archive; ``files`` is ICaseFiles, ``numbers`` INumbers."""

    site: Site
    clock: Clock
    speech: Speech
    files: Any
    numbers: Any

    def issue(
        self,
        case: Case,
        kind: str,
        by: str,
        matter: Matter | None,
        reason: str = "",
        gaps: tuple[int, ...] = (),
        faults: tuple[int, ...] = (),
    ) -> Notice:
        """Number a paper, keep it in the file and note it with the case."""
        year = self.clock.today().year
        number = numbered(kind, year, self.numbers.next(series_of(kind, year)))
        notice = Notice(kind, number, by, self.clock.now(), "", reason, gaps, faults)
        text = self.paper(case, notice, matter).page()
        title = f"{self.speech.translate(KINDS[kind].title)} {number}"
        item = self.files.add(case, title, self.speech.translate(KINDS[kind].title), text=text)
        kept = replace(notice, item=item.id)
        case.notices = (*case.notices, kept)
        return kept

    def paper(self, case: Case, notice: Notice, matter: Matter | None) -> Paper:
        """What the paper says."""
        say = self.speech.say
        return Paper(
            say(KINDS[notice.kind].title),
            notice.number,
            addressee(case, notice, self.site) or case.applicant.name,
            tuple((say(label), value) for label, value in self._pairs(case, notice, matter) if value),
            tuple(self._tables(case, notice)),
            tuple(say(text) for text in self._paragraphs(case, notice)),
            (
                (say(_("Handled by")), self._name(notice.by)),
                (say(_("Issued by")), self.site.title),
                (say(_("Date")), f"{self.clock.local(notice.at):%Y-%m-%d}"),
                (say(signature(case, notice)), BLANK),
            ),
        )

    def _pairs(self, case: Case, notice: Notice, matter: Matter | None) -> Iterator[tuple[Any, str]]:
        say = self.speech.say
        of_case = notice.kind == "summary" and ended_by(case, notice) is None
        yield _("Case number"), case.number
        yield _("Matter"), case.matter_title or case.title
        yield _("Kind of case"), say(CASE_KINDS[case.kind])
        yield _("Way of receipt"), say(CHANNELS[case.channel])
        yield _("Received on"), self._time(case.received_at)
        if notice.kind in ("acceptance", "promise", "consultation", "receipt") and case.running is not None:
            yield _("To be done by"), self._time(case.running.due)
        if matter is not None and notice.kind in ("supplement", "consultation", "decline", "return"):
            yield _("Basis"), matter.basis
            yield _("Conditions"), matter.conditions
            yield _("Procedure"), matter.procedure
            yield _("Time limit"), self._limit(matter)
            yield _("Fees"), matter.fees
        yield from part_pairs(case, notice, say, self._time, self._name)
        yield _("Reason"), notice.reason
        if notice.kind == "decline":
            yield _("Who is responsible for it instead"), case.responsible
        if notice.kind in ("result", "refusal", "consultation") or of_case:
            yield _("Result"), case.result
        if matter is not None:
            yield _("Complaint telephone"), matter.phone

    def _limit(self, matter: Matter) -> str:
        limit = matter.promised
        return "" if limit is None else f"{limit.number} {self.speech.say(LIMIT_UNITS[limit.unit])}"

    def _tables(self, case: Case, notice: Notice) -> Iterator[Table]:
        say = self.speech.say
        if notice.kind == "supplement":
            named = [m for m in case.materials if m.number in notice.gaps]
            missing = tuple(self._gap(material) for material in named)
            wanted = self._said(_("No."), _("Material"), _("Wanted"), _("What is missing or wrong"))
            yield Table(say(_("To be supplemented, complete")), wanted, missing)
        if notice.kind in ("receipt", "acceptance", "promise", "supplement") and case.materials:
            there = tuple(self._row(material) for material in case.materials if material.form)
            heads = self._said(_("No."), _("Material"), _("Form"), _("Copies"), _("Received on"))
            if there:
                yield Table(say(_("Materials received")), heads, there)
        yield from part_tables(case, notice, say, self._time, self._name)
        if notice.kind in ("receipt", "result", "summary") and case.fees:
            fees = tuple((fee.title, f"{fee.cents / 100:.2f}", fee.receipt) for fee in case.fees)
            yield Table(say(_("Fees")), self._said(_("Fee"), _("Amount in yuan"), _("Receipt number")), fees)

    def _gap(self, material: Material) -> tuple[str, ...]:
        say = self.speech.say
        wanted = f"{say(WANTED[material.wanted])} × {material.wanted_copies}" if material.wanted else ""
        return str(material.number), material.name, wanted, material.problem or say(_("Not received"))

    def _row(self, material: Material) -> tuple[str, ...]:
        form = self.speech.say(FORMS[material.form])
        when = self._time(material.received_at) if material.received_at else ""
        return str(material.number), material.name, form, str(material.copies), when

    def _paragraphs(self, case: Case, notice: Notice) -> Iterator[Any]:
        if notice.kind == "supplement":
            yield _("This is everything that is missing: nothing else will be asked for later.")
        elif notice.kind in ("return", "decline", "refusal"):
            yield _("You may complain about this decision by the telephone above or at any window.")
        yield from agency_paragraphs(notice)

    def _said(self, *words: Any) -> tuple[str, ...]:
        return tuple(self.speech.say(word) for word in words)

    def _name(self, person_id: str) -> str:
        person = self.site.people.get(person_id)
        return person.name if person else ""

    def _time(self, instant: datetime) -> str:
        return f"{self.clock.local(instant):%Y-%m-%d %H:%M}"
