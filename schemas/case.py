"""Service cases (办件), for the forms and the API: entering one, each step, what is answered."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, SelectWidget

from onestop_records.i18n import _
from onestop_records.models.case import ANSWERED, SIMPLE
from onestop_records.models.casewords import CASE_KINDS, CHANNELS, FORMS, MARKS, OUTCOMES
from onestop_records.models.paper import KINDS as PAPERS
from onestop_records.models.site import Site
from schemas.control import choice, line, lines, tick
from schemas.improvement import PublishBody
from schemas.needs import NeedsSchema, Ticks
from schemas.nodes import Number, Text, Words
from schemas.person import Field

MOST_CENTS = 100_000_000_00
ENTERED = {code: word for code, word in CASE_KINDS.items() if code != "returned"}
QUICK = {code: word for code, word in CASE_KINDS.items() if code in SIMPLE}
APPLIED = {code: word for code, word in ENTERED.items() if code not in ANSWERED}
ISSUED = {code: PAPERS[code].title for code in ("receipt", "consultation", "summary", "result")}


def _matters(site: Site) -> list[tuple[str, str]]:
    found = sorted((matter for matter in site.matters.values() if matter.public), key=lambda m: m.code)
    return [(matter.code, f"{matter.code} {matter.title}") for matter in found]


def matter() -> Field:
    """A matter of the catalogue, if it is one."""
    widget = colander.deferred(
        lambda node, bound: SelectWidget(values=(("", _("(none)")), *_matters(bound["site"])))
    )
    return Field(Text(60), name="matter", title=_("Matter"), missing="", widget=widget)


def marks() -> Field:
    """Green channel and its like."""
    widget = CheckboxChoiceWidget(values=tuple(MARKS.items()))
    return Field(Ticks(MARKS), name="marks", title=_("Marks"), missing=(), widget=widget)


def _colleagues(site: Site) -> list[tuple[str, str]]:
    people = (p for p in site.people.values() if not p.closed and p.appointments)
    named = ((p.id, f"{p.name} · {'、'.join(sorted({a.unit for a in p.appointments}))}") for p in people)
    return sorted(named, key=lambda pair: pair[1])


COLLEAGUE = _("Colleague")


def colleague(title: Any = COLLEAGUE, name: str = "person", **options: Any) -> Field:
    """Somebody of the house."""
    widget = colander.deferred(
        lambda node, bound: SelectWidget(values=(("", _("(none)")), *_colleagues(bound["site"])))
    )
    return Field(Text(100), name=name, title=title, widget=widget, **options)


class Yuan(colander.SchemaType):
    """An amount: ``12.50`` in a form, fen as a whole number through the API; the result is fen."""

    least, most = 1, MOST_CENTS

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else f"{appstruct / 100:.2f}"

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if cstruct in (colander.null, None, ""):
            return colander.null
        try:
            cents = cstruct if isinstance(cstruct, int) else Decimal(str(cstruct).strip()) * 100
        except InvalidOperation:
            cents = Decimal(0)
        if isinstance(cstruct, bool) or not 0 < cents <= MOST_CENTS or cents != int(cents):
            raise colander.Invalid(node, _("Give the amount in yuan, as 12.50"))
        return int(cents)


class MaterialBody(colander.MappingSchema):
    """What became of one material of the list: ``form`` when it came, ``problem`` when it is not right."""

    number = Field(Number(1, 1000), title=_("No."))
    form = choice(FORMS, _("Form"), missing="")
    copies = Field(Number(1, 1000), title=_("Copies"), missing=1)
    problem = line(_("What is wrong with it"))


class MaterialList(colander.SequenceSchema):
    """Several of them."""

    material = MaterialBody()


class CaseSchema(colander.MappingSchema):
    """A case as a window enters it; the API may say at once which materials came and what is needed."""

    kind = choice(ENTERED, _("Kind of case"), missing="", description=_("That of the matter if left empty"))
    channel = choice(CHANNELS, _("Way of receipt"), missing="window")
    matter = matter()
    title = line(_("What is asked, in a few words"), description=_("The matter's name if left empty"))
    content = lines(_("Content"), missing="")
    marks = marks()
    against = line(_("Appeal: number of the case whose result it is against"), 40)
    reported = colleague(_("Report of misconduct: who is reported"), name="reported", missing="")
    name = line(_("Client"), 200, description=_("Name of the enterprise or the person"))
    code = line(
        _("Unified social credit code"), 20, description=_("For enterprises: finds or makes the file")
    )
    contact = line(_("Contact person"), 100)
    phone = line(_("Telephone"), 60)
    address = line(_("Address"), 300)
    email = line(_("E-mail"), 200)


class QuickSchema(colander.MappingSchema):
    """One screen: asked, answered and closed."""

    kind = choice(QUICK, _("Kind of case"), missing="consultation")
    channel = choice(CHANNELS, _("Way of receipt"), missing="telephone")
    name = line(_("Client"), 200)
    phone = line(_("Telephone"), 60)
    code = line(_("Unified social credit code"), 20)
    matter = matter()
    title = line(_("What is asked, in a few words"))
    content = lines(_("Question in full"), rows=3, missing="")
    result = lines(_("Answer"), rows=4)


class CaseBody(CaseSchema):
    """What ``POST cases`` takes; with ``result`` a simple case is answered and closed at once."""

    materials = MaterialList(title="", missing=())
    result = lines(_("Answer"), missing="")


class NothingBody(colander.MappingSchema):
    """A step that is told nothing."""


class ReasonBody(colander.MappingSchema):
    """Why, in writing."""

    reason = lines(_("Reason"), rows=4)


class RemarkBody(colander.MappingSchema):
    """Something may be said."""

    reason = lines(_("Remarks"), rows=3, missing="")


class ReceiveBody(colander.MappingSchema):
    """What came in; files attached to one material, or under ``title`` without any."""

    materials = MaterialList(title="", missing=())
    title = line(_("Title of a further material"))


class AcceptBody(RemarkBody):
    """Accepted, as another kind if need be."""

    kind = choice(APPLIED, _("Kind of case"), missing="")
    days = Field(
        Number(1, 1000),
        title=_("Limit for this case, working days"),
        missing=None,
        description=_(
            "Earlier than promised for a green channel or what is urgent; what the authority above sets"
        ),
    )


class ColleagueBody(colander.MappingSchema):
    """To whom, and why."""

    person = colleague()
    reason = lines(_("Reason"), rows=3)


class DeclineBody(ReasonBody):
    """Why; and of what is outside of the platform's scope, who is responsible for it."""

    outside = tick(_("Outside of what this platform does"))
    responsible = line(_("Who is responsible for it instead"))


