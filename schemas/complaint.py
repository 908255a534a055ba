"""Complaints (投诉), for the forms and the API: registering, each step, the settings."""

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import (
    CheckboxChoiceWidget,
    HiddenWidget,
    RadioChoiceWidget,
    SelectWidget,
    TextAreaWidget,
)

from onestop_records.i18n import _
from onestop_records.models.complaintwords import CHANNELS, FORMS, GRADES, OUTCOMES, REFUSALS, SCOPE
from schemas.control import tick
from schemas.lookup import choices, coded, people
from schemas.nodes import Number, Text, Words
from schemas.person import Field, FullDay

REASON = 2000  # characters
FACTS = 4000  # a form of somebody who has not signed in holds 64 KiB, and each of these may take nine bytes
EVIDENCE = 1500


def line(title: Any, limit: int = 200, **options: Any) -> Field:
    """An optional field of one line."""
    return Field(Text(limit), title=title, missing="", **options)


def lines(title: Any, limit: int = REASON, rows: int = 4, **options: Any) -> Field:
    """A text of several lines; required unless ``missing`` is given."""
    return Field(Text(limit, lines=True), title=title, widget=TextAreaWidget(rows=rows), **options)


def choice(words: Mapping[str, Any], title: Any, radio: bool = False, **options: Any) -> Field:
    """One of a fixed list; optional when ``missing`` is given."""
    optional = "missing" in options and "" not in words
    pairs = ((("", _("(none)")),) if optional else ()) + tuple(words.items())
    widget = RadioChoiceWidget(values=pairs) if radio else SelectWidget(values=pairs)
    return Field(Text(40), title=title, validator=colander.OneOf(tuple(words)), widget=widget, **options)


def somebody(title: Any, **options: Any) -> Field:
    """One of the people whom the page offers; the API takes an id or username."""
    widget = colander.deferred(
        lambda node, bound: SelectWidget(values=(("", _("(none)")), *bound.get("eligible", ())))
    )
    return Field(Text(100), title=title, widget=widget, **options)


class Several(Words):
    """Several of a fixed list."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        super().__init__(40)
        self.words = words

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else set(appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        given = sorted(cstruct) if isinstance(cstruct, (set, frozenset)) else cstruct
        found = super().deserialize(node, given)
        if found is not colander.null and not set(found) <= set(self.words):
            raise colander.Invalid(node, _("There is no such entry"))
        return found


def several(words: Mapping[str, Any], title: Any) -> Field:
    """A list of marks to tick."""
    widget = CheckboxChoiceWidget(values=tuple(words.items()))
    return Field(Several(words), title=title, widget=widget, missing=())


MARKS = {
    "grave": _("Grave: leaders are told at once"),
    "simple": _("Simple: to be answered on the spot"),
}


def truthful(node: Any, given: bool) -> None:
    """Who complains answers for the truth (N28)."""
    if not given:
        raise colander.Invalid(node, _("Say that what you write is true"))


class PublicSchema(colander.MappingSchema):
    """What the public page asks: whoever gives no name complains anonymously."""

    unit = coded("units", _("Unit or window complained of"), group="")
    post = line(_("Post complained of"), 100)
    person = line(_("Person complained of, as far as known"), 100)
    scope = several(SCOPE, _("What the complaint is about"))
    facts = lines(_("What happened, when and where"), FACTS, 8)
    evidence = lines(_("Evidence, and how it can be had"), EVIDENCE, 3, missing="")
    name = line(_("Your name"), 100, description=_("Leave it empty to complain anonymously"))
    telephone = line(_("Telephone"), 40)
    email = line(_("E-mail"), 200)
    truth = tick(_("What I say is true as far as I know, and I answer for it"), validator=truthful)
    once = Field(Text(60), title="", missing="", widget=HiddenWidget())


class SettleSchema(colander.MappingSchema):
    """Answered on the spot."""

    outcome = choice(OUTCOMES, _("What was found"))
    refusal = choice(REFUSALS, _("Why it is not handled"), missing="")
    findings = lines(_("Findings"), missing="")
    form = choice(FORMS, _("How the complainant was told"), missing="oral")
    text = lines(_("What the complainant was told"))


class RegisterSchema(colander.MappingSchema):
    """What a window registers; ``answer_*`` for who answers at once."""

    channel = choice(CHANNELS, _("How it came"))
    received = Field(FullDay(10), title=_("Received on"), missing=None, description=_("Today if left empty"))
    unit = coded("units", _("Unit or window complained of"), group="")
    post = line(_("Post complained of"), 100)
    person = line(_("Person complained of"), 200, description=_("Name, or as the complainant says it"))
    scope = several(SCOPE, _("What the complaint is about"))
    facts = lines(_("What happened, when and where"), FACTS, 6)
    evidence = lines(_("Evidence"), EVIDENCE, 3, missing="")
    marks = several(MARKS, _("Marks"))
    name = line(_("Complainant"), 100, description=_("Empty: anonymous. Only the handlers see who it is"))
    telephone = line(_("Telephone"), 40)
    email = line(_("E-mail"), 200)
    address = line(_("Address"), 200)
    enterprise = line(_("Enterprise it concerns"), 200)
    signed_as = line(_("Read back to and signed by"), 100)
    records = Field(Words(), title=_("Records it refers to"), missing=(), description=_("One a line"))
    outcome = choice(OUTCOMES, _("Answered on the spot: what was found"), missing="")
    refusal = choice(REFUSALS, _("Why it is not handled"), missing="")
    form = choice(FORMS, _("How the complainant was told"), missing="oral")
    text = lines(_("What the complainant was told"), missing="")


class NothingSchema(colander.MappingSchema):
    """A step that is told nothing."""


class AttestSchema(colander.MappingSchema):
    """Read back and signed."""

    signed_as = line(_("Read back to and signed by"), 100)


class IdentifySchema(colander.MappingSchema):
    """Who is complained of."""

    unit = coded("units", _("Unit or window complained of"), group="")
    post = line(_("Post complained of"), 100)
    people = people(_("People complained of"), group="")
    name = line(_("Name as the complainant says it"), 200)


class MaterialSchema(colander.MappingSchema):
    """Something more for the file."""

    title = line(_("Title"))
    text = lines(_("Text"), 20_000, 6, missing="")
    records = Field(Words(), title=_("Records it refers to"), missing=())


class InformSchema(colander.MappingSchema):
    """What leaders are told, without who complained."""

    reason = lines(_("What the leaders are told"), description=_("Without anything of who complained"))


class AssignSchema(colander.MappingSchema):
    """Another handler."""

    person = somebody(_("Handler"))
    reason = lines(_("Reason"), rows=2)


class HelpSchema(colander.MappingSchema):
    """A helper."""

    person = somebody(_("Helper"))


class AcceptSchema(colander.MappingSchema):
    """Accepted."""

    text = lines(_("What the complainant was told"), missing="")


class RefuseSchema(colander.MappingSchema):
    """Not accepted."""

    refusal = choice(REFUSALS, _("Why it is not accepted"), radio=True)
    reason = lines(_("Reason in words"))
    form = choice(FORMS, _("How the complainant was told"), missing="written")
    text = lines(_("What the complainant was told"), missing="", description=_("The reason if left empty"))


class ReviewSchema(colander.MappingSchema):
    """A leader agrees."""

    reason = lines(_("Remarks"), rows=3, missing="")


class ReasonSchema(colander.MappingSchema):
    """Why."""

    reason = lines(_("Reason"), rows=3)


class AskSchema(colander.MappingSchema):
    """A question to somebody of a unit."""

    person = somebody(_("Who is asked"))
    reason = lines(_("Question"), description=_("Without anything of who complained"))


class ReportBackSchema(colander.MappingSchema):
    """The answer to a question that was passed on."""

    number = Field(Number(1, 1000), title=_("Number of the question"))
    reason = lines(_("Report"), rows=6)


class DecideSchema(colander.MappingSchema):
    """What was found."""

    outcome = choice(OUTCOMES, _("What was found"), radio=True)
    refusal = choice(REFUSALS, _("Why it is not handled"), missing="")
    reason = lines(_("Findings"), rows=8)


class AnswerSchema(colander.MappingSchema):
    """What the complainant is told."""

    form = choice(FORMS, _("How the complainant was told"), missing="written")
    reason = lines(_("What the complainant was told"), rows=8)


class TalkSchema(colander.MappingSchema):
    """The talk with who is responsible."""

    name = Field(Text(200), title=_("With whom"))
    reason = lines(_("What was said"), rows=6)


class FollowUpSchema(colander.MappingSchema):
    """The complainant's opinion."""

    grade = choice(GRADES, _("How satisfied"), missing="")
    opinion = lines(_("Opinion and suggestions"), missing="")


