"""What a request brings along."""

import pytest
from zope.interface import Interface

from onestop_records.interfaces import IClock, IDescriptions, IFinding


class IUnknown(Interface):
    """Nobody provides it."""


def test_a_service_is_made_once_for_a_request_and_anew_for_the_next(world):
    with world.work("staff") as request:
        first = request.find_service(IFinding)
        assert request.find_service(IFinding) is first
        assert request.find_service(IClock) is world.clock
    with world.work("staff") as request:
        assert request.find_service(IFinding) is not first


def test_a_service_that_nobody_provides_is_an_error(world):
    with world.work() as request, pytest.raises(LookupError):
        request.find_service(IUnknown)


def test_schemas_stay_bound_to_the_site_of_their_connection(world):
    with world.work() as request:
        schema = request.find_service(IDescriptions).schema("document")
        assert request.registry.record_types["document"].schema() is not schema
        assert schema.bindings["site"] is request.site
    with world.work() as request:
        kept = request.find_service(IDescriptions).schema("document")
        assert kept.bindings["site"] is request.site
