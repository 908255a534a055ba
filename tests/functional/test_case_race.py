"""Two processes: what a case refers to is never destroyed at once; numbers have no gaps (rule 18)."""

from onestop_records.cli.instance import open_instance
from onestop_records.interfaces import ICases
from tests.functional.serving import furnished
from tests.functional.side_by_side import ASKED, COMMAND, clerk, race
from tests.unit.services.test_hold import a_record

RACES = 40


def test_a_record_is_never_referred_to_by_an_open_case_and_destroyed_at_once(tmp_path):
    folder = furnished(tmp_path / "instance")
    ids = [f"record{number:03}" for number in range(RACES)]
    with open_instance(folder) as opened:
        with opened.work(COMMAND) as request:
            for record_id in ids:
                a_record(request, record_id, unit="QYB", state="filed")
            actor = clerk(request)
            request.tm.commit()
        with opened.work(actor) as request:
            case_id = request.find_service(ICases).register(ASKED).id
            request.tm.commit()
        race(folder, ("refer", "destroy"), ids)
        with opened.work() as request:
            referred = set(request.site.cases[case_id].records)
            destroyed = {r.id for r in request.site.records.values() if r.tombstone}
    assert referred & destroyed == set()
    assert referred | destroyed == set(ids)


def test_two_windows_enter_cases_without_a_gap_between_the_numbers(tmp_path):
    folder = furnished(tmp_path / "instance")
    with open_instance(folder) as opened:
        race(folder, ("enter", "enter"), [str(number) for number in range(RACES)])
        with opened.work() as request:
            numbers = sorted(int(number.partition("-")[2]) for number in request.site.cases.numbers)
    assert numbers == list(range(1, 2 * RACES + 1))
