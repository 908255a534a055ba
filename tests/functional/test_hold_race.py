"""Two processes, one placing holds and one destroying: no record is ever both (architecture, rule 18)."""

from onestop_records.cli.instance import open_instance
from tests.functional.serving import furnished
from tests.functional.side_by_side import COMMAND, race
from tests.unit.services.test_hold import a_record

RACES = 60


def test_a_record_is_never_held_and_destroyed_at_once(tmp_path):
    folder = furnished(tmp_path / "instance")
    ids = [f"record{number:03}" for number in range(RACES)]
    with open_instance(folder) as opened:
        with opened.work(COMMAND) as request:
            for record_id in ids:
                a_record(request, record_id, unit="BGS")
            request.tm.commit()
        race(folder, ("hold", "destroy"), ids)
        with opened.work() as request:
            held = {record_id for hold in request.site.holds.values() for record_id in hold.named}
            destroyed = {r.id for r in request.site.records.values() if r.tombstone}
    assert held & destroyed == set()
    assert held | destroyed == set(ids)
