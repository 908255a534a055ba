"""Sources never lead outside and never explode."""

import io
import zipfile

import pytest

from onestop_records.services.source import MOST_RATIO, SourceUnusable, open_source


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return open_source(path)


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/../../secret", "..\\secret", "", "a\0b"])
def test_names_that_lead_outside_are_refused(tmp_path, name):
    (tmp_path / "secret").write_text("x")
    (tmp_path / "in").mkdir()
    assert open_source(tmp_path / "in").problems(name)
    assert zipped(tmp_path / "a.zip", {"fine": "x"}).problems(name)


def test_a_link_that_leads_outside_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("x")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "secret")
    source = open_source(tmp_path / "in")
    assert source.names() == []
    assert source.problems("link")


def test_a_member_that_would_explode_is_refused(tmp_path):
    source = zipped(tmp_path / "bomb.zip", {"zeros": bytes(30 * 1024 * 1024), "fine.txt": "x"})
    assert source.members["zeros"].file_size > MOST_RATIO * source.members["zeros"].compress_size
    assert source.problems("zeros")
    assert source.problems("fine.txt") == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("word", ["通知", "关于"])
def test_chinese_names_of_any_system_are_read(tmp_path, word, encoding):
    name = "x" * len(word.encode(encoding)) + ".txt"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        target.writestr(name, "x")
    raw = content.getvalue().replace(name.encode(), word.encode(encoding) + b".txt")
    (tmp_path / "a.zip").write_bytes(raw)
    assert open_source(tmp_path / "a.zip").names() == [f"{word}.txt"]


def test_what_is_neither_folder_nor_zip_is_refused(tmp_path):
    (tmp_path / "x").write_bytes(b"PK")
    with pytest.raises(SourceUnusable):
        open_source(tmp_path / "x")


def test_litter_is_left_behind(tmp_path):
    source = zipped(tmp_path / "a.zip", {"__MACOSX/a": "x", ".hidden": "x", "Thumbs.db": "x", "a.txt": "x"})
    assert source.names() == ["a.txt"]


def test_a_member_that_leads_outside_is_no_litter_but_told(tmp_path):
    source = zipped(
        tmp_path / "a.zip", {"../evil.txt": "x", "sub/../../evil.txt": "x", "..": "x", "a.txt": "x"}
    )
    assert source.names() == ["..", "../evil.txt", "a.txt", "sub/../../evil.txt"]
    assert [bool(source.problems(name)) for name in source.names()] == [True, True, False, True]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_told_and_neither_is_taken(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as target:
        for content in (b"one", b"other"):
            target.writestr("合同.txt", content)
        target.writestr("b.txt", b"b")
    with pytest.raises(SourceUnusable, match="same name: 合同.txt"):
        open_source(path)
