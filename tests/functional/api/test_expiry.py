"""What nobody claims is dropped after a day, so that the store does not grow with it."""

from onestop_records.worker.tasks import forget_unclaimed
from tests.functional.api.test_record import NOTE


def unclaimed(world):
    with world.work("system") as request:
        done = forget_unclaimed(request, None)
    with world.work("system") as request:
        return done, len(request.site.uploads), len(request.site.idempotency_keys)


def test_uploads_and_kept_answers_go_after_24_hours(api, world):
    staff = api("staff")
    staff.send("/uploads", b"x")
    staff.multipart("/records", NOTE, headers={"Idempotency-Key": "k"})
    world.clock.forward(hours=23)
    assert unclaimed(world) == (0, 1, 1)
    world.clock.forward(hours=1)
    assert unclaimed(world) == (2, 0, 0)
