"""Manifests: ``manifest.csv`` or ``manifest.xlsx`` in a source, one row a file, as typed in an office."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.services.bag import BagSource
from onestop_records.services.source import Source, SourceUnusable

PACKAGED = "package:"
NAMES = ("manifest.csv", "manifest.xlsx")
LARGEST = 200 * 1024 * 1024  # bytes of a manifest
# Chinese headings as archives write them; the API's names need no entry.
HEADINGS = {
    "path": ("路径", "文件", "文件路径", "电子文件", "文件名"),
    "record": ("件", "件号", "序号", "档案", "档案标识"),
    "reference_code": ("档号", "原档号"),
    "type": ("类型", "档案类型"),
    "title": ("题名", "标题", "正题名"),
    "date": ("日期", "形成日期", "成文日期", "文件日期", "形成时间"),
    "creator": ("责任者", "作者", "发文机关", "形成单位"),
    "document_number": ("文号", "文件编号", "发文字号"),
    "category": ("门类", "档案门类"),
    "year": ("年度", "归档年度"),
    "unit": ("部门", "机构", "归档部门", "机构或问题"),
    "retention": ("保管期限",),
    "classification": ("密级",),
    "classification_term": ("保密期限",),
    "classification_basis": ("定密依据",),
    "data_category": ("数据分类",),
    "carrier": ("载体",),
    "medium": ("载体类型",),
    "pages": ("页数", "件数"),
    "persons": ("人物", "人名"),
    "places": ("地名", "地点"),
    "keywords": ("关键词", "主题词"),
    "genre": ("文种", "体裁"),
    "abstract": ("摘要", "提要", "内容提要"),
    "language": ("语种", "语言"),
    "participants": ("参与人",),
    "readers": ("知悉人", "指定读者"),
    "originals_place": ("原件存放地",),
    "remarks": ("备注", "附注"),
}
BY_HEADING = {word: name for name, words in HEADINGS.items() for word in (name, *words)}
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月)?\Z")


@dataclass(frozen=True)
class Row:
    """One record to be: its first line, its values by field, its files, what is wrong with it already.

    Out of an information package it has a ``key`` of its own, the key of its volume's row ``within``, plain
    JSON values, ``corrections``: position of the file, path and reason of each further version, and
    ``holds``: id and title of those that cover it where it comes from.
    """

    line: int
    values: Mapping[str, Any]
    paths: tuple[str, ...] = ()
    problems: tuple[Violation, ...] = ()
    key: str = ""
    within: str = ""
    corrections: tuple[tuple[int, str, str], ...] = ()
    holds: tuple[tuple[str, str], ...] = ()


def read_rows(source: Source) -> list[Row]:
    """The rows of the source's manifest or package, or one for each file. Raises SourceUnusable."""
    if isinstance(source, BagSource):
        return [packaged(line, about) for line, about in enumerate(source.records(), 1)]
    names = source.names()
    manifests = [name for name in names if name.lower() in NAMES]
    if len(manifests) > 1:
        raise SourceUnusable("there are two manifests; leave one: " + ", ".join(manifests))
    if not manifests:
        return [Row(n, {"title": PurePosixPath(name).stem}, (name,)) for n, name in enumerate(names, 1)]
    with source.open(manifests[0]) as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise SourceUnusable(f"{manifests[0]} is too large")
    table = xlsx_rows(content) if manifests[0].lower().endswith("x") else csv_rows(content)
    return group(table)


def packaged(line: int, about: Mapping[str, Any]) -> Row:
    """The row of a record in an information package. Raises SourceUnusable."""
    try:
        folder = f"records/{about['id']}"
        versions = [[(f"{folder}/{v['path']}", v["reason"]) for v in f["versions"]] for f in about["files"]]
        values = {**about["description"], "type": about["type"]}
        values.pop("volume", None)
        return Row(
            line,
            values,
            tuple(held[0][0] for held in versions),
            key=package_key(about["id"]),
            within=package_key(about["volume"]) if about["volume"] else "",
            corrections=tuple((i, *later) for i, held in enumerate(versions) for later in held[1:]),
            holds=tuple((str(hold["id"]), str(hold["title"])) for hold in about.get("holds", ())),
        )
    except (KeyError, TypeError, IndexError) as error:
        raise SourceUnusable(f"record {line} of the package cannot be read") from error


def package_key(record_id: str) -> str:
    """What a record out of a package is recognised by in the import ledger."""
    return f"{PACKAGED}{record_id}"


def csv_rows(content: bytes) -> list[list[str]]:
    """The cells of a CSV in UTF-8 (with or without a mark), UTF-16 with a mark, or GB18030."""
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SourceUnusable("the manifest is neither UTF-8 nor GB18030")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SourceUnusable(f"the manifest is not a proper CSV: {error}") from error


def xlsx_rows(content: bytes) -> list[list[str]]:
    """The cells of the first sheet of a workbook."""
    from openpyxl import load_workbook  # takes memory that few processes need
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise SourceUnusable(f"the manifest is not a workbook: {error}") from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def group(table: Sequence[Sequence[str]]) -> list[Row]:
    """Rows from cells: rows with the same ``record`` are one, its values may stand in any of them."""
    if not table:
        raise SourceUnusable("the manifest is empty")
    columns = [BY_HEADING.get(cell.strip().lower(), cell.strip()) for cell in table[0]]
    twice = {name for name in columns if name and columns.count(name) > 1}
    if twice:
        raise SourceUnusable("columns stand twice in the manifest: " + ", ".join(sorted(twice)))
    if "path" not in columns and "title" not in columns:
        raise SourceUnusable(
            "the first line of the manifest must name its columns, path and title among them"
        )
    rows: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for line, cells in enumerate(table[1:], 2):
        values = {
            name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name and cell.strip()
        }
        if values:
            rows.setdefault(values.pop("record", f"line {line}"), []).append((line, values))
    return [_row(lines) for lines in rows.values()]


def _row(lines: Sequence[tuple[int, dict[str, str]]]) -> Row:
    values: dict[str, str] = {}
    found: list[Violation] = []
    paths = []
    for _line, given in lines:
        if "path" in given:
            paths.append(given.pop("path").replace("\\", "/").removeprefix("./"))
        for name, value in given.items():
            if values.setdefault(name, value) != value:
                found.append(Violation(name, _("The rows of one record disagree here")))
    if "date" in values:
        values["date"] = plain_date(values["date"])
    return Row(lines[0][0], values, tuple(paths), tuple(_unique(found)))


def _unique(found: Iterable[Violation]) -> Iterator[Violation]:
    return iter({violation.field: violation for violation in found}.values())


def plain_date(text: str) -> str:
    """``2021年3月5日``, ``2021/3/5``, ``2021.03`` as ``2021-03-05``, ``2021-03``; anything else as it is."""
    match = DAY.match(text.strip())
    if not match:
        return text.strip().removesuffix("年")
    year, month, day = match.groups()
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
