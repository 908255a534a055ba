"""Manifests as offices make them: headings, encodings, dates, workbooks."""

import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from onestop_records.services.manifest import csv_rows, group, plain_date, xlsx_rows
from onestop_records.services.source import SourceUnusable

TEXT = "路径,题名,日期\r\na.txt,通知,2021年3月5日\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(encoding):
    [row] = group(csv_rows(TEXT.encode(encoding)))
    assert (row.values, row.paths) == ({"title": "通知", "date": "2021-03-05"}, ("a.txt",))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_delimiter_is_read(delimiter):
    assert group(csv_rows(TEXT.replace(",", delimiter).encode()))[0].values["title"] == "通知"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2021", "2021"),
        ("2021年", "2021"),
        ("2021年3月", "2021-03"),
        ("2021/3/5", "2021-03-05"),
        ("2021.12.31", "2021-12-31"),
        ("2021-03-05", "2021-03-05"),
        ("soon", "soon"),
    ],
)
def test_dates_are_read_as_they_are_written(written, meant):
    assert plain_date(written) == meant


def test_a_workbook_is_read_with_its_dates_and_numbers():
    book = Workbook()
    for line in (["path", "title", "date", "pages"], ["a.txt", "通知", date(2021, 3, 5), 12], [None] * 4):
        book.active.append(line)
    target = io.BytesIO()
    book.save(target)
    [row] = group(xlsx_rows(target.getvalue()))
    assert row.values == {"title": "通知", "date": "2021-03-05", "pages": "12"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04junk", b"\x00" * 50])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(SourceUnusable):
        xlsx_rows(content)


@pytest.mark.parametrize("lines", ["", "colour,size\n1,2", "path,title,title\na,b,c", "path,路径\na,b"])
def test_headings_that_cannot_be_used_are_refused(lines):
    with pytest.raises(SourceUnusable):
        group(csv_rows(lines.encode()))


def test_paths_of_windows_lead_to_the_same_files():
    assert group([["path"], ["sub\\a.txt"], ["./b.txt"]])[0].paths == ("sub/a.txt",)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(content):
    with suppress(SourceUnusable):
        group(csv_rows(content))
