"""What a hold may say of itself."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.hold import LASTING, HoldScope
from onestop_records.models.search import Question
from onestop_records.services.question import check

LONGEST = 500  # characters of a title or a mandate
LONGEST_REASON = 2000


def wrong_texts(values: Mapping[str, str]) -> Iterator[Violation]:
    """Texts that are missing or cannot be kept."""
    for name, text in values.items():
        limit = LONGEST_REASON if name == "reason" else LONGEST
        if not text.strip():
            yield Violation(name, _("This is required"))
        elif len(text) > limit or not text.replace("\n", "").replace("\r", "").isprintable():
            message = _("At most ${limit} printable characters, please", mapping={"limit": limit})
            yield Violation(name, message)


def wrong_question(question: Question | None) -> Iterator[Violation]:
    """A search that cannot say what is held."""
    if question is None or not (question.q.strip() or question.filters or question.since or question.until):
        yield Violation("question", _("A filter says what it lets through: a hold over everything is none"))
        return
    for name in question.filters:
        if name not in LASTING:
            values = {"name": name}
            message = _("Records leave ${name} by themselves: hold them by something lasting", mapping=values)
            yield Violation(name, message)
    try:
        check(question)
    except Violations as wrong:
        yield from wrong.violations


def told(scope: HoldScope) -> dict[str, Any]:
    """The scope in plain values."""
    told: dict[str, Any] = {"kind": scope.kind}
    if scope.records:
        told["records"] = list(scope.records)
    if scope.name:
        told["name"] = scope.name
    if scope.question is not None:
        asked = asdict(scope.question)
        told["question"] = {name: asked[name] for name in ("q", "filters", "since", "until") if asked[name]}
    return told
