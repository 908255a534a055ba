"""An archive from before holds and editions becomes one of today."""

from importlib import import_module

from onestop_records.catalog.data import CatalogData
from onestop_records.interfaces import IFinding, IHolds
from onestop_records.models.retention import RetentionClass
from onestop_records.models.search import Question
from tests.unit.services.test_hold import a_record, place

STEP = "onestop_records.evolve.steps.step_20261122_0930_retention"


def make_old(request):
    """Take away what came later."""
    site = request.site
    del site.holds, site.gates
    del site.retention._matters
    for line in list(site.retention.values()):
        site.retention._classes[line.code] = RetentionClass(line.code, line.title, line.current.years)
    old = site.catalog = CatalogData()
    for name in ("due", "period", "held", "hold"):
        del old.values[name]
    del old.orders["due"]


def test_an_older_archive_is_brought_to_today(world):
    with world.work() as request:
        a_record(request, "one")
        make_old(request)
    for _ in range(2):  # once more does nothing
        with world.work("archivist") as request:
            import_module(STEP).evolve(request)
    with world.work() as request:
        line = request.site.retention["D10"]
        assert (line.current.years, line.used, line.__parent__) == (10, True, request.site.retention)
        assert request.site.retention.for_matter("x") == ""
        place(request.find_service(IHolds), "records", records=["one"])
    world.index()
    with world.work() as request:
        assert request.find_service(IFinding).search(Question(filters={"held": ("yes",)})).total == 1
