"""Does one record match a query, as it stands in the store? For rules that must not trust an index.

Where the object cannot tell exactly, the answer is yes: field prefixes are looked for anywhere, and what is
excluded in a certain field excludes nothing.
"""

from collections.abc import Iterable

from onestop_records.search.analysis import compact, searchable
from onestop_records.search.matching import expression
from onestop_records.search.query import All, Any, Node, Not, Pattern, Query


def judge(query: Query, texts: Iterable[str]) -> bool:
    """True when the query matches the record with these texts."""
    return query.empty or _holds(query.node, searchable("\n\n".join(texts)))


def _holds(node: Node, form: str) -> bool:
    if isinstance(node, All):
        return all(_holds(part, form) for part in node.parts)
    if isinstance(node, Any):
        return any(_holds(part, form) for part in node.parts)
    if isinstance(node, Not):
        return _in_fields(node.part) or not _holds(node.part, form)
    if isinstance(node, Pattern):
        return expression(node).search(form) is not None
    return node.needle in form or compact(node.needle) in compact(form)


def _in_fields(node: Node) -> bool:
    if isinstance(node, All | Any):
        return any(_in_fields(part) for part in node.parts)
    return _in_fields(node.part) if isinstance(node, Not) else bool(node.fields)
