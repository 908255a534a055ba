"""What is filed and asked for: made-up Chinese of natural letter frequency, or the texts of a folder."""

import random
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

# Frequent characters, most frequent first; weights fall as 1/rank (Zipf).
CHARACTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立"
    "代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运"
)
WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, len(CHARACTERS) + 1)))
SIZE = 2000  # characters, 6 KB in UTF-8


def made_up(seed: int, size: int = SIZE) -> str:
    """A text that is the same for the same seed."""
    letters = random.Random(seed).choices(CHARACTERS, cum_weights=WEIGHTS, k=size)  # noqa: S311 not a secret
    return "\n".join("".join(letters[i : i + 40]) + "。" for i in range(0, size, 40))


def texts(corpus: Path | None) -> Callable[[int], str]:
    """The text of number *n*: of the corpus in turn, or made up."""
    if corpus is None:
        return made_up
    paths = sorted(path for path in corpus.rglob("*.txt") if path.is_file())
    if not paths:
        raise ValueError(f"{corpus} holds no .txt files")
    return lambda number: f"{number}\n" + paths[number % len(paths)].read_text("utf-8", errors="replace")


def questions(source: Callable[[int], str], documents: int, count: int) -> list[str]:
    """Words of two to four characters that stand in the texts, varied, always the same ones."""
    choose = random.Random(7)  # noqa: S311 not a secret
    found: list[str] = []
    while len(found) < count:
        text = "".join(source(choose.randrange(documents)).split())
        at = choose.randrange(max(1, len(text) - 8))
        word = "".join(c for c in text[at : at + choose.randint(2, 4)] if c.isalnum())
        if len(word) >= 2:
            found.append(word)
    return found
