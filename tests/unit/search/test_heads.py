"""What follows a frequent pair of characters is noted: phrases are found without looking into the texts."""

import random
from collections.abc import Mapping

import pytest
from pyroaring import BitMap

from onestop_records.search.query import parse
from onestop_records.search.sheaf import Sheaf
from onestop_records.search.whoosh_engine import WhooshEngine

LETTERS = "的一是在不了有和人这"
RARE = "档案质量"


def written(number: int) -> str:
    """A text in which nearly every pair of ``LETTERS`` is frequent, the same for the same number."""
    choose = random.Random(number)  # noqa: S311 not a secret
    text = choose.choices(LETTERS, k=120) + choose.choices(RARE, k=3)
    choose.shuffle(text)
    return "".join(text)


def documents(*numbers: int) -> list[tuple[int, Mapping[str, str]]]:
    return [(number, {"title": f"第{number}件", "content": written(number)}) for number in numbers]


@pytest.fixture
def engine(tmp_path):
    return WhooshEngine(tmp_path)


@pytest.fixture
def filled(engine):
    """700 at once with heads of their own, 40 one by one with those of the largest sheaf, some removed and
    some written again, so that sheaves with and without heads have been bound into one."""
    engine.update(documents(*range(20)))
    engine.update(documents(*range(20, 720)))
    for number in range(720, 760):
        engine.update(documents(number))
    engine.update(documents(3, 300), removed=[5, 500])
    return engine


def phrases() -> list[str]:
    choose = random.Random(1)  # noqa: S311 not a secret
    texts = [written(choose.randrange(760)) for _ in range(60)]
    starts = [choose.randrange(100) for _ in texts]
    return [text[at : at + 2 + place % 4] for place, (text, at) in enumerate(zip(texts, starts, strict=True))]


def test_phrases_are_found_as_by_looking_into_every_text(filled):
    living = set(range(760)) - {5, 500}
    for phrase in phrases():
        found = set(filled.search(parse(phrase), BitMap(living)).numbers)
        assert found == {number for number in living if phrase in written(number)}, phrase


def test_three_frequent_characters_are_not_looked_for_in_texts(engine, monkeypatch):
    engine.update(documents(*range(600)))
    looked = []
    monkeypatch.setattr(Sheaf, "holding", lambda sheaf, needle, found: looked.extend(found) or found)
    assert engine.search(parse("的一是"), engine.numbers()).numbers
    assert looked == []


def test_few_records_tell_nothing_of_what_is_frequent(engine):
    engine.update(documents(*range(400)))
    assert engine._gathering()._heads == frozenset()


def test_what_is_written_later_takes_over_what_is_frequent(filled):
    assert "的一" in filled._gathering()._heads
    assert not any(letter in pair for pair in filled._gathering()._heads for letter in RARE)
