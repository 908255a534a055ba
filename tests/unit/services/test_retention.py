"""Adding to the retention schedule."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Violations
from onestop_records.interfaces import IRetention

CLASS = {"code": "D15", "title": "15年", "years": 15, "trigger": "creation", "action": "review"}


@pytest.fixture
def retention(world):
    with world.work("archivist") as request:
        yield request.find_service(IRetention)


def test_keeps_its_contract(retention):
    assert verifyObject(IRetention, retention)


def test_a_class_is_added_and_noted(retention):
    assert retention.add(CLASS).years == 15
    assert retention.site.retention["D15"].title == "15年"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "D10"}, "code"),
        ({"code": "d-15"}, "code"),
        ({"code": ""}, "code"),
        ({"title": ""}, "title"),
        ({"years": 0}, "years"),
        ({"years": 201}, "years"),
        ({"trigger": "whenever"}, "trigger"),
        ({"action": "burn"}, "action"),
    ],
)
def test_a_class_that_cannot_be_used_is_refused(retention, values, field):
    before = set(retention.site.retention)
    with pytest.raises(Violations) as caught:
        retention.add({**CLASS, **values})
    assert {violation.field for violation in caught.value.violations} == {field}
    assert set(retention.site.retention) == before
