"""Notices on the pages: told, counted in the frame, opened, marked as read."""

from onestop_records.i18n import _
from onestop_records.interfaces import INotices


def tell(world, *people, address="/account", subject=None):
    with world.work("manager") as request:
        subject = subject or _("Place a hold")
        request.find_service(INotices).send(people, subject, _("Holds"), address=address)


def count(browser):
    badge = browser.get("/account").html.select_one(".bell .count-badge")
    return badge.text.split()[0] if badge else None


def test_the_frame_counts_what_is_new_and_opening_a_notice_reads_it_and_leads_there(world):
    browser = world.browser("clerk")
    assert count(browser) is None
    tell(world, "clerk")
    world.clock.forward(minutes=1)
    tell(world, "clerk", address="/search")
    assert count(browser) == "2"
    page = browser.get("/notices")
    assert "冻结" in page.html.select_one(".notices").text
    form = next(form for form in page.forms.values() if "notice" in form.fields)
    answer = form.submit("notice", index=0)
    assert answer.location.endswith("/search")  # the newest stands first
    assert count(browser) == "1"
    assert count(world.browser("head")) is None


def test_all_are_marked_at_once(world):
    browser = world.browser("clerk")
    for _round in range(3):
        tell(world, "clerk")
    page = browser.get("/notices")
    form = next(form for form in page.forms.values() if "all" in form.fields)
    assert "全部通知已标为已读" in form.submit("all").follow().text
    assert count(browser) is None
    assert len(browser.get("/notices").html.select(".notices li.read")) == 3


def test_a_notice_is_in_the_language_of_its_reader_and_harmless_as_markup(world):
    tell(world, "clerk", subject=_("Holds: ${name}", mapping={"name": "<script>alert(1)</script>"}))
    browser = world.browser("clerk")
    page = browser.get("/notices")
    assert "<script>alert" not in page.text
    browser.set_cookie("language", "en")
    assert browser.get("/notices").html.h1.text == "Notices"


def test_a_notice_leads_nowhere_else(world):
    tell(world, "clerk", address="https://elsewhere.example.org/")
    browser = world.browser("clerk")
    page = browser.get("/notices")
    form = next(form for form in page.forms.values() if "notice" in form.fields)
    assert form.submit("notice").location.endswith("/notices")


def test_an_officer_has_notices_too(world):
    tell(world, "security")
    assert count(world.browser("security")) == "1"
