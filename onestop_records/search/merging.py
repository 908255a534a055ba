"""When small sheaves are bound into a larger one."""

from collections.abc import Sequence

_FAN = 4  # sheaves of about one size that become one of the next
_SMALLEST = 16 * 1024  # bytes of text below which sizes make no difference
_LARGEST = 256 * 1024 * 1024  # a sheaf of that much text stays as it is


def absorbed(weights: Sequence[int], new: int) -> int:
    """How many of the oldest sheaves stay, when one of ``new`` bytes joins sheaves of these weights.

    The youngest neighbours of no larger size are taken in as soon as there are enough of them: every
    record is written again about once per fourfold growth, and sheaves stay few (three a size).
    """
    kept, weight = len(weights), new
    while True:
        first = kept
        while first and _size(weights[first - 1]) <= _size(weight) and weights[first - 1] < _LARGEST:
            first -= 1
        if kept - first < _FAN - 1:
            return kept
        weight += sum(weights[first:kept])
        kept = first


def _size(weight: int) -> int:
    size = 0
    while weight > _SMALLEST:
        weight //= _FAN
        size += 1
    return size
