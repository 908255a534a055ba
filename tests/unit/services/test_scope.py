"""The filing scope: what is shipped, what units owe."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Missing, Violations
from onestop_records.interfaces import IAudit, IScope
from onestop_records.models.scope import ScopeEntry
from tests.unit.services.test_filing import capture


@pytest.fixture
def scope(world):
    with world.work("staff") as request:
        request.find_service(IScope).ship()
        yield request, request.find_service(IScope)


def test_keeps_its_contract(scope):
    assert verifyObject(IScope, scope[1])


@pytest.mark.parametrize(
    "group", ["理事会", "会员", "团体标准", "展会", "合同", "党建", "财务", "服务", "投诉"]
)
def test_the_scope_of_an_association_is_shipped(scope, group):
    assert [entry for entry in scope[1].entries() if entry.group == group and entry.filed]


def test_it_says_what_is_not_filed(scope):
    assert [entry for entry in scope[1].entries() if not entry.filed]


def test_shipping_leaves_open_what_this_archive_lacks_and_keeps_what_is_there(scope):
    request, service = scope
    request.site.scope["LS01"] = ScopeEntry("LS01", "own", "own")
    service.ship()
    entries = {entry.code: entry for entry in service.entries()}
    assert entries["LS01"].title == "own"
    assert entries["CW01"].category == ""  # there is no KU in this archive


def test_a_unit_owes_what_names_it_until_it_brings_something_of_that_year(scope):
    request, service = scope
    assert "HY03" in {entry.code for entry in service.owed("QYB", 2025)}
    assert "DJ01" not in {entry.code for entry in service.owed("QYB", 2025)}
    capture(request, date="2025", scope="HY03")
    assert "HY03" not in {entry.code for entry in service.owed("QYB", 2025)}
    assert "HY03" in {entry.code for entry in service.owed("QYB", 2024)}


def test_an_entry_fills_in_category_and_class(scope):
    request, __ = scope
    record = capture(request, category="", retention="", scope="HY03")
    assert (record.category, record.retention) == ("WS", "D10")


def test_what_is_not_filed_cannot_be_chosen(scope):
    request, __ = scope
    with pytest.raises(Violations, match="scope"):
        capture(request, scope="FW90")


ENTRY = {"code": "HY99", "title": "换届材料", "group": "会员", "units": ("QYB",), "category": "WS"}


def wrong(act, *arguments):
    with pytest.raises(Violations) as caught:
        act(*arguments)
    return {violation.field for violation in caught.value.violations}


def test_an_entry_is_added_changed_and_ended_and_the_audit_trail_knows(world):
    with world.work("archivist") as request:
        service = request.find_service(IScope)
        service.add(ENTRY)
        assert [entry.code for entry in service.owed("QYB", 2025)] == ["HY99"]
        service.change("HY99", {**ENTRY, "title": "换届选举材料"})
        record = capture(request, scope="HY99")
        service.change("HY99", {**ENTRY, "ended": True})
        assert service.owed("QYB", 2025) == service.entries() == []
        assert [entry.title for entry in service.ended()] == ["换届材料"]
        assert record.get("scope") == "HY99"
    with world.work("archivist") as request:
        entries = list(request.find_service(IAudit).entries("scope:HY99"))
        assert [dict(entry.after) for entry in entries[1:]] == [
            {"title": "换届选举材料"},
            {"title": "换届材料", "ended": True},
        ]


def test_what_is_not_filed_is_listed_too(scope):
    __, service = scope
    service.add({"code": "NO1", "title": "重份文件", "group": "不归档", "filed": False})
    assert "NO1" in {entry.code for entry in service.entries() if not entry.filed}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "hy"),
        ("code", "HY03"),
        ("title", ""),
        ("group", ""),
        ("units", ("NONE",)),
        ("category", "NONE"),
        ("retention", "D99"),
        ("filed", False),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(scope, field, value):
    assert wrong(scope[1].add, {**ENTRY, field: value}) == {field}


def test_what_is_not_there_is_not_changed(scope):
    with pytest.raises(Missing):
        scope[1].change("NONE", ENTRY)
