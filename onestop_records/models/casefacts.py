"""What a case notes once and never changes: who asks, materials, papers, refusals, fees, reports, offers."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Applicant:
    """Who asks: an enterprise (``enterprise`` is its id) or a person. Personal data."""

    name: str
    enterprise: str = ""
    code: str = ""  # unified social credit code
    contact: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""

    def words(self) -> tuple[str, ...]:
        """What tells who it is."""
        found = (self.name, self.contact, self.phone, self.email, self.code)
        return tuple(word for word in found if len(word) > 1)


@dataclass(frozen=True)
class Material:
    """What the matter wants, and what came of it.

    ``form`` is empty until it is received; ``problem`` what is wrong with it; ``item`` the record in the
    file. An original goes back against a signature: ``returned_to`` names who signed.
    """

    number: int
    name: str
    required: bool = True
    wanted: str = ""  # the form that the matter asks for
    wanted_copies: int = 1
    form: str = ""
    copies: int = 0
    problem: str = ""
    item: str = ""
    received_by: str = ""
    received_at: datetime | None = None
    returned_to: str = ""
    returned_by: str = ""
    returned_at: datetime | None = None

    @property
    def missing(self) -> bool:
        """Wanted and not there, or not as it should be."""
        return bool(self.problem) or (self.required and not self.form)

    @property
    def wanted_as(self) -> tuple[str, str]:
        """How many, in which form."""
        return (f"{self.wanted_copies} ×" if self.wanted else "", self.wanted)

    @property
    def owed(self) -> bool:
        """An original that has not gone back to the client."""
        return self.form == "original" and self.returned_at is None


@dataclass(frozen=True)
class Notice:
    """A numbered paper given to the client; ``item`` is the record that keeps it.

    ``gaps`` are the numbers of the materials it asks for, ``faults`` those that it should not have to ask
    for (again): 一次性告知 was not kept.
    """

    kind: str
    number: str
    by: str
    at: datetime
    item: str
    reason: str = ""
    gaps: tuple[int, ...] = ()
    faults: tuple[int, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """A return, non-acceptance or refusal with its written reason, and its review (否定备案, S7.2)."""

    step: str
    reason: str
    by: str
    at: datetime
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    upheld: bool = False
    opinion: str = ""


@dataclass(frozen=True)
class Fee:
    """Money taken by the standard; ``cents`` in fen, with the number of its receipt (S7.3.2)."""

    title: str
    cents: int
    receipt: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Report:
    """What somebody says of the progress or the result."""

    text: str
    by: str
    at: datetime
    kind: str = "progress"


@dataclass(frozen=True)
class Offer:
    """Somebody is asked to take the case over; who asks answers for it until they confirm."""

    to: str
    by: str
    at: datetime
    reason: str
