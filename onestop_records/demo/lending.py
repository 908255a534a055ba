"""Paper that is out, requests that wait, a permit in force, and what somebody seeks."""

from datetime import timedelta
from typing import Any

from pyramid.registry import Registry

from onestop_records.events import Actor
from onestop_records.interfaces import IClock, ILoans, IPermits
from onestop_records.models.classification import Classification
from onestop_records.models.record import Record
from onestop_records.storage.work import work


def lend(registry: Registry, ids: dict[str, str]) -> None:
    """A loan that is out and one asked for; a permit granted, one asked for, and assistance sought."""
    loans = [_ask(registry, ids["staff"], record_id) for record_id in _paper(registry, ids["staff"])[:2]]
    if loans:
        for name in ("approve", "lend"):
            _step(registry, ids["archivist"], ILoans, "loans", loans[0], name)
    secret = _secret(registry, ids["manager2"])
    sought = _seek(registry, ids["staff"], "近年与展馆签订的合作协议，用于本年度洽谈", "与展馆续约")
    if secret:
        with work(registry, Actor(ids["manager2"], way="command")) as request:
            request.find_service(IPermits).assemble(request.site.permits[sought], [secret])
            request.tm.commit()
        _step(registry, ids["manager2"], IPermits, "permits", sought, "grant")
    _seek(registry, ids["clerk"], "企业三年前投诉的答复函，当事人要求复印", "答复当事人")


def _paper(registry: Registry, person: str) -> list[str]:
    """Ids of filed records on paper that somebody may know of."""
    with work(registry, Actor(person, way="command")) as request:
        filed = (r for r in request.site.records.values() if r.filed and not r.volume)
        found = [r for r in filed if r.carrier != "electronic" and request.knows(r)]
        return [record.id for record in sorted(found, key=_code)]


def _code(record: Record) -> str:
    return record.reference_code or ""


def _secret(registry: Registry, person: str) -> str:
    """The first filed record graded confidential that somebody may know of."""
    with work(registry, Actor(person, way="command")) as request:
        for record in sorted(request.site.records.values(), key=_code):
            graded = record.classification == Classification.CONFIDENTIAL
            if graded and record.filed and record.files and request.knows(record):
                return str(record.id)
    return ""


def _ask(registry: Registry, person: str, record_id: str) -> str:
    with work(registry, Actor(person, way="command")) as request:
        loan = request.find_service(ILoans).request([record_id], "taken", "编写年度总结")[0]
        request.tm.commit()
        return str(loan.id)


def _seek(registry: Registry, person: str, seeking: str, purpose: str) -> str:
    with work(registry, Actor(person, way="command")) as request:
        until = request.find_service(IClock).now() + timedelta(days=7)
        scope = ("view", "excerpt")
        values = {"seeking": seeking, "purpose": purpose, "scope": scope, "until": until}
        permit = request.find_service(IPermits).request(values)
        request.tm.commit()
        return str(permit.id)


def _step(registry: Registry, person: str, service: Any, place: str, one: str, name: str) -> None:
    with work(registry, Actor(person, way="command")) as request:
        request.find_service(service).make(getattr(request.site, place)[one], name)
        request.tm.commit()