class ReportBody(colander.MappingSchema):
    """What was done; ``done`` when who was entrusted reports back."""

    text = lines(_("What was done"), rows=4)
    done = tick(_("Done: I report back to who entrusted me"))
    grave = tick(_("Grave or urgent: the head and the managers are told at once"))


class DecideBody(colander.MappingSchema):
    """The result."""

    outcome = choice(OUTCOMES, _("How it ended"))
    result = lines(_("Result"), rows=5)
    reason = lines(_("Reason, when it is refused"), rows=3, missing="")


class DeliverBody(colander.MappingSchema):
    """Who signed, or how the client was told."""

    signed_by = line(_("Signed for by, or how the client was told"))
    paper = tick(_("Issue a notice of the result"))


class GiveBackBody(colander.MappingSchema):
    """Which originals (all without numbers), and who signed."""

    numbers = colander.SchemaNode(
        colander.Sequence(), Field(Number(1, 1000), title=""), title=_("Numbers of the materials"), missing=()
    )
    signed_by = line(_("Signed for by"), 100)


class FeeBody(colander.MappingSchema):
    """What was taken."""

    title = line(_("Fee"))
    cents = Field(Yuan(), title=_("Amount in yuan"))
    receipt = line(_("Receipt number"), 100)


class MarkBody(colander.MappingSchema):
    """All the marks it has from now on."""

    marks = marks()


class ReferToBody(colander.MappingSchema):
    """All the records it refers to from now on, by id or reference code."""

    records = Field(Words(), title=_("Records it refers to"), missing=(), description=_("One a line"))


class NoticeBody(RemarkBody):
    """Which paper."""

    kind = choice(ISSUED, _("Notice"))


STEPS: Mapping[str, Any] = {
    "receive": ReceiveBody,
    "accept": AcceptBody,
    "supplement": RemarkBody,
    "resume": NothingBody,
    "decline": DeclineBody,
    "return": ReasonBody,
    "refer": ColleagueBody,
    "take": NothingBody,
    "refuse-referral": ReasonBody,
    "hand-on": ColleagueBody,
    "take-over": NothingBody,
    "refuse-handing": ReasonBody,
    "entrust": ColleagueBody,
    "report": ReportBody,
    "begin": NothingBody,
    "decide": DecideBody,
    "deliver": DeliverBody,
    "give-back": GiveBackBody,
    "fee": FeeBody,
    "mark": MarkBody,
    "needs": NeedsSchema,
    "refer-to": ReferToBody,
    "notice": NoticeBody,
    "publish": PublishBody,
    "review": RemarkBody,
    "overturn": ReasonBody,
    "reopen": ReasonBody,
    "chase": ReasonBody,
    "close": NothingBody,
}
WITH_FILES = frozenset({"receive"})


class HistoryQuery(colander.MappingSchema):
    """Whose history: an enterprise (code or name), a person, a matter, a period of receipt."""

    enterprise = line(_("Enterprise"), description=_("Unified social credit code or name"))
    applicant = line(_("Applicant"))
    matter = matter()
    since = Field(Text(10), name="from", title=_("Date from"), missing="")
    until = Field(Text(10), name="to", title=_("Date to"), missing="")
