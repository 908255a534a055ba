"""The form of S appendix C: ten questions, an opinion, a signature; and what the API says of evaluations."""

from typing import Any

import colander
from deform.widget import RadioChoiceWidget, TextAreaWidget

from onestop_records.i18n import _
from onestop_records.models.evaluation import SOLVED, TECHNICAL
from onestop_records.models.evaluationwords import ANSWER_WORDS, CHANNEL_WORDS, GRADE_WORDS, QUESTION_WORDS
from schemas.answer import AnyMapping, counted, said, several
from schemas.nodes import Node, Text, YesNo, text
from schemas.request import optional

ENTERED = {name: words for name, words in CHANNEL_WORDS.items() if name != "link"}
SHORT, LONG = 100, 2000


def question(name: str) -> Any:
    """One of the ten; those on technicians may be left out, where none was needed."""
    words = {code: ANSWER_WORDS[code] for code in ("yes", "no")} if name == SOLVED else GRADE_WORDS
    missing = {"missing": colander.drop} if name in TECHNICAL else {}
    return Node(
        Text(20),
        title=QUESTION_WORDS[name],
        validator=colander.OneOf(list(words)),
        widget=RadioChoiceWidget(values=tuple(words.items())),
        **missing,
    )


class EvaluationSchema(colander.MappingSchema):
    """What a client says."""

    service = question("service")
    promptness = question("promptness")
    expertise = question("expertise")
    courtesy = question("courtesy")
    solved = question("solved")
    technician_expertise = question("technician_expertise")
    technician_promptness = question("technician_promptness")
    technician_courtesy = question("technician_courtesy")
    facilities = question("facilities")
    overall = question("overall")
    opinion = Node(
        Text(LONG, lines=True),
        title=_("Opinions and suggestions"),
        missing=colander.drop,
        widget=TextAreaWidget(rows=3),
    )
    signature = text(_("Responsible person of the enterprise"), SHORT)


class EnteredSchema(EvaluationSchema):
    """The same as somebody of the house writes it down."""

    channel = Node(
        Text(20),
        title=_("How it was given"),
        validator=colander.OneOf(list(ENTERED)),
        widget=RadioChoiceWidget(values=tuple(ENTERED.items())),
        insert_before="service",
    )
    technician = text(_("Technical staff"), SHORT, insert_before="service")


class Uploads(colander.SequenceSchema):
    """Ids that ``uploads`` gave."""

    id = Node(Text(60), title="")


class EvaluationBody(EnteredSchema):
    """An evaluation through the API; on paper with its scan."""

    files = Uploads(missing=())


class MeasureBody(colander.MappingSchema):
    """What was done about a low grade."""

    measure = Node(Text(LONG, lines=True), title=_("What was done"))


class InvitationAnswer(colander.MappingSchema):
    """A path for the client, shown this once, and until when it is good."""

    address = said()
    until = said()


class EvaluationAnswer(colander.MappingSchema):
    """An evaluation; ``answers`` maps questions to grades."""

    case = said()
    number = said()
    at = said()
    channel = said()
    answers = AnyMapping()
    opinion = said()
    technician = said()
    signature = said()
    late = colander.SchemaNode(YesNo(), title="")
    item = said(nullable=True)
    low = colander.SchemaNode(YesNo(), title="")
    measure = said(nullable=True)
    improved_by = said(nullable=True)
    improved_at = said(nullable=True)
    improve_until = said(nullable=True)


class ResultsQuery(colander.MappingSchema):
    """Months, ``2026-11``, both included; the last twelve when left out."""

    since = optional(7)
    until = optional(7)


class ResultAnswer(colander.MappingSchema):
    """What was said of one unit and matter in one month."""

    month = said()
    unit = said()
    matter = said()
    total = counted()
    counts = AnyMapping()
    channels = AnyMapping()


class ResultsAnswer(colander.MappingSchema):
    """Results by month, unit and matter."""

    items = several(ResultAnswer())
