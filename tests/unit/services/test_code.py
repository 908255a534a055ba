"""Reference codes: both standards' structures, numbers without gaps or repeats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zope.interface.verify import verifyObject

from onestop_records.errors import Refused
from onestop_records.interfaces import ICapture, IReferenceCodes
from onestop_records.models.code import numbered, problems, series_key, split
from onestop_records.models.fonds import Category, Fonds
from onestop_records.models.record import Record
from onestop_records.models.retention import RetentionClass
from onestop_records.models.site import Site
from onestop_records.models.unit import Unit
from onestop_records.services.code import ReferenceCodes
from tests.unit.services.test_filing import capture

DOTTED = "{fonds}-{category}·{year}·{retention}-{sequence:03}"


def site_with(fonds="Z109", category="WS", template=DOTTED):
    site = Site("档案")
    site.fonds.add(Fonds(fonds, "全宗"))
    site.fonds[fonds].add(Category(category, "门类", template, "keeping"))
    site.units.add(Unit("BGS", "办公室"))
    for code, years in (("Y", None), ("D30", 30)):
        site.retention.add(RetentionClass(code, code, years))
    return site


def record_in(site, record_id="r", **values):
    record = Record(record_id, "document")
    record.change({"category": "WS", "year": 2011, "unit": "BGS", "retention": "Y", **values})
    site.records.add(record)
    return record


def test_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IReferenceCodes, request.find_service(IReferenceCodes))


def test_an_item_after_da_t_22_2015():
    site = site_with(template="{fonds}-{category}·{year}-{retention}-{unit}-{sequence:04}")
    assert ReferenceCodes(site).give(record_in(site)) == ("Z109-WS·2011-Y-BGS-0001", 1)


def test_an_item_after_da_t_13_2022():
    site = site_with(template="{fonds}-{category}·{year}·{retention}·{unit_title}-{sequence:04}")
    assert ReferenceCodes(site).give(record_in(site)) == ("Z109-WS·2011·Y·办公室-0001", 1)


def test_a_volume_and_an_item_in_it():
    site = site_with("J019", "ZY·JC·CC", "{fonds}-{category}·{year}-{sequence:04}")
    site.fonds["J019"]["ZY·JC·CC"].volume_template = DOTTED
    values = {"category": "ZY·JC·CC", "year": 2019, "retention": "D30"}
    volume = record_in(site, "volume", **values)
    volume.items = ("item",)
    item = record_in(site, "item", volume="volume", **values)
    codes = ReferenceCodes(site)
    volume.reference_code, __ = codes.give(volume)
    assert volume.reference_code == "J019-ZY·JC·CC·2019·D30-001"
    assert codes.give(item) == ("J019-ZY·JC·CC·2019·D30-001-001", 1)


def test_a_photo_of_a_group():
    template = "{fonds}-{category}·{year}·{retention}-{group:03}-{sequence:03}"
    site = site_with("K021", "ZP", template)
    values = {"category": "ZP", "year": 2019, "retention": "D30", "group": 25}
    codes = ReferenceCodes(site)
    given_codes = [codes.give(record_in(site, f"r{n}", **values))[0] for n in range(5)]
    assert given_codes[-1] == "K021-ZP·2019·D30-025-005"


def test_what_a_template_needs_must_be_known():
    site = site_with(template="{fonds}-{category}·{year}-{group:03}-{sequence:03}")
    record = record_in(site, year=0)
    assert {v.field for v in ReferenceCodes(site).problems(record)} == {"year", "group"}
    with pytest.raises(Refused):
        ReferenceCodes(site).give(record)
    assert not site.codes and not site.series


@pytest.mark.parametrize(
    "template",
    [
        "",
        "{fonds}-{category}",
        "{sequence:04}",
        "{fonds}-{category}-{sequence}",
        "{fonds}-{category}-{sequence:4}",
        "{fonds}-{category}-{sequence:04}x",
        "{fonds}-{category}-{sequence:04}-{sequence:04}",
        "{sequence:04}-{fonds}-{category}",
        "{fonds}-{category}-{colour}-{sequence:04}",
        "{fonds}-{category}-{year:09}-{sequence:04}",
        "{fonds.__class__}-{category}-{sequence:04}",
        "{fonds!r}-{category}-{sequence:04}",
        "{fonds}-{category-{sequence:04}",
        "{fonds}-{category}\n-{sequence:04}",
        "{fonds}-{category}-" + "x" * 200 + "{sequence:04}",
        "{}-{fonds}-{category}-{sequence:04}",
    ],
)
def test_a_template_that_cannot_number_is_refused(template):
    assert list(problems(template))


def test_a_number_is_never_given_again_not_even_when_its_record_is_gone():
    site = site_with()
    codes = ReferenceCodes(site)
    codes.give(record_in(site, "first"))
    site.records._records.pop("first")
    assert codes.give(record_in(site, "second"))[1] == 2


def test_a_code_brought_in_is_passed_over_and_what_it_left_is_reported():
    site = site_with()
    codes = ReferenceCodes(site)
    key = "Z109-WS·2011·Y-"
    codes.adopt(record_in(site, "old"), f"{key}003")
    codes.adopt(record_in(site, "old2"), f"{key}003")
    assert codes.give(record_in(site, "new")) == (f"{key}004", 4)
    (report,) = codes.gaps()
    assert (report.key, report.missing) == (key, (1, 2))
    assert report.duplicates == ((f"{key}003", ("old", "old2")),)


def test_series_numbered_here_are_not_reported():
    site = site_with()
    codes = ReferenceCodes(site)
    for number in range(3):
        codes.give(record_in(site, str(number)))
    assert codes.gaps() == []


def test_the_preview_is_what_filing_gives(world):
    with world.work("archivist") as request:
        codes = request.find_service(IReferenceCodes)
        records = [capture(request, retention=r) for r in ("Y", "D10", "Y")]
        assert request.find_service(ICapture)
        preview = codes.preview(records)
        assert preview == [codes.give(record)[0] for record in records]


@given(st.lists(st.sampled_from([("Y", 2011), ("Y", 2012), ("D30", 2011)]), max_size=30))
def test_in_every_series_numbers_run_from_one_without_gaps(order):
    site = site_with()
    codes = ReferenceCodes(site)
    given_codes = [
        codes.give(record_in(site, str(place), retention=retention, year=year))[0]
        for place, (retention, year) in enumerate(order)
    ]
    assert len(set(given_codes)) == len(order) == len(site.codes)
    for series in site.series.values():
        numbers = sorted(split(code)[1] for code in given_codes if split(code)[0] == series.key)
        assert numbers == list(range(1, series.last + 1))


@given(st.integers(1, 10**8), st.integers(1, 9))
def test_a_code_is_its_series_and_its_number(number, width):
    template = f"{{fonds}}-{{category}}·{{sequence:0{width}}}"
    key = series_key(template, {"fonds": "Z109", "category": "WS"})
    code = numbered(template, key, number)
    assert code.startswith(key) and split(code) == (key, number)
