"""Health says what works, to anybody, and nothing of the content."""

from tests.functional.api.test_record import captured


def test_a_sound_archive_says_so(api):
    assert api(None).get("/health").json == {
        "status": "ok",
        "store": "ok",
        "search": "ok",
        "lagging": False,
    }


def test_intents_that_wait_are_told(api):
    captured(api("staff"))
    assert api(None).get("/health").json["lagging"] is True
