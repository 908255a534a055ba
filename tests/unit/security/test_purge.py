from datetime import timedelta

from onestop_records.models.throttle import ThrottleMarks
from onestop_records.security import sessions, tokens
from onestop_records.worker.loop import run_once


def test_the_worker_takes_out_what_is_over(world):
    with world.work("staff") as request:
        site, person, now = request.site, request.site.people["staff"], world.clock.now()
        sessions.begin(site, person, now)
        tokens.issue(site, person, "x", "read", now, 1)
        ThrottleMarks(site.throttle_marks).add("a", now + timedelta(minutes=15))
    world.clock.forward(days=32)
    run_once(world.registry)
    with world.work("staff") as request:
        assert not len(request.site.sessions)
        assert not len(request.site.tokens)
        assert not len(request.site.throttle_marks)
