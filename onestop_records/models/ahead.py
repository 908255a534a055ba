"""Reading ahead: many objects asked of the store at once, where reading finds them one after the other.

A page of thirty records so waits for a few round trips to the store and not for a hundred. All of it is a
hint: nothing waits for an answer, and what is read is the same without.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

Found = TypeVar("Found")


def read_ahead(found: list[Found]) -> list[Found]:
    """Return what was given; what of it has not been read yet is on its way."""
    unread: list[Any] = [one for one in found if getattr(one, "_p_changed", False) is None]
    if len(unread) > 1:
        unread[0]._p_jar.prefetch(unread)
    return found


def read_leaves_ahead(tree: Any, keys: Iterable[Any]) -> None:
    """The same for the leaves in which a BTree keeps these keys."""
    read_ahead(list(_leaves(tree, keys)))


def read_values(tree: Any, keys: Iterable[Any]) -> dict[Any, Any]:
    """What a BTree has under these keys, in their order, read ahead; what it does not have is left out."""
    wanted = list(keys)
    read_leaves_ahead(tree, wanted)
    found = {key: value for key in wanted if (value := tree.get(key)) is not None}
    read_ahead(list(found.values()))
    return found


def _leaves(tree: Any, keys: Iterable[Any]) -> Iterator[Any]:
    """The state of a BTree is (child, key, child, … child) and its first leaf; a small one is all leaf."""
    state = tree.__getstate__()
    if state is None or len(state) == 1:
        return
    children, bounds = state[0], state[0][1::2]
    wanted: dict[int, list[Any]] = {}
    for key in keys:
        wanted.setdefault(2 * bisect_right(bounds, key), []).append(key)
    for place, within in wanted.items():
        child = children[place]
        if isinstance(child, type(tree)):
            yield from _leaves(child, within)
        else:
            yield child