STEPS: Mapping[str, Any] = {
    "attest": AttestSchema,
    "identify": IdentifySchema,
    "material": MaterialSchema,
    "inform": InformSchema,
    "assign": AssignSchema,
    "help": HelpSchema,
    "join": NothingSchema,
    "settle": SettleSchema,
    "accept": AcceptSchema,
    "refuse": RefuseSchema,
    "review": ReviewSchema,
    "reopen": ReasonSchema,
    "investigate": NothingSchema,
    "ask": AskSchema,
    "report-back": ReportBackSchema,
    "decide": DecideSchema,
    "answer": AnswerSchema,
    "talk": TalkSchema,
    "follow-up": FollowUpSchema,
    "close": NothingSchema,
}
WITH_FILES = frozenset({"attest", "material", "report-back", "decide", "talk", "follow-up"})


class TermsSchema(colander.MappingSchema):
    """The settings of complaints."""

    handlers = people(
        _("Handlers, the first who may gets a new complaint"), group="", description=_("N29, C2")
    )
    leaders = people(_("Leaders and discipline office, told of grave ones and of what is upheld"), group="")
    head = Field(Text(100), title=_("Head of the platform"), missing="", widget=choices("people"))
    supervisor = Field(
        Text(100),
        title=_("Supervisor, to whom a complaint against the head goes"),
        missing="",
        widget=choices("people"),
    )
    category = coded("categories", _("Category of the files"), group="")
    retention = coded("retention", _("Retention class of the files"), group="")
    telephone = line(_("Telephone for complaints"), 60)
    email = line(_("E-mail for complaints"), 100)


def step_body(name: str) -> Any:
    """The body of a transition through the API."""
    return STEPS[name]


def registration(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the service takes, from what a form or the API gives: an answer at once as a step of its own."""
    given = dict(values)
    marks = given.pop("marks")
    given.update({mark: mark in marks for mark in MARKS})
    told = {name: given.pop(name) for name in ("outcome", "refusal", "form", "text")}
    if told["outcome"] or told["text"]:
        given["settle"] = {**told, "form": told["form"] or "oral"}
    return given
