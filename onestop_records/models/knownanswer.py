"""The store of questions and answers (咨询问题及回复库, H8.2.6): from closed consultations, for everybody."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

DRAFT, PUBLIC, WITHDRAWN = "draft", "public", "withdrawn"


class KnownAnswer(Persistent):
    """One question with its answer, in words that name nobody.

    ``matter`` is the id of its matter or empty, ``case`` the consultation it comes from, ``unit`` that of
    the case, whose head publishes it. ``decided_by`` published or withdrew it last.
    """

    __parent__: Any = None
    state = DRAFT
    decided_by = ""
    decided_at: datetime | None = None

    def __init__(self, answer_id: str, question: str, answer: str, by: str, at: datetime) -> None:
        self.id = self.__name__ = answer_id
        self.question = question
        self.answer = answer
        self.by = by
        self.at = at
        self.matter = self.case = self.unit = ""


class AnswerFolder(Persistent):
    """All of them by id; the sets are keyed so that no two writers share a key."""

    __name__ = "answers"
    __parent__: Any = None

    def __init__(self) -> None:
        self._answers = OOBTree()
        self._drafts = OOTreeSet()  # "unit/id"
        self._public = OOTreeSet()  # "matter/id"

    def __getitem__(self, answer_id: str) -> KnownAnswer:
        return self._answers[answer_id]

    def get(self, answer_id: str) -> KnownAnswer | None:
        return self._answers.get(answer_id)

    def add(self, one: KnownAnswer) -> None:
        one.__parent__ = self
        self._answers[one.id] = one
        self._drafts.insert(f"{one.unit}/{one.id}")

    def decide(self, one: KnownAnswer, state: str, by: str, at: datetime) -> None:
        """Let everybody read it, or nobody any more."""
        if one.state == DRAFT:
            self._drafts.remove(f"{one.unit}/{one.id}")
        if one.state == PUBLIC:
            self._public.remove(f"{one.matter}/{one.id}")
        if state == PUBLIC:
            self._public.insert(f"{one.matter}/{one.id}")
        one.state, one.decided_by, one.decided_at = state, by, at

    def drafts(self) -> Iterator[KnownAnswer]:
        """Those that nobody has decided on, by unit."""
        return (self._answers[key.split("/")[1]] for key in self._drafts)

    def public(self, matter: str | None = None) -> Iterator[KnownAnswer]:
        """Those that everybody may read: of one matter, of none (an empty text), or all of them."""
        keys = self._public if matter is None else self._public.keys(f"{matter}/", f"{matter}0")
        return (self._answers[key.split("/")[1]] for key in keys)
