"""Two processes, one lending and one destroying: no paper is ever both out and destroyed (rule 18)."""

from onestop_records.cli.instance import open_instance
from onestop_records.interfaces import IClock
from onestop_records.models.loan import Loan
from tests.functional.serving import furnished
from tests.functional.side_by_side import COMMAND, race
from tests.unit.services.test_hold import a_record

RACES = 60


def test_a_record_is_never_lent_and_destroyed_at_once(tmp_path):
    folder = furnished(tmp_path / "instance")
    ids = [f"record{number:03}" for number in range(RACES)]
    with open_instance(folder) as opened:
        with opened.work(COMMAND) as request:
            now, borrower = request.find_service(IClock).now(), request.site.people.by_username("staff")
            for record_id in ids:
                record = a_record(request, record_id, unit="BGS")
                record.state, record.carrier = "filed", "paper"
                loan = Loan(f"loan-{record_id}", record_id, borrower.id, "taken", "查阅", now)
                loan.state = "approved"
                request.site.loans.add(loan)
            request.tm.commit()
        race(folder, ("lend", "destroy"), ids)
        with opened.work() as request:
            lent = {loan.record for loan in request.site.loans.opened() if loan.out}
            destroyed = {r.id for r in request.site.records.values() if r.tombstone}
    assert lent & destroyed == set()
    assert lent | destroyed == set(ids)
