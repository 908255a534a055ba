"""What a person still answers for: asked of the store itself, for the index may lag."""

from collections import Counter

from translationstring import TranslationString

from onestop_records.i18n import _
from onestop_records.models.person import Person
from onestop_records.models.site import Site


def holdings(site: Site, person: Person) -> list[TranslationString]:
    """Everything that must be handed over before the account may be closed; reads every record.

    Records are counted by category and year and not named: whoever keeps accounts may not know of them.
    """
    held = {key for key in person.keepings if key in site.keepings and site.holder(key) == person.id}
    found = []
    for fonds in site.fonds.values():
        for category in fonds.values():
            if category.keeping in held:
                mapping = {"category": category.title}
                found.append(_("Custody of the category ${category}", mapping=mapping))
    counts = Counter(
        (record.category, record.year) for record in site.records.values() if record.keeping in held
    )
    for (code, year), count in sorted(counts.items()):
        mapping = {"category": code, "year": year, "count": count}
        found.append(_("${count} records of ${category} · ${year}", mapping=mapping))
    return found
