"""Complaints (投诉) about windows and staff (N 8章).

What would tell who complained stands in ``Complaint.complainant`` and is shown to the handlers alone; numbers
are random, so that a gap between two of them tells nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from onestop_records.models.casework import Casework

CHANNELS = ("letter", "telephone", "online", "visit")
WRITTEN = frozenset({"letter", "online"})  # answered in writing (N30.2)
SCOPE = ("attitude", "quality", "efficiency", "probity")
REFUSALS = ("scope", "untrue", "proceedings")  # N32: the only three reasons
UPHELD, PARTLY, NOT_UPHELD, NOT_HANDLED = "upheld", "partly", "not-upheld", "not-handled"
OUTCOMES = (UPHELD, PARTLY, NOT_UPHELD, NOT_HANDLED)
PROVED = frozenset({UPHELD, PARTLY})
GRAVE, RESULT = "grave", "result"  # what leaders are told of
DIGITS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32, without 0 O 1 I


@dataclass(frozen=True)
class Complainant:
    """Who complained, as far as they said."""

    name: str = ""
    telephone: str = ""
    email: str = ""
    address: str = ""

    def words(self) -> tuple[str, ...]:
        """What must not stand in anything that others than the handlers read."""
        return tuple(word for word in (self.name, self.telephone, self.email) if len(word) > 1)


@dataclass(frozen=True)
class Attested:
    """The record of an oral complaint was read back and signed: by whom, before whom, when (N29.3)."""

    signed_as: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Errand:
    """A question passed to somebody of a unit, tracked until it is reported back (N, C2)."""

    number: int
    person: str
    question: str
    by: str
    at: datetime
    report: str = ""
    reported_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.reported_at is None


@dataclass(frozen=True)
class Answer:
    """What the complainant was told, in writing or orally, and put down here (N30.2)."""

    form: str
    text: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Talk:
    """The talk with who is responsible (约谈, N30.5)."""

    with_whom: str
    notes: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Report:
    """What leaders were told in writing: of a grave complaint, or of a result (N30.5, C2)."""

    kind: str
    text: str
    to: tuple[str, ...]
    person: str
    at: datetime


@dataclass(frozen=True)
class FollowUp:
    """The complainant's opinion afterwards (回访, N31); ``grade`` empty when nobody was reached."""

    grade: str
    opinion: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Review:
    """A leader has looked at why a complaint was not accepted (S7.2 否定备案)."""

    agreed: bool
    remarks: str
    person: str
    at: datetime


class Complaint(Casework):
    """One complaint. ``complained`` are ids of the people complained of: they are shut out of all of it.

    ``handler`` answers for it, ``helpers`` handle it with them; ``leaders`` were told of it and read what was
    written for them, nothing else. ``code`` is the digest of what its complainant asks for progress with.
    """

    folder = "complaints"
    file_type = "complaint_file"
    deadline_kind = "complaint"
    state = "registered"
    channel = ""
    signed = False
    complainant = Complainant()
    code = ""
    complained: tuple[str, ...] = ()
    complained_unit = ""
    complained_post = ""
    complained_name = ""  # as the complainant gave it
    scope: tuple[str, ...] = ()
    facts = ""
    evidence = ""
    grave = False
    enterprise = ""
    registered_by = ""
    helpers: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    archivist = ""
    keeping = ""
    attested: Attested | None = None
    refusal = ""
    explanation = ""
    outcome = ""
    findings = ""
    errands: tuple[Errand, ...] = ()
    answers: tuple[Answer, ...] = ()
    talks: tuple[Talk, ...] = ()
    reports: tuple[Report, ...] = ()
    follow_up: FollowUp | None = None
    review: Review | None = None
    listed: tuple[str, ...] = ()  # under whom the folder lists it, and who answers for it
    answering = ""

    @property
    def handlers(self) -> tuple[str, ...]:
        """Who handles it; the only ones that know who complained."""
        return tuple(person for person in dict.fromkeys((self.handler, *self.helpers)) if person)

    @property
    def readers(self) -> tuple[str, ...]:
        """Who may read its file: the handlers, and who keeps it when it is closed."""
        return tuple(dict.fromkeys(person for person in (*self.handlers, self.archivist) if person))

    @property
    def asked(self) -> tuple[str, ...]:
        """Who was asked something about it."""
        return tuple(dict.fromkeys(errand.person for errand in self.errands))

    @property
    def written(self) -> bool:
        """It came in writing, so it is answered in writing (N30.2)."""
        return self.channel in WRITTEN

    @property
    def proved(self) -> bool:
        """Found true, wholly or in part."""
        return self.outcome in PROVED

    def reported(self, kind: str) -> bool:
        """Leaders were told in writing."""
        return any(report.kind == kind for report in self.reports)

    def errand(self, number: int) -> Errand | None:
        return next((errand for errand in self.errands if errand.number == number), None)


def new_number(year: int) -> str:
    """A number that tells nothing of how many others there are."""
    return f"TS{year}-" + "".join(secrets.choice(DIGITS) for _ in range(8))


def new_code() -> str:
    """What a complainant asks for progress with: 100 random bits, in groups to read out and write down."""
    text = "".join(secrets.choice(DIGITS) for _ in range(20))
    return "-".join(text[place : place + 5] for place in range(0, 20, 5))


def plain_code(text: str) -> str:
    """A code as typed, without what people put between its groups."""
    return "".join(c for c in text.upper() if c.isascii() and c.isalnum())
