from datetime import timedelta

from pyramid.interfaces import ISession
from zope.interface.verify import verifyObject

from onestop_records.models.throttle import ThrottleMarks
from onestop_records.security import sessions, tokens
from onestop_records.security.cookies import secure
from onestop_records.security.session_factory import PageSession
from onestop_records.settings import Settings

HOUR = timedelta(hours=1)


def test_ids_are_random_and_only_their_digests_are_kept(world):
    with world.work("staff") as request:
        person, now = request.site.people["staff"], world.clock.now()
        first, second = (sessions.begin(request.site, person, now) for _ in range(2))
        assert first != second
        assert len(first) >= 43  # 256 bits
        assert not {first, second} & set(request.site.sessions)


def test_what_is_over_is_purged_and_nothing_else(world):
    with world.work("staff") as request:
        site, now = request.site, world.clock.now()
        sessions.begin(site, site.people["staff"], now - 2 * HOUR)
        sessions.begin(site, site.people["staff2"], now)
        living = sessions.begin(site, site.people["clerk"], now)
        sessions.end_all(site.people["staff2"])
        assert sessions.purge(site, now, HOUR) == 2
        assert sessions.find(site, living, now, HOUR)
        tokens.issue(site, site.people["staff"], "x", "read", now, 1)
        assert tokens.purge(site, now + timedelta(days=1)) == 0
        assert tokens.purge(site, now + timedelta(days=2)) == 1


def test_marks_end_by_themselves(world):
    with world.work("staff") as request:
        marks, now = ThrottleMarks(request.site.throttle_marks), world.clock.now()
        marks.add("a", now + HOUR)
        marks.add("a", now + 2 * HOUR)
        marks.add("b", now + HOUR)
        assert len(marks.in_force("a", now, 9)) == 2
        assert len(marks.in_force("a", now + HOUR, 9)) == 1
        assert marks.purge(now + HOUR) == 2
        assert len(marks.marks) == 1


def test_a_token_works_for_its_term_and_notes_its_use_sparingly(world):
    with world.work("staff") as request:
        site, now = request.site, world.clock.now()
        token, text = tokens.issue(site, site.people["staff"], "x", "read", now, 1)
        assert tokens.find(site, text, now) is token
        assert token.used_at == now
        tokens.find(site, text, now + timedelta(minutes=4))
        assert token.used_at == now
        assert tokens.find(site, text, now + timedelta(days=1)) is None
        assert tokens.find(site, text + "x", now) is None
        assert tokens.find(site, "staff2" + text[5:], now) is None
        site.people["staff"].closed = True
        assert tokens.find(site, text, now) is None


def test_a_session_for_pages_keeps_its_contract_and_messages(world):
    with world.work("staff") as request:
        site, now = request.site, world.clock.now()
        stored = sessions.find(site, sessions.begin(site, site.people["staff"], now), now, HOUR)
        session = PageSession(stored)
        assert verifyObject(ISession, session)
        session.flash("one")
        session.flash("one", allow_duplicate=False)
        session.flash("other", "queue")
        assert session.pop_flash() == ["one"]
        assert session.peek_flash() == []
        assert session.pop_flash("queue") == ["other"]
        session["unit"] = "BGS"
        assert (session.get("unit"), "unit" in session, len(session)) == ("BGS", True, 1)
        del session["unit"]
        assert list(session) == []
        assert session.created == int(now.timestamp())


def test_who_has_not_signed_in_keeps_nothing():
    session = PageSession(None)
    session.flash("one")
    session["x"] = 1
    assert session.new
    assert PageSession(None).pop_flash() == []


def test_cookies_are_secure_except_in_demo_mode_on_plain_http(tmp_path):
    def is_secure(**more):
        return secure(Settings(instance=tmp_path, secret="x", **more))

    assert is_secure()
    assert is_secure(demo=True, behind_https=True)
    assert not is_secure(demo=True)
