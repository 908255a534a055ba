from onestop_records.search.merging import absorbed

MANY = 5000


def grow(size, commits):
    """Commit pieces of one size; return the weights left and how much was written in all."""
    weights, written = [], 0
    for _ in range(commits):
        kept = absorbed(weights, size)
        weights[kept:] = [sum(weights[kept:]) + size]
        written += weights[-1]
    return weights, written


def test_sheaves_stay_few_and_nothing_is_written_too_often():
    for size in (1_000, 20_000, 2_000_000):
        weights, written = grow(size, MANY)
        assert sum(weights) == size * MANY
        assert len(weights) < 60
        assert written < 10 * size * MANY


def test_a_small_commit_does_not_touch_large_sheaves():
    assert absorbed([10_000_000, 10_000_000, 10_000_000], 1_000) == 3


def test_the_largest_stay_as_they_are():
    gigabyte = 1024**3
    assert absorbed([gigabyte] * 9, gigabyte) == 9
