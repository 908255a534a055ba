"""Fonds and categories set up by the archivist."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Violations
from onestop_records.interfaces import IAudit, ICapture, IFiling, IFonds, IReferenceCodes
from tests.received import received
from tests.unit.services.test_filing import WHOLE

SOUND = {
    "title": "科技",
    "mark": "",
    "template": "{fonds}-{category}·{year}-{retention}-{sequence:04}",
    "volume_template": "",
    "item_template": "",
    "direct_filing": False,
    "retention": "D30",
    "keeper": "archivist2",
}


@pytest.fixture
def archive(world):
    with world.work("archivist") as request:
        yield request, request.find_service(IFonds)


def wrong(act, *arguments):
    with pytest.raises(Violations) as caught:
        act(*arguments)
    return {violation.field for violation in caught.value.violations}


def file(request, **values):
    content = str(len(request.site.records)).encode()
    record = request.find_service(ICapture).capture({**WHOLE, **values}, [received(request, content)])
    return request.find_service(IFiling).file(record)


def test_it_keeps_its_contract(archive):
    assert verifyObject(IFonds, archive[1])


def test_a_second_fonds_numbers_its_own_records(archive):
    request, service = archive
    fonds = service.add("J019", "检测中心")
    service.add_category(fonds, {**SOUND, "code": "JWS", "mark": "WS", "direct_filing": True})
    assert file(request, category="JWS").reference_code == "J019-WS·2021-D10-0001"
    assert file(request, category="WS").reference_code.startswith("Z109-WS·2021")


@pytest.mark.parametrize("number", ["", "z1", "Z109", "Z 1", "X" * 13])
def test_a_fonds_has_a_number_of_its_own(archive, number):
    assert "number" in wrong(archive[1].add, number, "检测中心")


@pytest.mark.parametrize("code", ["", "ws", "W/S", "WS", "A·", "ZY·TS·A·B·C"])
def test_a_category_has_a_code_that_no_other_has(archive, code):
    request, service = archive
    assert wrong(service.add_category, service.add("J019", "检测中心"), {**SOUND, "code": code}) == {"code"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("mark", "w"),
        ("template", ""),
        ("template", "{fonds}"),
        ("template", "{volume}-{sequence:03}"),
        ("volume_template", "{nothing}-{sequence:04}"),
        ("item_template", "{volume}-{sequence}"),
        ("retention", "D99"),
        ("keeper", "staff"),
        ("keeper", ""),
    ],
)
def test_what_makes_no_code_or_custody_is_refused(archive, field, value):
    request, service = archive
    category = request.site.fonds.category("WS")
    assert wrong(service.change_category, category, {**SOUND, field: value}) == {field}
    assert category.title == "文书"


def test_a_change_is_for_what_comes(archive):
    request, service = archive
    before = file(request)
    category = request.site.fonds.category("WS")
    service.change_category(category, {**SOUND, "direct_filing": True})
    after = file(request)
    assert before.reference_code == "Z109-WS·2021-D10-BGS-0001"
    assert after.reference_code == "Z109-WS·2021-D10-0001"
    assert request.site.holder(before.keeping) == "archivist"
    assert request.site.holder(after.keeping) == service.keeper(category) == "archivist2"


def test_an_archivist_keeps_all_their_categories_in_one_keeping(archive):
    request, service = archive
    for code in ("WS", "ZP"):
        service.change_category(request.site.fonds.category(code), SOUND)
    first, second = (request.site.fonds.category(code).keeping for code in ("WS", "ZP"))
    assert first == second in request.site.people["archivist2"].keepings


def test_the_preview_shows_item_volume_and_item_in_a_volume(archive):
    request, service = archive
    codes = service.preview(request.site.fonds["Z109"], {**SOUND, "code": "KJ"})
    assert codes == ["Z109-KJ·2026-D30-0001", "Z109-KJ·2026-D30-0001", "Z109-KJ·2026-D30-0001-001"]


def test_the_preview_is_what_filing_gives(archive):
    request, service = archive
    category = service.add_category(
        request.site.fonds["Z109"], {**SOUND, "code": "KJ", "direct_filing": True}
    )
    shown = service.preview(request.site.fonds["Z109"], {**SOUND, "code": "KJ"})[0]
    record = file(request, category="KJ", retention="D30", date="2026-01-02")
    assert record.reference_code == shown
    assert category.retention == "D30"
    assert request.find_service(IReferenceCodes).gaps() == []


def test_changes_are_in_the_audit_trail(archive):
    request, service = archive
    service.change_category(request.site.fonds.category("WS"), SOUND)
    service.rename(service.add("J019", "检测中心"), "检验中心")
    request.tm.commit()
    request.tm.begin()
    entries = request.find_service(IAudit)
    [entry] = entries.entries("category:Z109/WS")
    assert (entry.act, entry.after["keeper"], entry.before["title"]) == (
        "settings-changed", "archivist2", "文书",
    )  # fmt: skip
    assert len(list(entries.entries("fonds:J019"))) == 2
