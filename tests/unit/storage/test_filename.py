import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop_records.errors import Violations
from onestop_records.storage.filename import LONGEST, kept_name


@pytest.mark.parametrize(
    "name",
    [
        "关于印发《档案管理办法》的通知（2021年）.docx",
        "a b.txt",
        "ファイル.txt",
        "it's #1 100%.txt",
        "x" * LONGEST,
    ],
)
def test_ordinary_names_are_kept_as_they_are(name):
    assert kept_name(name) == name


def test_white_space_around_goes_and_accents_are_composed():
    assert kept_name("  e\u0301.txt ") == "\u00e9.txt"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        ".",
        "..",
        "../../etc/passwd",
        "a/b.txt",
        "C:\\Users\\x.doc",
        "a\0b.txt",
        "a\nb.txt",
        "a\x7f.txt",
    ]
    + ["报告\u202efdp.exe", "a\u2066b", "\ud800.txt", "x" * (LONGEST + 1)],
)
def test_misleading_names_are_refused(name):
    with pytest.raises(Violations):
        kept_name(name)


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(Violations) as refused:
        kept_name("../\0" + "x" * 300)
    assert len(refused.value.violations) == 3


@given(st.text())
def test_a_name_that_is_kept_is_a_single_harmless_name(name):
    try:
        kept = kept_name(name)
    except Violations:
        return
    assert kept and "/" not in kept and "\\" not in kept and "\0" not in kept
    assert kept_name(kept) == kept
