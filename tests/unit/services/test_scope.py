"""The filing scope: what is shipped, what units owe."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Violations
from onestop_records.interfaces import IScope
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
