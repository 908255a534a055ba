"""The history of a case or complaint as a document of its file: one page of plain HTML, readable for long.

It names who made each step and when, why, and how the clocks ran. In Chinese, whoever closes the case.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from pyramid.i18n import make_localizer
from pyramid.interfaces import ILocalizer, ITranslationDirectories
from pyramid.request import Request
from translationstring import TranslationString

from onestop_records.clock import Clock as Time
from onestop_records.i18n import _
from onestop_records.models.casework import Casework
from onestop_records.models.deadline import Clock
from onestop_records.models.site import Site

LANGUAGE = "zh_CN"  # of what is kept for good
PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


@dataclass(frozen=True)
class Speech:
    """The language of documents that are kept."""

    translate: Callable[[Any], str]

    def say(self, words: Any) -> str:
        """A message in it, or a text as it is."""
        return self.translate(words) if isinstance(words, TranslationString) else str(words)


def speech(request: Request) -> Speech:
    """Chinese, whatever the actor reads on screen."""
    found = request.registry.queryUtility(ILocalizer, name=LANGUAGE)
    if found is None:
        folders = request.registry.queryUtility(ITranslationDirectories, default=[])
        found = make_localizer(LANGUAGE, folders)
        request.registry.registerUtility(found, ILocalizer, name=LANGUAGE)
    return Speech(found.translate)


def history(
    site: Site,
    clock: Time,
    case: Casework,
    facts: Sequence[tuple[Any, str]],
    words: Mapping[str, Any],
    speech: Speech,
) -> str:
    """The page. ``facts`` are pairs (label, value); ``words`` maps names of steps and clocks to messages."""
    told = _Telling(site, clock, speech, words)
    parts = [
        told.table(None, facts),
        told.heading(_("Steps")),
        told.table((_("Time"), _("Step"), _("Person"), _("Reason")), told.moves(case)),
        told.heading(_("Time limits")),
        told.table(
            (_("Time limit"), _("Began"), _("To be done by"), _("Done at"), _("Remarks")), told.clocks(case)
        ),
    ]
    title = speech.translate(_("History of ${number}", mapping={"number": case.number}))
    return PAGE.format(title=escape(title), body="\n".join(part for part in parts if part))


class _Telling:
    def __init__(self, site: Site, clock: Time, speech: Speech, words: Mapping[str, Any]) -> None:
        self.site = site
        self.clock = clock
        self.speech = speech
        self.words = words

    def moves(self, case: Casework) -> Iterator[tuple[str, ...]]:
        for move in case.moves:
            word = self.speech.say(self.words.get(move.name, move.name))
            yield self.time(move.at), word, self.name(move.person), move.reason

    def clocks(self, case: Casework) -> Iterator[tuple[str, ...]]:
        for name in sorted(case.clocks):
            word = self.speech.say(self.words.get(name, name))
            yield (word, *self.clock_cells(case.clocks[name]))

    def clock_cells(self, running: Clock) -> Iterator[str]:
        """When it began, was due and ended, and why it stood meanwhile."""
        yield self.time(running.started)
        yield self.time(running.due)
        yield self.time(running.stopped)
        yield "；".join(
            f"{self.time(pause.since)}–{self.time(pause.until)} {pause.reason}" for pause in running.pauses
        )

    def name(self, person_id: str) -> str:
        person = self.site.people.get(person_id)
        return person.name if person else ""

    def time(self, instant: datetime | None) -> str:
        return f"{self.clock.local(instant):%Y-%m-%d %H:%M}" if instant else ""

    def heading(self, words: Any) -> str:
        return f"<h2>{escape(self.speech.say(words))}</h2>"

    def table(self, heads: Sequence[Any] | None, rows: Any) -> str:
        lines = ['<table border="1">']
        if heads:
            lines.append("<tr>" + "".join(f"<th>{escape(self.speech.say(h))}</th>" for h in heads) + "</tr>")
        for row in rows:
            lines.append("<tr>" + "".join(f"<td>{escape(self.speech.say(c))}</td>" for c in row) + "</tr>")
        return "\n".join([*lines, "</table>"])
