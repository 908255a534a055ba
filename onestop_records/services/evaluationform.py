"""The form of S appendix C: its questions and grades in words, what is wrong with answers, how it is kept."""

from collections.abc import Iterator, Mapping
from typing import Any

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.evaluation import (
    GRADES,
    OVERALL,
    QUESTIONS,
    SOLVED,
    STATION,
    YES_NO,
    Evaluation,
)
from onestop_records.models.evaluationwords import ANSWER_WORDS, CHANNEL_WORDS, QUESTION_WORDS

LONGEST_OPINION = 2000
LONGEST_NAME = 100
REQUIRED = frozenset({*STATION, SOLVED, OVERALL})


def wrong(values: Mapping[str, Any]) -> Iterator[Violation]:
    """Everything that stands against these answers."""
    for question in QUESTIONS:
        answer = values.get(question) or ""
        allowed = YES_NO if question == SOLVED else GRADES
        if answer and answer not in allowed:
            yield Violation(question, _("Choose one of the answers"))
        elif not answer and question in REQUIRED:
            yield Violation(question, _("Please answer this question"))
    if len(values.get("opinion") or "") > LONGEST_OPINION:
        limits = {"most": LONGEST_OPINION}
        yield Violation("opinion", _("At most ${most} characters, please", mapping=limits))
    for name in ("technician", "signature"):
        text = values.get(name) or ""
        if len(text) > LONGEST_NAME or not text.isprintable():
            mapping = {"limit": LONGEST_NAME}
            yield Violation(name, _("At most ${limit} printable characters, please", mapping=mapping))


def answers(values: Mapping[str, Any]) -> dict[str, str]:
    """The answers given, in the order of the form."""
    return {question: values[question] for question in QUESTIONS if values.get(question)}


def text(evaluation: Evaluation, case: Case, facts: Mapping[Any, str], speech: Any) -> str:
    """The filled form as a plain text, in the language of what is kept."""
    say = speech.say
    lines = [say(_("Satisfaction form")), ""]
    lines += [f"{say(label)}: {value}" for label, value in facts.items()]
    lines.append("")
    for number, question in enumerate(QUESTIONS, 1):
        answer = evaluation.answers.get(question, "")
        said = say(ANSWER_WORDS[answer]) if answer else "—"
        lines.append(f"{number}. {say(QUESTION_WORDS[question])}: {said}")
    for label, value in (
        (_("Opinions and suggestions"), evaluation.opinion),
        (_("How it was given"), say(CHANNEL_WORDS[evaluation.channel])),
        (_("Responsible person of the enterprise"), evaluation.signature),
    ):
        lines.append(f"{say(label)}: {value or '—'}")
    return "\n".join(lines) + "\n"
