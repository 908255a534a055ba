"""What a person still answers for: asked of every kind that has joined, when the account is to be closed."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from translationstring import TranslationString

from onestop_records.i18n import _
from onestop_records.models.handover import RECORD
from onestop_records.models.person import Person
from onestop_records.models.site import Site

CATEGORY = "category"


def left(
    site: Site, responsibilities: Any, person: Person, translate: Callable[[Any], str]
) -> Iterator[TranslationString]:
    """Everything that must be handed over before the account may be closed.

    Records are counted by category and year, all else but categories by its kind, and nothing is named:
    whoever keeps accounts may not know of it.
    """
    for kind in responsibilities.kinds():
        duties = list(kind.of(person))
        if kind.kind == RECORD:
            records = (site.records[duty.record] for duty in duties)
            counts = Counter((record.category, record.year) for record in records)
            for (code, year), count in sorted(counts.items()):
                mapping = {"category": code, "year": year, "count": count}
                yield _("${count} records of ${category} · ${year}", mapping=mapping)
        elif kind.kind == CATEGORY:  # everybody may know of these
            for duty in duties:
                yield _("Custody of the category ${category}", mapping={"category": duty.title})
        elif duties:
            yield _("${kind}: ${count}", mapping={"kind": translate(kind.title), "count": len(duties)})
