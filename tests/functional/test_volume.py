"""A volume grows and is ordered before it is filed, and not any more after."""

import pytest

from onestop_records.interfaces import ICapture, IFiling, IVolumes
from tests.received import received
from tests.unit.services.test_filing import WHOLE
from tests.world import csrf_token


@pytest.fixture
def ids(world):
    """A draft to become a volume, and two loose ones."""
    with world.work("staff") as request:
        capture = request.find_service(ICapture).capture
        values = (
            {**WHOLE, "title": t, "retention": r} for t, r in (("卷", "Y"), ("甲", "D10"), ("乙", "D10"))
        )
        found = [capture(each, [received(request, each["title"].encode())]).id for each in values]
    world.index()
    return found


def post(browser, volume, action, **values):
    return browser.post(f"/records/{volume}/{action}", {"csrf_token": csrf_token(browser), **values})


def items(world, volume):
    with world.work() as request:
        return list(request.site.records[volume].items)


def test_a_draft_becomes_a_volume_of_ones_own_drafts(world, ids):
    browser = world.browser("staff")
    page = browser.get(f"/records/{ids[0]}")
    form = next(form for form in page.forms.values() if form.action.endswith("/take-in"))
    assert [box._value for box in form.fields["item"]] == ids[1:] or len(form.fields["item"]) == 2
    for record_id in ids[1:]:
        post(browser, ids[0], "take-in", item=record_id)
    assert items(world, ids[0]) == ids[1:]
    with world.work() as request:
        assert request.site.records[ids[1]].retention == "Y"  # inherited
    page = browser.get(f"/records/{ids[0]}")
    assert [a.text for a in page.html.select("#items li a")] == ["甲", "乙"]
    assert page.html.select_one(f'#items a[href^="/capture?volume={ids[0]}"]')


def test_items_are_moved_and_get_their_numbers_in_that_order(world, ids):
    browser = world.browser("staff")
    for record_id in ids[1:]:
        post(browser, ids[0], "take-in", item=record_id)
    post(browser, ids[0], "move-item", move=f"up:{ids[2]}")
    assert items(world, ids[0]) == [ids[2], ids[1]]
    with world.work("archivist") as request:
        filing = request.find_service(IFiling)
        volume = request.site.records[ids[0]]
        filing.submit(volume)
        filing.file(volume)
        assert request.site.records[ids[2]].reference_code.endswith("-001")
        with pytest.raises(Exception, match="filed"):
            request.find_service(IVolumes).order(volume, ids[1:])


def test_nothing_is_taken_that_one_may_not_change(world, ids):
    with world.work("staff2") as request:
        foreign = request.find_service(ICapture).capture({**WHOLE, "title": "别人的"}, []).id
    post(world.browser("staff"), ids[0], "take-in", item=foreign)
    assert items(world, ids[0]) == []


@pytest.mark.parametrize("case", ["itself", "in a volume", "a volume", "handed in"])
def test_what_cannot_stand_in_a_volume_is_refused(world, ids, case):
    from onestop_records.errors import Refused

    with world.work("staff") as request:
        volumes, records = request.find_service(IVolumes), request.site.records
        volume, one, two = (records[record_id] for record_id in ids)
        item = {"itself": volume, "in a volume": one, "a volume": one, "handed in": one}[case]
        if case == "in a volume":
            volumes.take_in(two, one)
        elif case == "a volume":
            volumes.take_in(one, two)
        elif case == "handed in":
            request.find_service(IFiling).submit(one)
        with pytest.raises(Refused):
            volumes.take_in(volume, item)


def test_who_may_only_look_is_offered_nothing(world, ids):
    page = world.browser("head").get(f"/records/{ids[0]}")
    assert not [form for form in page.forms.values() if form.action.endswith(("/take-in", "/move-item"))]
