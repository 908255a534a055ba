"""Open cases and complaints hold the records that they refer to (casework, *To archive*).

A hold of its own kind: nothing destroys or gives away such a record until every case that refers to it is
closed. Who refers and who destroys meet at a gate, so that neither passes the other by.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.casework import Casework
from onestop_records.models.gate import CASES
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.services.caseacting import Acting
from onestop_records.services.impediment import Impediment

MOST = 200  # records that one case refers to


def refer_to(acting: Acting, case: Casework) -> None:
    """The step: refer to exactly these records, by id or reference code. Raises Violations."""
    set_references(acting.site, case, acting.values.get("records") or (), acting.making.knows)


def set_references(site: Site, case: Casework, names: Iterable[str], knows: Any) -> None:
    """Let a case refer to exactly these; what the actor may not know of is unknown. Raises Violations."""
    found = [_named(site, name, knows) for name in dict.fromkeys(names)]
    if len(found) > MOST:
        raise Violations(Violation("records", _("At most ${most} records", mapping={"most": MOST})))
    wanted = tuple(dict.fromkeys(record.id for record in found))
    for record in found:
        if record.id not in case.records and record._p_jar is not None:
            record._p_jar.readCurrent(record)  # one that is destroyed meanwhile cannot be held
    for record_id in set(case.records) - set(wanted):
        site.referred.remove(f"{record_id}/{case.address}")
    for record_id in set(wanted) - set(case.records):
        site.referred.insert(f"{record_id}/{case.address}")
    case.records = wanted
    site.gates[CASES].change()


def release(site: Site, case: Casework) -> None:
    """A closed case holds nothing any more."""
    for record_id in case.records:
        site.referred.remove(f"{record_id}/{case.address}")


def _named(site: Site, name: str, knows: Any) -> Record:
    record: Record | None = site.records.get(site.codes.get(name, name))
    if record is None or not knows(record):
        raise Violations(Violation("records", _("There is no record ${id}", mapping={"id": name})))
    if record.gone:
        raise Violations(
            Violation("records", _("Nothing but a tombstone is left of ${id}", mapping={"id": name}))
        )
    return record


def referring(site: Site, record: Record) -> Iterator[str]:
    """The addresses of open cases that refer to a record, to its volume or to an item in it."""
    for record_id in (record.id, record.volume, *record.items):
        if record_id:
            keys = site.referred.keys(f"{record_id}/", f"{record_id}0")
            yield from (key.partition("/")[2] for key in keys)


def referred(request: Request) -> Impediment:
    """Their gate is read first, so that a reference made at this moment is not passed by."""
    site: Site = request.site

    def violations(record: Record) -> Iterator[Violation]:
        site.gates[CASES].read()
        if any(referring(site, record)):
            yield Violation("case", _("A case that is open refers to it"))

    return violations


def includeme(config: Configurator) -> None:
    config.add_impediment(referred)
