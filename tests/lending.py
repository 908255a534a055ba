"""Records on paper, loans and permits, led as far as a test wants."""

from datetime import timedelta

from onestop_records.interfaces import ILoans, IPermits
from tests.batches import put_in
from tests.world import World


def on_paper(world: World, count: int = 1, grade: str = "public", **values) -> list[str]:
    """Filed records on paper, of the unit QYB."""
    return put_in(world, count, grade, carrier="paper", **values)


def asked(world: World, person: str, record: str, kind: str = "taken") -> str:
    """A loan asked for."""
    with world.work(person) as request:
        return request.find_service(ILoans).request([record], kind, "年度总结")[0].id


def step(world: World, person: str, loan: str, name: str, **words) -> None:
    """One step of a loan by one person."""
    with world.work(person) as request:
        request.find_service(ILoans).make(request.site.loans[loan], name, **words)


def lent(world: World, person: str, record: str, approver: str = "manager") -> str:
    """A loan that is out."""
    loan = asked(world, person, record)
    step(world, approver, loan, "approve")
    step(world, "archivist", loan, "lend")
    return loan


def permit_asked(world: World, person: str, records=(), scope=("view",), hours=4, seeking="") -> str:
    """A permit asked for, or assistance."""
    with world.work(person) as request:
        until = world.clock.now() + timedelta(hours=hours)
        values = {"records": records, "purpose": "核对合同", "scope": scope, "until": until}
        return request.find_service(IPermits).request({**values, "seeking": seeking}).id


def permit_step(world: World, person: str, permit: str, name: str, reason: str = "") -> None:
    """One step of a permit by one person."""
    with world.work(person) as request:
        request.find_service(IPermits).make(request.site.permits[permit], name, reason)


def permitted(world: World, person: str, records, scope=("view",), hours=4, by: str = "manager") -> str:
    """A permit in force for records that the person need not know of: assembled and granted."""
    permit = permit_asked(world, person, (), scope, hours, seeking="与某企业的合同")
    with world.work(by) as request:
        request.find_service(IPermits).assemble(request.site.permits[permit], records)
    permit_step(world, by, permit, "grant")
    return permit
