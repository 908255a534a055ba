def test_a_unit_of_work_sees_the_archive(world):
    with world.work("archivist") as request:
        assert request.site.people.by_username("archivist").units(world.clock.today()) == {"BGS"}
        assert request.actor.person == "archivist"


def test_what_one_test_writes_no_other_sees(world):
    with world.work() as request:
        assert len(request.site.records) == 0
