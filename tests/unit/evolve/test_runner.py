from onestop_records.events import Actor
from onestop_records.evolve.runner import evolve, pending, step_names

COMMAND = Actor("", way="command")


def test_steps_are_named_by_time_and_run_in_that_order(world):
    assert step_names() == sorted(step_names())
    assert list(evolve(world.registry, COMMAND)) == step_names()


def test_each_step_is_recorded_and_made_once(world):
    list(evolve(world.registry, COMMAND))
    with world.work() as request:
        assert pending(request) == []
        assert set(request.site.evolved) == set(step_names())
    assert list(evolve(world.registry, COMMAND)) == []


def test_a_step_keeps_what_is_there(world):
    list(evolve(world.registry, COMMAND))
    with world.work() as request:
        assert "Z109" in list(request.site.fonds)
