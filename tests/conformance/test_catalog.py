"""What every catalogue must do: the same as asking each record, only faster."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from onestop_records.catalog.fields import casework_value
from onestop_records.catalog.service import Catalog
from onestop_records.models.access import may_know
from onestop_records.models.classification import Classification
from onestop_records.models.creditcode import check_character
from onestop_records.models.enterprise import Enterprise, Merging
from onestop_records.models.keeping import Keeping
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.record import Record
from onestop_records.models.search import CASE_FACETS, RECORD_FACETS
from onestop_records.models.site import Site

GOOD, OTHER = (first + check_character(first) for first in ("91330203MA2AAAAA1", "91330203MA2AAAAA2"))
PEOPLE = ("ann", "bea", "cho")
DATES = ("2019", "2020-02", "2020-02-28", "2020-02-29", "2020-03-01", "2020-12-31", "2021-01-01", "2021-07")


def make(number, **values):
    record = Record(f"r{number}", values.pop("type", "document"))
    record.date = PartialDate(values.pop("date", "2020-02-28"))
    for name, value in values.items():
        setattr(record, name, value)
    record.year = record.date.year
    return record


@pytest.fixture
def site():
    site = Site("test")
    for person in PEOPLE:
        site.keepings[f"k-{person}"] = Keeping(f"k-{person}", person)
    return site


@pytest.fixture(params=[Catalog])
def catalog(request, site):
    return request.param(site)


records = st.builds(
    dict,
    type=st.sampled_from(("document", "photo")),
    unit=st.sampled_from(("QYB", "XXB")),
    keeping=st.sampled_from(("k-ann", "k-bea")),
    classification=st.sampled_from(list(Classification)),
    state=st.sampled_from(("captured", "submitted", "filed", "withdrawn")),
    data_category=st.sampled_from(("business", "sensitive")),
    participants=st.lists(st.sampled_from(PEOPLE), max_size=2).map(tuple),
    denied=st.lists(st.sampled_from(PEOPLE), max_size=1).map(tuple),
    date=st.sampled_from(DATES),
    title=st.sampled_from(("通知", "报告", "甲", "ａ", "a")),
)
principals = st.frozensets(
    st.one_of(
        st.just("public"),
        st.builds("{}:{}".format, st.sampled_from(("archive", "all", "unit:QYB")), st.integers(0, 4)),
        st.builds("{}:{}".format, st.sampled_from(("keeping:k-ann", "reader:bea")), st.integers(0, 4)),
        st.builds("deny:{}".format, st.sampled_from(PEOPLE)),
    )
)
archives = st.lists(records, max_size=12)


def filled(values):
    site = Site("test")
    for person in PEOPLE:
        site.keepings[f"k-{person}"] = Keeping(f"k-{person}", person)
    catalog = Catalog(site)
    made = [make(number, **each) for number, each in enumerate(values)]
    return catalog, {catalog.index(record): record for record in made}


def period(text):
    last = {4: "-12-31", 7: "-31", 10: ""}[len(text)]
    return {4: text + "-01-01", 7: text + "-01", 10: text}[len(text)], text + last


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(archives, principals)
def test_allowed_is_exactly_what_may_be_known_of(values, principals):
    catalog, made = filled(values)
    assert set(catalog.allowed(principals)) == {n for n, r in made.items() if may_know(r, principals)}


@settings(max_examples=60, deadline=None)
@given(archives, archives, principals)
def test_renewing_and_taking_out_leave_nothing_behind(before, after, principals):
    catalog, made = filled(before)
    for number, values in enumerate(after[: len(before)]):
        record = make(number, **values)
        made[catalog.index(record)] = record
    for number in list(made)[::3]:
        catalog.unindex(made.pop(number).id)
    assert set(catalog.allowed(principals)) == {n for n, r in made.items() if may_know(r, principals)}
    facets = catalog.facets(catalog.numbers(), RECORD_FACETS)
    assert all(sum(counts.values()) == len(made) for counts in facets.values())
    for field in ("date", "code", "title"):
        assert sorted(catalog.sort(catalog.numbers(), field, False, 0, 100)) == sorted(made)


def described(number, **values):
    record = make(number, type="case_file")
    record.description = {name: value for name, value in values.items() if value}
    return record


cases = st.lists(
    st.builds(
        dict,
        matter=st.sampled_from(("", "JL-01", "JC-03")),
        enterprise=st.sampled_from(("", GOOD, OTHER, "甲厂", "乙厂")),
        applicant=st.sampled_from(("", "甲厂", "Ａ公司", "a公司")),
        case_kind=st.sampled_from(("", "promised", "instant")),
        case_state=st.sampled_from(("", "closed", "accepted")),
        in_time=st.sampled_from(("", "yes", "no", "running")),
        received=st.sampled_from(("", "2026", "2026-10", "2026-10-31", "2026-11-01")),
        closed=st.sampled_from(("", "2026-11", "2026-11-30")),
        satisfaction=st.sampled_from(("", "1", "4")),
    ),
    max_size=12,
)


def of_cases(values, merged):
    site = Site("test")
    catalog = Catalog(site)
    for code, name in ((GOOD, "甲厂"), (OTHER, "乙厂")):
        site.enterprises.add(Enterprise(code, {"name": name}))
    if merged:
        kept, other = site.enterprises[GOOD], site.enterprises[OTHER]
        other.merged_into = GOOD
        kept.mergings = (Merging(OTHER, "乙厂", "ann", datetime(2026, 1, 1, tzinfo=UTC), ""),)
        site.enterprises.forget(kept)
        kept.names = ("乙厂",)
        site.enterprises.know(kept)
    made = [described(number, **each) for number, each in enumerate(values)]
    return catalog, {catalog.index(record): record for record in made}


@settings(max_examples=60, deadline=None)
@given(cases, st.booleans())
def test_filters_and_facets_of_cases_are_what_asking_each_file_gives(values, merged):
    catalog, made = of_cases(values, merged)
    everything = catalog.numbers()
    for name in (*CASE_FACETS, "received", "closed"):
        told = {
            n: casework_value(name, r.description[name]) for n, r in made.items() if name in r.description
        }
        assert catalog.facets(everything, (name,))[name] == Counter(told.values())
        for value in set(told.values()):
            expected = {n for n, said in told.items() if said == value}
            assert set(catalog.select({name: (value,)}, everything)) == expected
    named = {n: r.description.get("applicant", "") for n, r in made.items()}
    found = catalog.select({"applicant": ("A公司",)}, everything)
    assert set(found) == {n for n, name in named.items() if name in ("Ａ公司", "a公司")}


@settings(max_examples=60, deadline=None)
@given(cases, st.booleans())
def test_s9_3_an_enterprise_is_found_by_every_code_and_name_that_it_has(values, merged):
    catalog, made = of_cases(values, merged)
    everything = catalog.numbers()
    told = {n: r.description.get("enterprise", "") for n, r in made.items()}
    own = {GOOD: {GOOD, "甲厂"}, OTHER: {OTHER, "乙厂"}}
    both = own[GOOD] | own[OTHER]
    for code, names in own.items():
        wanted = both if merged else names
        expected = {n for n, name in told.items() if name in wanted}
        for asked in names:
            assert set(catalog.select({"enterprise": (asked,)}, everything)) == expected
        present = GOOD if merged else code
        assert catalog.facets(everything, ("enterprise",))["enterprise"].get(present, 0) == len(expected)


@settings(max_examples=80, deadline=None)
@given(archives, st.sampled_from((*DATES, "")), st.sampled_from((*DATES, "")))
def test_a_period_meets_every_date_that_may_lie_in_it(values, since, until):
    catalog, made = filled(values)
    low, high = period(since or "0001")[0], period(until or "9999")[1]
    expected = {n for n, r in made.items() if period(r.date)[0] <= high and period(r.date)[1] >= low}
    filters = {"from": (since,), "to": (until,)}
    if low <= high:
        assert set(catalog.select(filters, catalog.numbers())) == expected
    else:
        assert not catalog.select(filters, catalog.numbers())


@settings(max_examples=60, deadline=None)
@given(archives, st.booleans(), st.sampled_from(("date", "title")), st.integers(1, 5), st.data())
def test_pages_follow_each_other_without_gap_or_repeat(values, reverse, field, limit, data):
    catalog, made = filled(values)
    within = BitMap(data.draw(st.sets(st.sampled_from(sorted(made))))) if made else BitMap()
    keys = catalog.data.orders[field]
    expected = sorted(within, key=keys.place, reverse=reverse)
    found, after = [], None
    while page := catalog.sort(within, field, reverse, 0, limit, after):
        found.extend(page)
        after = catalog.place(field, page[-1])
    assert found == expected
    by_offset = [
        n for o in range(0, len(made) + 1, limit) for n in catalog.sort(within, field, reverse, o, limit)
    ]
    assert by_offset == expected


@pytest.mark.parametrize("reverse", [False, True])
def test_a_large_set_is_walked_and_a_small_one_sorted_with_the_same_result(catalog, reverse):
    for number in range(400):
        catalog.index(make(number, date=f"20{number * 7 % 90 + 10}", title=str(number)))
    everything = catalog.numbers()
    expected = sorted(everything, key=catalog.data.orders["date"].place, reverse=reverse)
    assert catalog.sort(everything, "date", reverse, 30, 20) == expected[30:50]
    few = BitMap(everything[::40])
    assert catalog.sort(few, "date", reverse, 2, 20) == [n for n in expected if n in few][2:]


def test_records_without_a_code_come_last_in_either_direction(catalog):
    coded = [catalog.index(make(n, reference_code=f"Z109-{n}")) for n in range(3)]
    bare = [catalog.index(make(n)) for n in range(3, 5)]
    assert catalog.sort(catalog.numbers(), "code", False, 0, 9) == coded + bare
    assert catalog.sort(catalog.numbers(), "code", True, 0, 9) == coded[::-1] + bare
    after = catalog.place("code", bare[0])
    assert catalog.sort(catalog.numbers(), "code", True, 0, 9, after) == bare[1:]


def test_facets_count_within_and_leave_out_what_none_has(catalog):
    catalog.index(make(1, unit="QYB"))
    other = catalog.index(make(2, unit="XXB", type="photo"))
    assert catalog.facets(BitMap([other]), ("unit", "type")) == {"unit": {"XXB": 1}, "type": {"photo": 1}}


def test_custody_passes_without_a_record_being_indexed_anew(site, catalog):
    number = catalog.index(make(1, keeping="k-ann"))
    site.keepings["k-ann"].holder = "cho"
    assert catalog.facets(catalog.numbers(), ["custodian"]) == {"custodian": {"cho": 1}}
    assert list(catalog.select({"custodian": ["cho"]}, catalog.numbers())) == [number]
    assert not catalog.select({"custodian": ["ann"]}, catalog.numbers())


def test_a_number_is_never_given_again(catalog):
    first = catalog.index(make(1))
    assert catalog.unindex("r1") == first
    assert catalog.number("r1") is None
    assert catalog.index(make(1)) != first
    catalog.clear()
    assert catalog.index(make(1)) > first + 1


def test_numbers_beyond_one_chunk_stay_together(catalog):
    catalog.index(make(1))
    catalog.data.next = 8192
    far = catalog.index(make(2))
    assert far == 8192
    assert list(catalog.numbers()) == [0, far]
    assert catalog.facets(catalog.numbers(), ["type"]) == {"type": {"document": 2}}


def test_a_site_that_was_never_indexed_has_nothing_and_stays_unchanged(site, catalog):
    assert catalog.number("r1") is None
    assert not catalog.allowed({"public", "all:0"})
    assert site.catalog is None


def test_many_ids_come_in_the_order_of_their_numbers(catalog):
    numbers = [catalog.index(make(each)) for each in range(200)]
    wanted = numbers[::-3]
    assert catalog.record_ids(wanted) == [catalog.record_id(number) for number in wanted]
    assert catalog.record_ids(iter(wanted[:1])) == [catalog.record_id(wanted[0])]
    assert catalog.record_ids([]) == []
