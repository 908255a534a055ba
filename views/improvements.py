"""How we improve: what came of opinions, published for everybody (S8.1.1)."""

from itertools import islice
from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from onestop_records.models.improvement import Improvement
from onestop_records.models.site import Site

PAGE = 30
LONGEST = 80


def newest(site: Site, most: int, after: str = "") -> tuple[list[tuple[str, Improvement]], str]:
    """Entries with their keys, the newest first, and the key to go on from; empty at the end."""
    found = list(islice(site.cases.improvements.after(after[:LONGEST]), most + 1))
    return found[:most], found[most - 1][0] if len(found) > most else ""


@view_config(
    context=Site,
    name="improvements",
    request_method="GET",
    renderer="templates/improvements.pt",
    permission=NO_PERMISSION_REQUIRED,
)
def improvements(site: Site, request: Request) -> dict[str, Any]:
    """What was raised, how it is improved, the result; nobody is named."""
    entries, more = newest(site, PAGE, request.GET.get("after", ""))
    return {"entries": [entry for __, entry in entries], "more": more}
