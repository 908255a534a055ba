"""Who answers for a unit above those who work in it."""

from datetime import date

from onestop_records.models.site import Site


def superiors(site: Site, unit: str, day: date) -> list[str]:
    """Ids of the heads of a unit; of the managers where it has none."""
    present = [person for person in site.people.values() if not person.closed]
    heads = [p.id for p in present if "head" in p.roles and unit in p.units(day)]
    return heads or [p.id for p in present if "manager" in p.roles]
